"""A case is graded 不合格 by hand only after its handler read why and was heard; until then nothing of it is paid."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.domain import fail as acts
from cases.domain.fail import ANOTHER, UNHEARD
from cases.enums import Grade
from cases.models import Case, ProposedFail
from cases.workflow import CASE
from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.errors import DomainError, NotAllowed, StaleState
from subsidies.queries.calculation import gate_of, payable
from tests.factories import new_case, walk

WHY = "没有会见，没有提交代理词。"


@pytest.fixture
def case(county):
    return walk(county, "follow_up", case=new_case(county))


def proposed(case, county, **changes):
    day = timezone.localdate(case.changed_at)
    facts = {"reason": WHY, "due_on": day + timedelta(days=7), "at": case.changed_at}
    return acts.propose(case, by=county.shencha, **facts | changes)


def fail(case, by, days=1):
    case.refresh_from_db()
    at = case.changed_at + timedelta(days=days)
    CASE.acts["grade"](case, by=by, at=at, grade=Grade.FAIL)


def test_nobody_fails_unheard(case, county):
    with pytest.raises(DomainError, match="请先办理“拟评不合格”") as told:
        fail(case, county.jiandu)
    assert (told.value.field, told.value.sentence) == ("grade", UNHEARD)
    assert Case.objects.get().grade == ""


def test_handler_reads_why_and_is_heard_before_it_counts(case, county):
    row = proposed(case, county)
    note = county.lvshi.messages.latest("pk")
    assert ("拟评为不合格" in note.text, note.url) == (True, f"{case.get_absolute_url()}fail/")
    assert gate_of(case) == "拟评为不合格，承办人陈述、申辩以后再定。"
    assert list(payable(case.station, case.changed_at.date())) == []
    with pytest.raises(DomainError, match="还没有届满"):
        fail(case, county.jiandu, days=7)

    acts.state(row, by=county.lvshi, objects_to=True, statement="会见了，笔录在卷。")
    with pytest.raises(DomainError, match=ANOTHER):
        fail(case, county.shencha)
    fail(case, county.jiandu)
    assert (Case.objects.get().grade, ProposedFail.objects.open().count()) == ("fail", 0)
    said = [event.sentence for event in events_for("case", case.pk)]
    assert "承办人对拟评不合格有异议" in said
    assert list(payable(case.station, case.changed_at.date())) == [case]


def test_silent_handler_is_heard_when_the_days_are_over(case, county):
    proposed(case, county)
    fail(case, county.shencha, days=8)
    assert Case.objects.get().grade == "fail"


def test_another_grade_or_taking_back_ends_it(case, county):
    row = proposed(case, county)
    acts.take_back(row, by=county.jiandu, reason="笔录已经补到。")
    assert gate_of(Case.objects.get()) != "拟评为不合格，承办人陈述、申辩以后再定。"
    case.refresh_from_db()
    proposed(case, county)
    at = case.changed_at + timedelta(days=1)
    CASE.acts["grade"](case, by=county.jiandu, at=at, grade=Grade.PASS)
    assert ProposedFail.objects.open().count() == 0


def test_what_cannot_be_is_refused(case, county):
    day = timezone.localdate(case.changed_at)
    with pytest.raises(DomainError, match="不少于5日"):
        proposed(case, county, due_on=day + timedelta(days=4))
    with pytest.raises(DomainError, match="不少于4个字"):
        proposed(case, county, reason="差")
    with pytest.raises(NotAllowed):
        acts.propose(case, by=county.lvshi, reason=WHY, due_on=day + timedelta(days=7))
    row = proposed(case, county)
    with pytest.raises(DomainError, match="已经拟评"):
        proposed(case, county)
    with pytest.raises(NotAllowed, match="未指派给您"):
        acts.state(row, by=county.lvshi2, objects_to=False)
    acts.state(row, by=county.lvshi, objects_to=False)
    with pytest.raises(StaleState):
        acts.state(row, by=county.lvshi, objects_to=True, statement="又想起来了。")


def test_page_shows_the_reason_to_the_handler_who_states_there(case, county, sign_in):
    page = reverse("cases:fail", args=[case.pk])
    due = timezone.localdate() + timedelta(days=7)
    typed = {"act": "propose", "propose-reason": WHY, "propose-due_on": due.isoformat()}
    assert sign_in(county.shencha).post(page, typed).status_code == 302
    client = sign_in(county.lvshi)
    assert WHY in client.get(page).content.decode()
    said = {"act": "state", "state-objects_to": "1", "state-statement": "会见了，笔录在卷。"}
    assert client.post(page, said).status_code == 302
    assert "会见了，笔录在卷。" in sign_in(county.shencha).get(page).content.decode()
    assert WHY not in sign_in(county.guidang).get(page).content.decode()
