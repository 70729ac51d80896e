"""Two applications at different stages of one matter are offered as one chain; the commitment is a paper of its own."""

import json
from datetime import timedelta

import pytest

from cases.domain.papers import print_paper
from cases.models import CommitmentBar
from cases.queries.stage import beside_of
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError
from tests.cases.test_stage import at, sued
from tests.factories import START, do, new_case, walk

PLACE = {"stage": "一审", "mode": "民事诉讼代理", "organ": "清和县人民法院"}


def told(case):
    return [(row.case.number, row.before, row.opens) for row in beside_of(case)]


def test_two_applications_at_different_stages_are_one_chain(county):
    first, second = new_case(county), new_case(county, **PLACE)
    assert told(second) == [(first.number, True, False)]
    assert told(first) == [(second.number, False, False)]
    facts = {"earlier": first, "reason": "同一笔工资，先仲裁后起诉。"}
    CASE.acts["link_stage"](second, by=county.chuangkou, at=at(2), **facts)
    assert second.earlier == first


def test_stage_that_is_done_opens_the_next_once(county):
    first = walk(county, "conclude")
    second = new_case(county, **PLACE)
    assert told(second) == [(first.number, True, True)]
    later = sued(first, county)
    assert told(second) == [(first.number, True, False)]
    assert told(later)[-1][:2] == (first.number, True)


def test_application_at_another_stage_is_not_refused_as_applied_for_twice(county):
    new_case(county)
    second = walk(county, "recommend", case=new_case(county, **PLACE))
    said = {"codes": ["applied_twice"], "grounds": ["重复申请"], "reasons": "已有另一件申请。"}
    with pytest.raises(DomainError, match="处于不同的阶段，不是重复申请") as wrong:
        do(second, county, "refuse", at(10), **said)
    assert wrong.value.field == "codes"


def test_page_offers_the_chain_with_the_stage_before_filled_in(county, sign_in):
    first, second = new_case(county), new_case(county, **PLACE)
    client = sign_in(county.chuangkou)
    page = f"/cases/{second.pk}/link_stage/?earlier={first.pk}"
    assert page in client.get(second.get_absolute_url()).content.decode()
    form = client.get(page).context["form"]
    assert (form["earlier"].value(), form["reason"].value()) == (first.pk, "同一事项的前一阶段。")


def test_window_is_offered_to_open_the_stage_instead_of_registering_anew(county, sign_in):
    first = walk(county, "conclude")
    client = sign_in(county.chuangkou)
    typed = {"id_number": "440524198801010011", "id_kind": "resident", "cause": first.cause_id, "stage": "一审", "kind": "civil"}  # fmt: skip
    shown = client.post("/cases/new/side/", typed).content.decode()
    assert f"/cases/{first.pk}/open_stage/?stage=%E4%B8%80%E5%AE%A1" in shown
    assert "可能是同一事项" not in shown


def test_commitment_is_printed_with_the_authorisation_to_ask(county):
    case = new_case(county, means={"savings": 0, "committed": True}, crowds=[])
    paper = print_paper(case, "commitment", by=county.chuangkou)
    facts = json.loads(paper.context)
    assert (paper.title, paper.number_text, facts["person"]["name"]) == ("诚信承诺书", "", "李国强")


def test_who_is_spared_or_barred_commits_to_nothing(county):
    case = new_case(county)
    with pytest.raises(DomainError, match="不用诚信承诺书"):
        print_paper(case, "commitment", by=county.chuangkou)

    poor = new_case(county, means={"savings": 0, "committed": True}, crowds=[])
    being, barred = poor.applicant.being, {"reason": "承诺不实。", "by": county.zhuren}
    CommitmentBar.objects.create(being=being, case=poor, at=START + timedelta(days=1), **barred)
    with pytest.raises(DomainError, match="不得再适用个人诚信承诺"):
        print_paper(poor, "commitment", by=county.chuangkou)
