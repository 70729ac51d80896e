"""Somebody else in the matter dies: aid goes on, whoever takes the place is named, and until then it is owed."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.queries.age import guardian_of
from cases.queries.owed import owed_of
from cases.workflow import CASE
from legalaid.platform.audit.models import Event
from legalaid.platform.audit.verbs import sentence
from legalaid.platform.core.errors import DomainError
from tests.cases.test_representation import injured_child
from tests.factories import walk

DIED = date(2026, 3, 10)
SAID = "法院送达的中止诉讼裁定书。"


def died(case, county, party, died_on=DIED, account=SAID):
    at = case.changed_at + timedelta(hours=1)
    return CASE.acts["party_died"](case, by=county.lvshi, at=at, party=party, died_on=died_on, account=account)  # fmt: skip


def owed(case):
    return [one.task for one in owed_of(case, date(2026, 3, 12)) if one.step == "update_matter"]


def update(client, case, **said):
    page = reverse("cases:update_matter", args=[case.pk])
    form = client.get(page).context["form"]
    rows = {name: value for name, value in form.initial.items() if value is not None}
    stood = {"stage": case.stage, "reason": "有人死亡，随之更新。", "seen": case.version}
    return client.post(page, rows | stood | said)


@pytest.fixture
def at_work(county):
    return walk(county, "hold_first_meeting")


def test_death_of_the_other_side_leaves_the_case_at_work_until_heirs_are_named(county, at_work):
    [party] = at_work.opponents
    died(at_work, county, party)
    assert at_work.state == "handling"
    assert owed(at_work) == [f"对方当事人{party}死亡：更新为继承人，或者提请终止"]
    told = sentence(Event.objects.get(verb="case.party_died", subject_id=at_work.pk))
    assert told == f"对方当事人{party}于2026年3月10日死亡：{SAID}"


def test_what_was_registered_wrongly_is_taken_back(county, at_work):
    [party] = at_work.opponents
    died(at_work, county, party)
    died(at_work, county, party, died_on=None, account="同名的人，不是本案当事人。")
    assert owed(at_work) == []
    with pytest.raises(DomainError, match="没有改动"):
        died(at_work, county, party, died_on=None)


@pytest.mark.parametrize(
    ("died_on", "account", "field"),
    [(date(2026, 3, 30), SAID, "died_on"), (DIED, "听说", "account")],
)
def test_day_to_come_and_hearsay_are_refused(county, at_work, died_on, account, field):
    with pytest.raises(DomainError) as refused:
        died(at_work, county, at_work.opponents[0], died_on, account)
    assert refused.value.field == field


def test_guardian_who_died_acts_no_more_and_a_reason_may_stand_in_the_place(county, sign_in):
    case = walk(county, "accept_assignment", case=injured_child(county))
    agent = case.representative
    day = timezone.localdate(case.changed_at)
    died(case, county, agent, died_on=day)
    case = type(case).objects.get(pk=case.pk)
    assert guardian_of(case, day - timedelta(days=1)) is not None
    assert guardian_of(case, day) is None
    assert owed(case) == [f"代理人{agent}死亡：登记另外的代理人，或者写明没有代理人的原因"]

    gone = {"representative_name": "", "representative_agency": "", "representative_relation": ""}
    update(sign_in(county.lvshi), case, **gone)
    assert case.parties.filter(role="representative").count() == 1
    update(
        sign_in(county.lvshi),
        case,
        **gone,
        unrepresented="父母均已死亡，村民委员会正在指定监护人。",
    )
    case = type(case).objects.get(pk=case.pk)
    assert (case.representative, owed(case)) == (None, [])
