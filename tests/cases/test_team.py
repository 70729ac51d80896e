"""Main and assistant handler, trainee and who supervises him."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cases.domain import team as acts
from cases.models import Case, TeamMember
from cases.workflow import CASE
from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.errors import DomainError, StaleState
from stations.models import Handler
from tests.cases.test_consent_of_both import mate
from tests.factories import lawyer, new_case, walk

DAY = timedelta(days=1)


@pytest.fixture
def case(county):
    return walk(county, "accept_assignment", case=new_case(county))


def join(case, county, **facts):
    return acts.join(case, by=county.lvshi, at=case.changed_at + DAY, **facts)


def told(case):
    return [event.sentence for event in events_for("case", case.pk)][-1]


def test_assistant_is_another_of_the_unit_whom_nothing_bars(county, case):
    join(case, county, kind="assistant", handler=mate())
    assert told(case) == f"登记协办人{mate()}，由{lawyer()}主办"
    other = Handler.objects.exclude(firm=lawyer().firm).first()
    for wrong in (lawyer(), other, None):
        with pytest.raises(DomainError, match="协办人应当是主办人所在机构的另一名承办人。"):
            join(case, county, kind="assistant", handler=wrong)
    with pytest.raises(DomainError, match="已经登记。"):
        join(case, county, kind="assistant", handler=mate())
    Handler.objects.filter(pk=mate().pk).update(active=False)
    with pytest.raises(DomainError, match="该人不能办理本案：目前不接受指派。"):
        join(case, county, kind="assistant", handler=Handler.objects.get(firm=lawyer().firm, active=False))  # fmt: skip


def test_trainee_is_named_and_supervised_by_a_lawyer(county, case):
    with pytest.raises(DomainError, match="请填写实习律师的姓名和实习证号。"):
        join(case, county, kind="trainee", name="小陈", licence=" ")
    row = join(case, county, kind="trainee", name="陈晓", licence="实2026001")
    assert (row.supervisor, told(case)) == (lawyer(), f"登记实习律师陈晓，由{lawyer()}主办")
    Handler.objects.filter(pk=lawyer().pk).update(kind="grassroots")
    with pytest.raises(DomainError, match="实习律师由律师指导，本案的主办人不是律师。"):
        join(case, county, kind="trainee", name="王晓", licence="实2026002")


def test_agency_person_without_a_licence_guides_no_trainee(county, case):
    Handler.objects.filter(pk=lawyer().pk).update(kind="agency", qualified=True, licence="")
    case = Case.objects.get(pk=case.pk)
    with pytest.raises(DomainError, match="本案的主办人不是律师"):
        join(case, county, kind="trainee", name="王晓", licence="实2026002")


def test_number_of_a_trainee_is_checked_for_its_form_and_a_grassroots_worker_is_offered_none(
    county, case, sign_in
):
    page, client = reverse("cases:team", args=[case.pk]), sign_in(county.lvshi)
    sent = {"act": "join", "join-kind": "trainee", "join-name": "陈晓", "join-licence": "没有"}
    answer = client.post(page, sent)
    assert answer.context["join"].errors["licence"] == [
        "实习证号由数字、字母和“实”等字组成，不少于6位，请照证件填写。"
    ]
    client.post(page, sent | {"join-licence": "实2026001"})
    assert case.team.get().licence == "实2026001"

    Handler.objects.filter(pk=lawyer().pk).update(kind="grassroots")
    form = client.get(page).context["join"]
    assert [value for value, _ in form.fields["kind"].choices] == ["assistant"]
    assert "licence" not in form.fields


def test_who_was_registered_by_mistake_is_taken_back_with_a_reason(county, case, sign_in):
    row = join(case, county, kind="trainee", name="陈晓", licence="实2026001")
    with pytest.raises(DomainError, match="请写明怎样登错"):
        acts.void(row, by=county.lvshi, reason="错")
    page, client = reverse("cases:team", args=[case.pk]), sign_in(county.lvshi)
    client.post(page, {"act": "void", "void-member": row.pk, "void-reason": "登记到别的案件上了"})
    row.refresh_from_db()
    assert (row.void_why, row.until is None, told(case)) == (
        "登记到别的案件上了",
        False,
        "撤销登错的实习律师陈晓",
    )
    shown = client.get(page)
    assert "登错，已撤销：登记到别的案件上了" in shown.text
    assert shown.context["void"] is None
    with pytest.raises(StaleState, match="此人的登记已经撤销。"):
        acts.void(row, by=county.lvshi, reason="再登记一次")


def test_who_leaves_leaves_once_and_all_do_when_another_takes_over(county, case):
    row = join(case, county, kind="trainee", name="陈晓", licence="实2026001")
    acts.leave(row, by=county.lvshi, at=case.changed_at + DAY)
    with pytest.raises(StaleState, match="此人已经不参加办理。"):
        acts.leave(row, by=county.lvshi, at=case.changed_at + DAY)
    join(case, county, kind="assistant", handler=mate())
    other = Handler.objects.filter(kind="lawyer").exclude(firm=lawyer().firm).first()
    facts = {"handler": other, "reason": "受援人请求更换。", "at": case.changed_at + 2 * DAY}
    CASE.acts["replace_handler"](case, by=county.zhuren, **facts)
    assert not TeamMember.objects.filter(until=None).exists()


def test_page_is_for_the_handler_and_the_director_and_gives_no_sight_of_the_case(
    county, case, sign_in
):
    page = reverse("cases:team", args=[case.pk])
    client = sign_in(county.lvshi)
    client.post(page, {"act": "join", "join-kind": "assistant", "join-handler": mate().pk})
    assert case.team.get().handler == mate()
    assert sign_in(county.zhuren).get(page).status_code == 200
    assert sign_in(mate().user).get(page).status_code == 404
    assert sign_in(county.chuangkou).get(page).status_code == 403
