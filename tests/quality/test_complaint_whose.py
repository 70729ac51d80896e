"""Whose complaint of whom stands alone, what is merged, and what the law asks of one beside its procedure."""

from datetime import date

import pytest
from django.urls import reverse

from cases.quality.models import ComplaintGround
from cases.quality.queries.complaint import others_open, whom_to_ask
from cases.quality.queries.qualityfile import file_of
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.models import Paper
from legalaid.platform.procedure.models import ClockRule
from tests.quality.complaints import FOUND, NAME, complaint
from tests.quality.test_complaint import act, heard, on, settled


@pytest.fixture
def row(county):
    return complaint(county.zhan1, at=on(3), accused=county.lvshi.name)


def test_firm_is_complained_of_asked_and_counted_in_its_file(county):
    firm = county.lvshi.handler.firm
    of = {"party": "firm", "accused": firm.name}
    with pytest.raises(DomainError, match="名册上没有这家机构") as error:
        complaint(county.zhan1, at=on(3), party="firm", accused="没有的律师事务所")
    assert error.value.field == "accused"

    row = complaint(county.zhan1, at=on(3), **of)
    assert (row.firm, row.person, row.about) == (firm, None, f"{firm.name}（清和县法律援助中心）")
    assert county.lvshi in whom_to_ask(row)
    settled(row, county)
    assert file_of(firm).upheld == 1
    assert file_of(county.lvshi.handler).upheld == 0


def test_repeats_of_one_person_are_merged_and_each_letter_is_answered(row, county):
    again = complaint(county.zhan1, at=on(4), accused=county.lvshi.name, phone="")
    act("merge_complaint", again, county.sifaju, 5, other=row)
    assert (again.state, again.merged_into) == ("merged", row)
    heard(row, county, 6)
    act("settle_complaint", row, county.sifaju, 7, outcome="criticised", **FOUND)
    act("answer_complaint", row, county.sifaju, 9, told_how="posted", told_on=date(2026, 3, 9))

    papers = Paper.objects.filter(workflow="complaint").order_by("subject_id")
    assert [paper.facts["to"] for paper in papers] == [NAME, NAME]
    assert [paper.facts["findings"] for paper in papers] == [FOUND["findings"]] * 2


def test_complaint_with_others_in_it_leaves_none_of_them_unanswered(row, county):
    again = complaint(county.zhan1, at=on(4), accused=county.lvshi.name, phone="")
    act("merge_complaint", again, county.sifaju, 5, other=row)
    with pytest.raises(DomainError, match="另有1件投诉并入本件"):
        act("withdraw_complaint", row, county.sifaju, 6, on=date(2026, 3, 6))
    act("refuse_complaint", row, county.sifaju, 6, reason="反映的是法院的判决。")
    papers = Paper.objects.filter(kind="complaint_refusal").order_by("subject_id")
    assert [paper.facts["to"] for paper in papers] == [NAME, NAME]
    assert [paper.facts["reason"] for paper in papers] == ["反映的是法院的判决。"] * 2


def test_complaint_that_was_withdrawn_is_looked_into_all_the_same(row, county):
    act("withdraw_and_go_on", row, county.sifaju, 4, on=date(2026, 3, 4), reason="怕耽误案件。")
    assert (row.state, row.withdrawn_on) == ("received", date(2026, 3, 4))
    with pytest.raises(DomainError, match="已经登记撤回"):
        act("withdraw_and_go_on", row, county.sifaju, 4, on=date(2026, 3, 4))
    heard(row, county, 6)
    act("settle_complaint", row, county.sifaju, 7, outcome="punished", **FOUND)
    act("answer_complaint", row, county.sifaju, 9, told_how="nowhere", told_on=date(2026, 3, 9))
    assert row.state == "answered"


def test_whoever_complains_of_a_refusal_is_told_of_the_objection(county, sign_in):
    ground = ComplaintGround.objects.get(line="decision")
    row = complaint(county.zhan1, at=on(3), party="centre", accused="", ground=ground)
    said = "当事人可以自收到决定之日起十五日内向司法局提出异议"
    for who in (county.zhan1, county.sifaju):
        assert said in sign_in(who).get(row.get_absolute_url()).content.decode()

    act("refuse_complaint", row, county.sifaju, 4, reason="已经告知异议的途径。")
    paper = Paper.objects.get(kind="complaint_refusal")
    assert paper.facts["object_within"] == "十五日内"


@pytest.mark.parametrize(
    "other",
    [{"name": "王桂芳"}, {"name": ""}, {"accused": "钱大明"}, {"party": "centre", "accused": ""}],
)
def test_what_somebody_else_or_of_another_matter_is_answered_on_its_own(row, county, other):
    again = complaint(county.zhan1, at=on(4), **{"accused": county.lvshi.name} | other)
    with pytest.raises(DomainError, match="只有同一人就同一事项再次提出的才合并") as error:
        act("merge_complaint", again, county.sifaju, 5, other=row)
    assert error.value.field == "other"
    assert list(others_open(again, county.sifaju)) == []


def test_same_person_of_the_same_matter_is_offered_to_be_merged(row, county):
    again = complaint(county.zhan1, at=on(4), accused=county.lvshi.name)
    assert list(others_open(again, county.sifaju)) == [row]


def test_bureau_reads_that_the_limits_were_not_checked_until_it_entered_them(county, sign_in):
    page = reverse("quality:complaints")
    warned = "受理、调查、答复投诉的期限未核实"
    assert warned in sign_in(county.sifaju).get(page).content.decode()
    assert warned not in sign_in(county.zhan1).get(page).content.decode()

    for key in ("complaint_acceptance", "complaint_investigation", "complaint_answer"):
        entered = {"limit": 7, "unit": "day", "article": "司法部令第149号第X条"}
        ClockRule.objects.create(key=key, valid_from=date(2026, 1, 1), **entered)
    assert warned not in sign_in(county.sifaju).get(page).content.decode()
