"""What the recipient states of the means is put right while the work runs; the earlier statement stays, and what follows is said."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, EconomicStandard, MaterialItem, MeansTest
from cases.workflow import CASE
from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.notifications.models import Message
from tests.factories import START, walk

STATED = {"savings": Decimal(2000), "housing": "自有住房一套", "committed": True}
WHY = "受援人来电，找到了工作。"
POOR = Decimal(400)


@pytest.fixture
def case(county):
    """One who stated 400 yuan a month, which is within the standard, and whose case is handled."""
    case = walk(county, "hold_first_meeting")
    MeansTest.objects.filter(case=case).update(exempt="", proof="", **STATED)
    case.means.members.create(name="李国强", relation="本人", monthly_income=POOR)
    return case


def own(income):
    return {"name": "李国强", "relation": "本人", "age": 36, "monthly_income": Decimal(income)}


def restate(case, county, income=600, by="shencha", since=None, reason=WHY, **changes):
    at = case.changed_at + timedelta(hours=1)
    facts = {"savings": Decimal(2000), "housing": "自有住房一套"} | changes.pop("facts", {})
    members = [own(income), *changes.pop("others", ())]
    since = since or timezone.localdate(at)
    case = Case.objects.get(pk=case.pk)
    return CASE.acts["restate_means"](
        case,
        by=getattr(county, by),
        at=at,
        since=since,
        facts=facts,
        members=members,
        reason=reason,
    )


def test_who_is_still_within_goes_on_and_the_earlier_statement_stays(county, case):
    made = restate(case, county, 500)
    assert made.follows == "仍符合法律援助条件，继续办理。"
    means = Case.objects.get(pk=case.pk).means
    assert (means.result, [row.monthly_income for row in means.members.all()]) == (
        "passed",
        [Decimal(500)],
    )
    [before] = means.earlier.all()
    assert (before.reason, before.by) == (WHY, county.shencha)
    assert dict(before.lines)["住房"] == "自有住房一套"
    assert "400" in dict(before.lines)["家庭成员和收入"]
    assert Case.objects.get(pk=case.pk).state == "handling"
    day = timezone.localdate(case.changed_at)
    assert [event.sentence for event in events_for("case", case.pk)][-1] == (
        f"更正经济状况（自{day.year}年{day.month}月{day.day}日起）：仍符合法律援助条件，继续办理。"
    )


def test_who_is_not_any_more_is_said_and_nothing_ends_by_itself(county, case):
    made = restate(case, county, 90000)
    assert made.follows == (
        "按现在的陈述不再符合经济困难条件，请核实；属实的，提出终止（法律援助法第四十八条第一款第四项）。"
    )
    assert Case.objects.get(pk=case.pk).state == "handling"
    said = f"{case.number}：受援人的经济状况有变，按现在的陈述不符合条件，请核实；不再符合的，提出终止。"
    told = Message.objects.filter(text=said).order_by("user__username")
    assert [row.user.username for row in told] == ["lvshi", "zhuren"]


def test_beside_aid_provided_at_once_the_review_goes_by_it(county, case):
    Case.objects.filter(pk=case.pk).update(prior="owed")
    assert restate(case, county, 500).follows == (
        "补办审查以现在的陈述为准。仍符合法律援助条件，继续办理。"
    )
    assert restate(case, county, 90000, facts={"debts": None}).follows == (
        "补办审查以现在的陈述为准。按现在的陈述不符合经济困难条件，先行提供可能不能确认。"
    )


def test_standard_is_that_of_the_day_since_when_it_is_so(county, case):
    since = timezone.localdate(case.changed_at)
    latest = EconomicStandard.objects.order_by("-valid_from").first()
    latest.pk, latest.valid_from, latest.monthly_per_head = None, since, Decimal(100)
    latest.save()
    assert restate(case, county, 500, since=since).follows.startswith("按现在的陈述不再符合")
    assert restate(case, county, 501, since=since - timedelta(days=1)).follows.startswith("仍符合")


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"reason": "变了"}, "reason", "请写明更正的理由（不少于4个字）。"),
        ({"since": date(2027, 3, 3)}, "since", "不能晚于今天。"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(county, case, changes, field, sentence):
    with pytest.raises(DomainError) as said:
        restate(case, county, **changes)
    assert (said.value.field, said.value.sentence) == (field, sentence)
    assert not case.means.earlier.exists()


@pytest.mark.parametrize(
    ("facts", "article"),
    [({"not_limited": "abused"}, "三十二"), ({"exempt": "migrant_worker"}, "四十二")],
)
def test_whom_the_law_spares_is_not_asked(county, case, facts, article):
    MeansTest.objects.filter(case=case).update(**facts)
    proof = MaterialItem.objects.filter(case=case, slot="status_proof")
    assert [row.received_on for row in proof] == [START.date()]
    with pytest.raises(
        NotAllowed, match=f"不核查此案申请人的经济状况（法律援助法第{article}条）。"
    ):
        restate(case, county)


def test_page_keeps_what_was_typed_and_says_what_follows(county, case, sign_in):
    Case.objects.filter(pk=case.pk).update(changed_at=timezone.now() - timedelta(days=1))
    page = reverse("cases:restate_means", args=[case.pk])
    client = sign_in(county.shencha)
    said = client.get(page).content.decode()
    assert "400.00" in said
    assert "自有住房一套" in said
    sent = {
        "since": timezone.localdate().isoformat(),
        "own_income": "800",
        "reason": "",
        "vehicle": "电动车",
    }
    wrong = client.post(page, sent).content.decode()
    assert 'value="电动车"' in wrong
    answer = client.post(page, sent | {"reason": WHY}, follow=True).content.decode()
    assert "经济状况已更正。" in answer
    told = client.get(case.get_absolute_url(), {"tab": "findings"}).content.decode()
    assert "以前的陈述" in told
    assert WHY in told
    assert sign_in(county.lvshi).get(page).status_code == 403
