"""A supplement nobody registered: who looks, what counts as withdrawn, and what brings it back (Law art. 43(2))."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.domain.lapse import LOOKED
from cases.domain.reminders import remind
from cases.enums import ServedHow, State
from cases.models import MaterialItem
from cases.workflow import CASE
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.documents.models import Paper
from legalaid.platform.notifications.models import Message
from legalaid.platform.procedure import deadlines
from tests.factories import START, do, new_case

NOTE = "电话两次无人接听。"
TOLD = "3月3日在窗口当面告知。"


def on(day, hour=9, month=3):
    return timezone.make_aware(datetime(2026, month, day, hour))


def asked(county, due=date(2026, 3, 12), at=None, **fields):
    case = new_case(county, **fields)
    facts = {"items": ["工资标准和拖欠证明"], "due": due}
    at = at or START + timedelta(hours=1)
    CASE.acts["request_supplement"](case, by=county.chuangkou, at=at, **facts)
    return case


def lapse(case, county, at, looked=LOOKED, told=TOLD):
    said = {"looked": looked, "note": NOTE, "told": told}
    CASE.acts["deem_withdrawn"](case, by=county.chuangkou, at=at, **said)


def receive(case, county, day):
    """The notice reached the applicant by post on this day of March."""
    CASE.acts["serve"](
        case,
        by=county.chuangkou,
        at=on(day, 12),
        paper=Paper.objects.get(subject_id=case.pk, kind="supplement_notice"),
        recipient=case.applicant.name,
        how=ServedHow.POST,
        number="EM123456789CS",
        sent_on=date(2026, 3, 3),
        received_on=date(2026, 3, day),
    )


def restore(case, county, at, **changes):
    facts = {"items": ["工资标准和拖欠证明"], "manner": "邮寄", "handed_in_on": date(2026, 3, 12), "came_on": date(2026, 3, 16)}  # fmt: skip
    CASE.acts["restore"](
        case, by=county.chuangkou, at=at, reason="信件送到了司法所。", **facts | changes
    )


def clocks(case):
    rows = case.deadlines.open()
    return {row.rule: row.due_at and timezone.localdate(row.due_at) for row in rows}


def test_unanswered_supplement_counts_as_withdrawn_only_after_its_date(county):
    case = asked(county)
    with pytest.raises(DomainError, match="尚未届满"):
        lapse(case, county, on(12, 23))
    lapse(case, county, on(13))
    assert (case.state, clocks(case)) == (State.DEEMED_WITHDRAWN, {})
    said = Event.objects.get(verb="case.deem_withdrawn")
    assert (said.data, said.personal_data) == (
        {"due": "2026-03-12", "looked": "、".join(LOOKED)},
        {"note": NOTE, "told": TOLD},
    )


def test_supplement_date_on_a_rest_day_runs_to_the_next_working_day(county):
    case = asked(county, due=date(2026, 3, 14))  # a Saturday
    with pytest.raises(DomainError, match="尚未届满"):
        lapse(case, county, on(16))
    lapse(case, county, on(17))
    assert case.state == State.DEEMED_WITHDRAWN


@pytest.mark.parametrize("left", LOOKED)
def test_nothing_counts_as_withdrawn_before_every_place_was_looked_at(county, left):
    case = asked(county)
    with pytest.raises(DomainError, match=left) as refused:
        lapse(case, county, on(13), looked=[place for place in LOOKED if place != left])
    assert (refused.value.field, case.state) == ("looked", State.SUPPLEMENT)


def test_clock_proposes_and_leaves_it_to_people(county):
    case = asked(county)
    remind(on(13), timedelta(days=2))
    case.refresh_from_db()
    text = (
        f"{case.number}“补充材料”已于3月12日期满，未登记收到。"
        "请查收窗口、邮寄、网上交来的材料，再登记收到补正或者认定视为撤回。"
    )
    assert case.state == State.SUPPLEMENT
    assert Message.objects.filter(text=text, user=county.chuangkou).count() == 1


def test_button_comes_with_the_end_of_the_period(county, sign_in):
    tomorrow = timezone.localdate() + timedelta(days=1)
    running, lapsed = asked(county, due=tomorrow, at=timezone.now()), asked(county)
    client = sign_in(county.chuangkou)
    offered = [
        [step.key for step in client.get(case.get_absolute_url()).context["danger_steps"]]
        for case in (running, lapsed)
    ]
    assert offered == [
        ["withdraw", "annul", "join", "close_on_death"],
        ["deem_withdrawn", "withdraw", "annul", "join", "close_on_death"],
    ]
    page = client.get(reverse("cases:deem_withdrawn", args=[running.pk]))
    assert (page.status_code, "补正期限尚未届满。" in page.content.decode()) == (403, True)
    with pytest.raises(NotAllowed):
        lapse(lapsed, type("Desk", (), {"chuangkou": county.zhuren}), timezone.now())


def test_whoever_was_not_told_what_to_supply_has_withdrawn_nothing(county):
    never, late, received = (asked(county) for _ in range(3))
    receive(late, county, 13)
    receive(received, county, 12)
    for case in (never, late):
        with pytest.raises(DomainError, match="没有告知到的，不能视为撤回") as refused:
            lapse(case, county, on(14), told=" ")
        assert (refused.value.field, case.state) == ("told", State.SUPPLEMENT)
    lapse(received, county, on(14), told="")
    assert received.state == State.DEEMED_WITHDRAWN


def test_material_posted_in_time_brings_the_application_back_with_its_days(county):
    case = asked(county, at=on(5))
    lapse(case, county, on(13))
    march = (on(1, 0), on(1, 0, month=4))
    assert deadlines.kept("case", *march)["supplement"] == (1, 0)
    restore(case, county, on(20))
    assert deadlines.kept("case", *march)["supplement"] == (1, 1)
    assert deadlines.add_up() == 0
    assert (case.state, case.turn, case.returns_to) == (State.SUBMITTED, "window", "")
    # 2 of the 7 days had run before the 5th; from the 16th on they run again
    assert clocks(case) == {"examination": date(2026, 3, 23), "green_promise": date(2026, 3, 16)}
    item = MaterialItem.objects.get(case=case, slot="wage_evidence")
    assert (item.received_on, case.supplements.get().answered_at) == (date(2026, 3, 16), on(16, 12))
    do(case, county, "accept", on(21))
    assert case.state == State.FORM_REVIEW


def test_application_comes_back_to_where_it_was(county):
    case = new_case(county)
    for number, step in enumerate(("accept", "pass_form"), 1):
        do(case, county, step, START + timedelta(hours=number))
    facts = {"items": ["工资条"], "due": date(2026, 3, 12)}
    CASE.acts["request_supplement"](case, by=county.shencha, at=on(5), **facts)
    lapse(case, county, on(13))
    restore(
        case, county, on(20), items=["工资条"], manner="当面交到工作站", came_on=date(2026, 3, 12)
    )
    assert (case.state, case.turn) == (State.MERITS_REVIEW, "reviewer")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"handed_in_on": date(2026, 3, 13)}, "handed_in_on"),
        ({"handed_in_on": date(2026, 3, 2)}, "handed_in_on"),
        ({"came_on": date(2026, 3, 11)}, "came_on"),
        ({"came_on": date(2026, 3, 21)}, "came_on"),
    ],
)
def test_what_was_handed_in_too_late_or_cannot_be_brings_nothing_back(county, changes, field):
    case = asked(county)
    lapse(case, county, on(13))
    with pytest.raises(DomainError) as refused:
        restore(case, county, on(20), **changes)
    case.refresh_from_db()
    assert (refused.value.field, case.state) == (field, State.DEEMED_WITHDRAWN)


def test_page_asks_where_was_looked_and_what_came(county, sign_in):
    case, client = asked(county), sign_in(county.chuangkou)
    url = reverse("cases:deem_withdrawn", args=[case.pk])
    asks = client.get(url).context["form"].fields["looked"].help_text
    assert asks == "2026年3月3日通知补正：工资标准和拖欠证明，期限至2026年3月12日。"
    half = client.post(url, {"looked": LOOKED[:1], "note": NOTE, "seen": case.version})
    assert (half.status_code, list(half.context["form"].errors)) == (422, ["looked"])
    client.post(url, {"looked": LOOKED, "note": NOTE, "told": TOLD, "seen": case.version})

    url = reverse("cases:restore", args=[case.pk])
    facts = {"items": ["工资标准和拖欠证明"], "manner": "邮寄", "handed_in_on": "2026-03-12", "came_on": "2026-03-16"}  # fmt: skip
    answer = client.post(url, {**facts, "reason": "信件迟到。", "seen": case.version + 1})
    case.refresh_from_db()
    assert (answer.status_code, case.state) == (302, State.SUBMITTED)


def test_page_that_restores_is_refused_where_nothing_was_ever_lacking(county, sign_in):
    case = new_case(county)
    answer = sign_in(county.shencha).post(f"/cases/{case.pk}/restore/", {"seen": case.version})
    assert answer.status_code == 422
