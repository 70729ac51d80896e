"""Opinions by their day, applications of people held within 24 hours, and what organs and we took, by organ."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.domain import discussion
from cases.domain.reminders import remind
from cases.models import Case, Discussion, Forwarding
from cases.queries.assignment import candidates_for
from cases.queries.discussion import lacks_discussion
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.notifications.models import Message
from tests.cases.test_consent import refused
from tests.cases.test_intake import errors, form, send
from tests.cases.test_notice import clocks, notified, on
from tests.factories import START, do, new_case, walk

DAY = timedelta(days=1)
MARCH = (date(2026, 3, 1), date(2026, 3, 31))
HELD = {"forwarder": "清和县看守所", "handed_at": START - timedelta(hours=24), "reached_at": START}


def act(case, key, by, at, **facts):
    return CASE.acts[key](case, by=by, at=at, **facts)


def at_work(county):
    return on(notified(county), county, "assign", "accept_assignment")


def test_day_of_the_opinion_runs_as_the_organ_set_it_and_reminds_the_lawyer(county):
    case = at_work(county)
    facts = {"organ": "清和县人民法院", "due": date(2026, 3, 8)}
    act(case, "set_opinion", county.chuangkou, START + 3 * DAY, **facts)
    assert (clocks(case)["opinion"][0], case.due_rule) == (date(2026, 3, 8), "opinion")  # a Sunday
    remind(START + 4 * DAY, 2 * DAY)
    told = Message.objects.filter(user=county.lvshi, kind="due").values_list("text", flat=True)
    assert list(told) == ["清援案〔2026〕0001号“提交辩护意见”将于3月8日期满，请及时办理。"]


def test_another_day_takes_the_place_of_the_one_before(county):
    case = at_work(county)
    for due in (date(2026, 3, 10), date(2026, 3, 20)):
        act(case, "set_opinion", county.lvshi, START + 3 * DAY, organ="清和县人民法院", due=due)
    running = case.deadlines.running().filter(rule="opinion")
    assert [timezone.localdate(row.due_at) for row in running] == [date(2026, 3, 20)]
    with pytest.raises(DomainError, match="提交期限不能早于今天"):
        act(case, "set_opinion", county.lvshi, START + 4 * DAY, organ="法院", due=date(2026, 3, 6))


@pytest.mark.parametrize(("handed", "kept"), [(10, True), (11, False)])
def test_opinion_was_in_time_by_the_day_it_was_handed_in(county, handed, kept):
    case = on(notified(county), county, "assign", "accept_assignment", "sign_agreement")
    due = date(2026, 3, 10)
    act(case, "set_opinion", county.lvshi, START + 3 * DAY, organ="清和县人民法院", due=due)
    said = {"done_on": date(2026, 3, handed), "manner": "书面", "content": "建议从轻处罚。"}
    act(case, "hand_opinion", county.lvshi, START + 10 * DAY, **said)
    row = case.deadlines.get(rule="opinion")
    assert (row.late, row.met_at is not None) == (not kept, True)
    assert [(entry.entry_kind, entry.done_on) for entry in case.log.all()] == [
        ("提交法律意见", date(2026, 3, handed))
    ]


def test_opinion_on_a_major_case_waits_for_the_centre_or_says_why_it_could_not(county):
    case = on(notified(county), county, "assign", "accept_assignment", "sign_agreement")
    at = START + 3 * DAY
    discussion.flag(case, by=county.lvshi, code="doubt", reason="口供前后不一。", at=at)
    case.refresh_from_db()
    said = {"done_on": date(2026, 3, 10), "manner": "书面", "content": "建议从轻处罚。"}
    with pytest.raises(DomainError, match="提交意见前须经中心集体讨论") as error:
        act(case, "hand_opinion", county.lvshi, START + 10 * DAY, **said)
    assert error.value.field == "urgent"

    why = {"urgent": "检察院要求今天提交。"}
    act(case, "hand_opinion", county.lvshi, START + 10 * DAY, **said | why)
    entry = case.log.get()
    assert entry.content == "建议从轻处罚。\n没有集体讨论先行提交：检察院要求今天提交。"
    note = Message.objects.filter(user=county.zhuren, key__contains=f"opinion:{case.pk}").get()
    assert note.text.startswith(f"{case.number}没有经中心集体讨论")


def test_opinion_after_the_discussion_asks_for_nothing_and_one_before_the_report_does_not_count(
    county,
):
    case = on(notified(county), county, "assign", "accept_assignment", "sign_agreement")
    at = START + 3 * DAY
    discussion.flag(case, by=county.lvshi, code="doubt", reason="口供前后不一。", at=at)
    held = {"level": "centre", "question": "口供。", "planned_for": at, "place": "中心"}
    row = Discussion.objects.create(case=case, by=county.zhuren, at=at, **held)

    def lacks(held_on):
        Discussion.objects.filter(pk=row.pk).update(held_on=held_on)
        return [one.code for one in lacks_discussion(Case.objects.get(pk=case.pk))]

    reported = timezone.localdate(at)
    assert (lacks(reported - DAY), lacks(reported)) == (["doubt"], [])


def test_day_of_an_opinion_runs_no_longer_when_the_case_is_closed(county):
    case = on(notified(county), county, "assign", "accept_assignment", "sign_agreement", "hold_first_meeting")  # fmt: skip
    act(case, "set_opinion", county.lvshi, START + 5 * DAY, organ="清和县人民法院", due=date(2026, 3, 20))  # fmt: skip
    do(case, county, "conclude", START + 6 * DAY, outcome="adopted", document="判决书", amount_won=None)  # fmt: skip
    assert "opinion" not in {row.rule for row in case.deadlines.open()}


def test_wage_claim_has_no_opinion_of_a_defence(county):
    case = walk(county, "accept_assignment")
    with pytest.raises(NotAllowed, match="不是刑事辩护案件"):
        act(case, "set_opinion", county.lvshi, START + 9 * DAY, organ="仲裁委", due=date(2026, 3, 30))  # fmt: skip


def test_time_sent_on_is_registered_once_and_put_right_with_a_reason(county, sign_in):
    case = new_case(county, channel="custody")
    by, at = county.chuangkou, START + DAY
    act(case, "record_forwarding", by, at, **HELD)
    page = sign_in(by).get(case.get_absolute_url()).content.decode()
    assert "按期转交" in page
    later = HELD | {"reached_at": START + timedelta(minutes=1)}
    with pytest.raises(DomainError, match="请写明理由"):
        act(case, "record_forwarding", by, at, **later)
    act(case, "record_forwarding", by, at, **later, reason="看错了收文章")
    page = sign_in(by).get(case.get_absolute_url()).content.decode()
    assert ("超期转交" in page, Forwarding.objects.count()) == (True, 1)


@pytest.mark.parametrize(("change", "field"), [
    ({"reached_at": START - timedelta(hours=25)}, "reached_at"), ({"reached_at": START + 2 * DAY}, "reached_at"),
    ({"handed_at": START - timedelta(days=400)}, "handed_at"),
])  # fmt: skip
def test_times_that_cannot_be_are_refused(county, change, field):
    case = new_case(county, channel="custody")
    with pytest.raises(DomainError) as refusal:
        act(case, "record_forwarding", county.chuangkou, START + DAY, **HELD | change)
    assert refusal.value.field == field


def test_who_came_to_the_window_was_sent_on_by_nobody(county):
    with pytest.raises(NotAllowed, match="不是办案机关、监管场所或者值班律师转交的申请"):
        act(new_case(county), "record_forwarding", county.chuangkou, START + DAY, **HELD)


def test_organs_are_told_apart_by_what_is_known_of_their_days_and_ours(
    county, sign_in, monkeypatch
):
    friday = {"found_on": date(2026, 2, 27), "dated_on": date(2026, 3, 2)}  # the third day
    late = {"found_on": date(2026, 2, 25), "dated_on": date(2026, 3, 2), "number": "2号"}
    do(on(notified(county, notice=friday), county, "assign"), county, "accept_assignment", START + 2 * DAY)  # fmt: skip
    answered = on(notified(county, notice=late, person={"name": "钱二"}), county)
    CASE.acts["assign"](answered, by=county.zhuren, at=START + 4 * DAY, handler=_another(answered), reason="另一名承办人")  # fmt: skip
    CASE.acts["accept_assignment"](answered, by=answered.handler.user, at=START + 5 * DAY)
    notified(county, notice={"number": "3号"}, person={"name": "孙三"})
    monkeypatch.setattr(timezone, "now", lambda: START + 10 * DAY)

    page = sign_in(county.zhuren).get(reverse("cases:notice_organs"), dict(zip(("first", "last"), MARCH, strict=True)))  # fmt: skip
    [organ] = page.context["organs"]
    assert "起三日内通知" in page.content.decode()
    assert (organ.name, organ.notices) == ("清和县人民法院", 3)
    assert (organ.sent.in_time, organ.sent.late, organ.sent.average) == (1, 1, 4.0)
    assert (organ.answered.in_time, organ.answered.late, organ.answered.average) == (1, 2, 3.5)


def test_organ_that_may_notify_is_held_to_no_days(county, sign_in):
    """Art. 36 binds for art. 25(1) and 28 alone; of a notice under art. 25(2) only our answer is counted."""
    late = {"found_on": date(2026, 2, 20), "dated_on": date(2026, 3, 2)}
    notified(county, notice=late, notified="ordinary", crowds=[])
    page = sign_in(county.zhuren).get(reverse("cases:notice_organs"), dict(zip(("first", "last"), MARCH, strict=True)))  # fmt: skip
    [organ] = page.context["organs"]
    assert (organ.notices, organ.sent.known) == (1, 0)


def _another(case):
    return next(one.handler for one in candidates_for(case) if one.eligible)


def test_who_sent_on_is_counted_by_hours_that_never_move(county, sign_in, monkeypatch):
    friday = timezone.make_aware(timezone.datetime(2026, 3, 6, 18))
    for hours in (24, 48):
        case = new_case(county, channel="custody")
        times = {"handed_at": friday, "reached_at": friday + timedelta(hours=hours)}
        CASE.acts["record_forwarding"](case, by=county.chuangkou, at=START + 6 * DAY, forwarder="清和县看守所", **times)  # fmt: skip
    new_case(county, channel="duty_lawyer")
    monkeypatch.setattr(timezone, "now", lambda: START + 10 * DAY)
    page = sign_in(county.zhuren).get(reverse("cases:notice_organs"), {"first": "2026-03-01", "last": "2026-03-31"})  # fmt: skip
    [one] = page.context["forwarders"]
    assert (one.name, one.count, one.in_time, one.late, one.average) == ("清和县看守所", 2, 1, 1, 36.0)  # fmt: skip
    assert (page.context["untold"], "另有 1 件" in page.content.decode()) == (1, True)


@pytest.mark.parametrize("asked", [
    {"first": "2026-03-31", "last": "2026-03-01"}, {"first": "9999-12-31", "last": "9999-12-31"}, {"first": "0001-01-01", "last": "x"},
])  # fmt: skip
def test_period_that_cannot_be_stays_in_its_boxes_with_what_is_wrong(county, sign_in, asked):
    page = sign_in(county.zhuren).get(reverse("cases:notice_organs"), asked)
    assert (page.status_code, bool(page.context["form"].errors)) == (200, True)


def test_sheet_of_organs_is_on_record(county, sign_in):
    notified(county)
    asked = {"first": "2026-03-01", "last": "2026-03-31", "export": "xlsx"}
    answer = sign_in(county.zhuren).get(reverse("cases:notice_organs"), asked)
    assert answer["Content-Type"].endswith("sheet")


def test_director_hears_when_the_days_for_ones_own_lawyer_are_over(county):
    case = refused(county)
    CASE.acts["own_counsel"](
        case, by=county.zhuren, at=START + 6 * DAY, reason="本人要求自行委托。"
    )
    remind(START + 13 * DAY, DAY)  # the limit ends on the 16th
    assert not Message.objects.filter(user=county.zhuren, key__startswith="own:").exists()
    for day in (15, 16, 22):
        remind(START + day * DAY, DAY)
    told = Message.objects.filter(user=county.zhuren, key__startswith="own:")
    assert [message.text for message in told.order_by("pk")] == [
        "清援案〔2026〕0001号的当事人自行委托辩护人的期限已于3月16日届满，没有登记委托结果。没有委托的，请清和县人民法院再次通知后登记。"
    ] * 2


def test_intake_asks_when_the_application_of_somebody_held_was_sent_on(county, sign_in):
    client = sign_in(county.chuangkou)
    sent = form(channel="custody")
    assert "转交的材料没有写明的，勾选“没有写明”" in errors(send(client, sent))["forwarder"][0]
    told = {
        "forwarder": "清和县看守所",
        "handed_at": "2026-03-01T10:00",
        "reached_at": "2026-03-02T09:30",
    }
    send(client, sent | told)
    row = Forwarding.objects.get()
    assert (row.by, row.case.channel, row.reached_at - row.handed_at) == (
        "清和县看守所", "custody", timedelta(hours=23, minutes=30),
    )  # fmt: skip


def test_intake_goes_on_where_the_papers_do_not_say_it(county, sign_in):
    send(sign_in(county.chuangkou), form(channel="duty_lawyer", forwarding_untold="on"))
    assert (Case.objects.count(), Forwarding.objects.count()) == (1, 0)
