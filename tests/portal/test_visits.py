"""Booked visits in the acts: slots out of hours and roster, places, codes, what the office does, what is forgotten, who is reminded."""

import uuid
from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from legalaid.faces.portal.apply import codes
from legalaid.faces.portal.visits.diary import free_days
from legalaid.faces.portal.visits.domain import booking, desk, keeping, reminder
from legalaid.faces.portal.visits.domain.calls import tell
from legalaid.faces.portal.visits.domain.terms import close_day, reopen_day
from legalaid.faces.portal.visits.models import Visit
from legalaid.faces.portal.visits.queries import affected, to_remind, visit_by, visits_for
from legalaid.faces.portal.visits.slots import Terms, slots
from legalaid.faces.portal.visits.workflow import VISIT
from legalaid.platform.audit.chain import events_for
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError, NotAllowed, StaleState
from legalaid.platform.notifications.models import Text
from legalaid.platform.notifications.texts import sweep, words_of
from stations.domain import roster
from stations.hall.domain import ticket as hall
from stations.hall.queries.ticket import waiting_of
from stations.hall.workflow import TICKET
from stations.models import DutyPost, Leave, Roster, Shift
from tests.cases.test_consultation import consult
from tests.factories import new_case, person
from tests.hall.windows import window

from .visitor import FACTS, MONDAY, booked, center, offer, third, to_tell, tuesday

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 3, 3)


def span(first, last):
    return (datetime(2026, 3, 3, *first), datetime(2026, 3, 3, *last))


def drawn(terms, *spans):
    return [(f"{one.begins:%H:%M}", one.places, one.most) for one in slots(terms, spans)]


def hours(days):
    return [f"{timezone.localtime(one.begins):%H:%M}" for _, found in days for one in found]


def test_half_of_one_persons_time_is_every_second_slot():
    terms = Terms(30, 1, 50, (time(10), time(10, 30)))
    assert drawn(terms, span((9, 0), (11, 40))) == [
        ("09:00", 1, 1),
        ("09:30", 0, 1),
        ("10:30", 1, 1),
        ("11:00", 0, 1),
    ]


def test_with_more_people_the_share_is_that_of_them_all_and_a_slot_needs_the_whole_of_it():
    terms = Terms(60, 1, 50)
    three = [span((9, 0), (12, 0)), span((9, 0), (12, 0)), span((10, 30), (12, 0))]
    assert drawn(terms, *three) == [("09:00", 1, 2), ("10:00", 1, 2), ("11:00", 2, 3)]
    assert drawn(Terms(60, 2, 0), span((9, 0), (10, 0))) == [("09:00", 2, 2)]
    assert drawn(terms) == []


def test_free_times_leave_out_the_lead_the_rest_days_and_what_is_booked(county):
    row = offer(county.zhuren, ahead=5)
    booked(10)
    days = free_days(row, tuesday(8, 30))
    assert [day for day, _ in days] == [date(2026, 3, n) for n in (3, 4, 5, 6)]
    # two hours before: not 9:00; 10:00 is booked; nobody is there at noon
    assert hours(days[:1]) == ["11:00", "13:00", "14:00", "15:00", "16:00"]


def test_roster_decides_where_there_is_one_and_who_is_on_leave_is_not_there(county):
    row, station = offer(county.zhuren), center()
    post = DutyPost(station=station, name="窗口", kind="window", starts=time(14), ends=time(16))
    roster.save_post(post, by=county.zhuren)
    assert free_days(row, MONDAY) == []

    plan = Roster.objects.create(
        station=station, month=date(2026, 3, 1), made_by=county.zhuren, made_at=MONDAY
    )
    begin, end = post.span(TUESDAY)
    duty = {"starts_at": begin, "ends_at": end, "hours": post.hours, "day": TUESDAY, "post": post}
    Shift.objects.create(roster=plan, handler=county.lvshi.handler, **duty)
    assert free_days(row, MONDAY) == []  # not published

    Roster.objects.update(published_at=MONDAY)
    assert hours(free_days(row, MONDAY)) == ["14:00", "15:00"]
    closed = close_day(station, by=county.zhuren, day=TUESDAY, reason="停电")
    assert free_days(row, MONDAY) == []
    reopen_day(closed, by=county.zhuren)
    visit = booked(14)
    assert affected(visits_for(county.chuangkou), MONDAY) == []
    Leave.objects.create(
        user=county.lvshi, kind="sick", starts=TUESDAY, ends=TUESDAY, by=county.zhuren
    )
    assert free_days(row, MONDAY) == []
    assert affected(visits_for(county.chuangkou), MONDAY) == [visit]


def test_booking_holds_its_place_and_the_same_form_is_one_visit(county):
    offer(county.zhuren)
    token, where = uuid.uuid4(), {"station": center(), "starts_at": tuesday(9)}
    visit, new = booking.book(token=token, facts=FACTS, at=MONDAY, **where)
    again, second = booking.book(token=token, facts=FACTS, at=MONDAY, **where)
    assert (visit == again, new, second) == (True, True, False)
    assert (visit.ends_at, visit.state, visit.seat) == (tuesday(9, 30), "booked", 1)
    with pytest.raises(DomainError, match="这个时间刚刚被别人约走了") as refused:
        booked(9)
    assert refused.value.field == "slot"
    assert [event.sentence for event in events_for("visit", visit.pk)] == [
        f"网上预约{center().name}，{third()} 09:00"
    ]


@pytest.mark.parametrize(
    ("hour", "minute"), [(9, 30), (12, 0), (8, 30), (17, 0), (9, 10)], ids=str
)  # kept for who comes, the pause, before, after, between
def test_time_that_is_not_offered_is_not_booked(county, hour, minute):
    offer(county.zhuren)
    with pytest.raises(DomainError, match="请另选一个时间"):
        booked(hour, minute)
    assert Visit.objects.count() == 0


def test_what_is_booked_is_sealed_and_found_by_its_code_alone(county):
    offer(county.zhuren)
    visit = booked()
    code = booking.code_of(visit)
    assert (visit_by(code), visit_by("000000000000"), visit_by("王女士")) == (visit, None, None)
    stored = Visit.objects.extra(select={"raw": "name || matter || phone"}).values_list("raw")
    assert all("王女士" not in raw and "13800138000" not in raw for (raw,) in stored)
    assert code not in str(Visit.objects.values())


def test_moved_by_its_owner_the_old_place_is_free_again(county):
    offer(county.zhuren)
    visit = booked()
    booking.change(visit, starts_at=tuesday(10), at=MONDAY)
    assert (visit.starts_at, visit.ends_at) == (tuesday(10), tuesday(10, 30))
    assert booked(9).seat == 1
    assert [event.sentence for event in events_for("visit", visit.pk)][-1] in (
        f"本人由{third()} 09:00改到{third()} 10:00",
        f"网上预约{center().name}，{third()} 09:00",
    )
    assert Event.objects.filter(verb="visit.change").count() == 1


def test_cancelled_by_its_owner_the_place_is_free_and_nothing_more_is_done(county):
    offer(county.zhuren)
    visit = booked()
    booking.withdraw(visit, at=MONDAY)
    assert (visit.state, visit.by_self) == ("cancelled", True)
    booked(9)
    with pytest.raises(StaleState):
        booking.change(visit, starts_at=tuesday(10), at=MONDAY)
    with pytest.raises(DomainError, match="已经约给别人"):
        desk.undo(visit, by=county.chuangkou, reason="本人说没有取消", at=MONDAY)


def test_number_is_drawn_behind_those_who_wait_and_served_is_seen(county):
    offer(county.zhuren)
    seat = window(county, 1, county.chuangkou)
    visit = booked()
    walked_in = hall.take(
        station=center(), purpose="consult", by=county.chuangkou, at=tuesday(8, 50)
    )
    desk.arrive(visit, by=county.chuangkou, at=tuesday(8, 55))
    assert waiting_of(center(), TUESDAY) == [walked_in, visit.ticket]
    assert (visit.state, visit.stands) == ("arrived", "等候")

    TICKET.acts["drop"](walked_in, by=county.chuangkou, at=tuesday(8, 56))
    hall.call(visit.ticket, by=county.chuangkou, at=tuesday(9), window=seat)
    hall.receive(visit.ticket, by=county.chuangkou, at=tuesday(9, 1))
    hall.finish(visit.ticket, by=county.chuangkou, at=tuesday(9, 20))
    assert Visit.objects.get().stands == "已接待"


def test_arrived_on_the_wrong_one_is_put_right_with_its_number(county):
    offer(county.zhuren)
    seat = window(county, 1, county.chuangkou)
    visit = booked()
    with pytest.raises(DomainError, match="约的是3月3日"):
        desk.arrive(visit, by=county.chuangkou, at=MONDAY)
    desk.arrive(visit, by=county.chuangkou, at=tuesday(8, 55))
    number = visit.ticket
    with pytest.raises(DomainError, match="请写明理由"):
        desk.undo(visit, by=county.chuangkou, reason="错", at=tuesday(8, 56))
    desk.undo(visit, by=county.chuangkou, reason="点错了人", at=tuesday(8, 56))
    number.refresh_from_db()
    assert (visit.state, visit.ticket, number.state) == ("booked", None, "dropped")

    desk.arrive(visit, by=county.chuangkou, at=tuesday(8, 57))
    assert str(visit.ticket) == "A002"
    hall.call(visit.ticket, by=county.chuangkou, at=tuesday(9), window=seat)
    called = visit.ticket
    desk.undo(visit, by=county.chuangkou, reason="点错了人", at=tuesday(9, 1))
    called.refresh_from_db()
    assert (visit.state, visit.ticket, called.state) == ("booked", None, "called")


def test_where_no_window_calls_whoever_comes_is_received_and_a_mistake_leaves_nothing(county):
    offer(county.zhuren)
    wrong, right = booked(9), booked(10)
    for visit in (wrong, right):
        desk.arrive(visit, by=county.chuangkou, at=tuesday(9, 5))
    assert (right.stands, right.ticket.started_at, right.ticket.served_by) == (
        "已接待", tuesday(9, 5), county.chuangkou,
    )  # fmt: skip
    assert waiting_of(center(), TUESDAY) == []

    number = wrong.ticket
    desk.undo(wrong, by=county.chuangkou, reason="点错了人", at=tuesday(9, 6))
    number.refresh_from_db()
    assert (wrong.state, number.state, number.started_at) == ("booked", "dropped", None)
    window(county, 1, county.chuangkou)
    waits = hall.take(station=center(), purpose="consult", by=county.chuangkou, at=tuesday(9, 7))
    with pytest.raises(DomainError, match="这里有窗口，请叫号接待"):
        hall.receive_here(waits, by=county.chuangkou, at=tuesday(9, 8))


@pytest.mark.parametrize("registered", ["case", "consultation"])
def test_number_stays_with_what_was_registered_for_whoever_was_received(county, registered):
    offer(county.zhuren)
    visit = booked(9)
    desk.arrive(visit, by=county.chuangkou, at=tuesday(9, 5))
    number = visit.ticket
    if registered == "case":
        new_case(county, at=tuesday(9, 6), ticket=number)
    else:
        consult(county, at=tuesday(9, 6), ticket=number)
    desk.undo(visit, by=county.chuangkou, reason="点错了人", at=tuesday(9, 7))
    number.refresh_from_db()
    assert (visit.ticket, number.state, number.started_at) == (None, "served", tuesday(9, 5))


def test_nobody_came_is_said_after_the_time_and_the_night_settles_the_rest(county):
    offer(county.zhuren)
    early, left = booked(9), booked(10)
    with pytest.raises(DomainError, match="还没有到约定的时间"):
        desk.miss(early, by=county.chuangkou, at=tuesday(8))
    desk.miss(early, by=county.chuangkou, at=tuesday(11))
    assert desk.lapse_left_over(TUESDAY) == 0
    assert desk.lapse_left_over(TUESDAY + timedelta(days=1)) == 1
    assert set(Visit.objects.values_list("pk", "state")) == {
        (early.pk, "missed"),
        (left.pk, "missed"),
    }


def test_office_cancels_with_a_reason_and_moves(county):
    offer(county.zhuren)
    visit, other = booked(9), booked(10)
    desk.cancel(visit, by=county.chuangkou, reason="窗口停电", at=MONDAY)
    assert (visit.state, visit.by_self, visit.reason) == ("cancelled", False, "窗口停电")
    desk.move(other, by=county.chuangkou, starts_at=tuesday(9), reason="电话里说定的", at=MONDAY)
    assert other.starts_at == tuesday(9)


def test_another_station_neither_sees_nor_receives_it(county):
    offer(county.zhuren)
    visit = booked()
    assert list(visits_for(county.zhan1)) == []
    assert list(visits_for(county.chuangkou)) == [visit]
    assert VISIT.available(visit, county.lvshi) == []
    with pytest.raises(NotAllowed):
        desk.arrive(visit, by=county.zhan1, at=tuesday(9))


def test_whom_the_roster_does_not_carry_any_more_is_to_be_called_and_stays_booked(county):
    offer(county.zhuren, people=2, kept=0)
    first, second, other = booked(9), booked(9), booked(9, 30)
    rows = visits_for(county.chuangkou)
    assert (second.seat, affected(rows, MONDAY)) == (2, [])

    row = first.station.offering
    row.people = 1
    row.save()
    assert affected(rows, MONDAY) == [second]

    close_day(center(), by=county.zhuren, day=TUESDAY, reason="单位停电")
    assert affected(rows, MONDAY) == [first, second, other]
    assert set(Visit.objects.values_list("state", flat=True)) == {"booked"}


def test_what_names_somebody_goes_thirty_days_after(county):
    offer(county.zhuren)
    stated = {"safe": "stated", "safe_phone": "13900139000", "contact_note": "找姐姐"}
    visit = booked(language="彝语", **stated)
    words = codes.words_of(booking.code_of(visit))
    Visit.objects.update(reason="本人说丈夫知道了")
    to_tell(visit)
    Text.objects.update(call_note="姐姐接的")
    assert keeping.empty_old(tuesday(12) + timedelta(days=30)) == 0
    assert keeping.empty_old(tuesday(12) + timedelta(days=31)) == 1
    visit.refresh_from_db()
    assert (visit.name, visit.phone, visit.matter, visit.needs, visit.code_blind) == (
        "", "", "", [], None,
    )  # fmt: skip
    told = (visit.safe, visit.safe_phone, visit.contact_note, visit.language, visit.reason)
    assert (*told, Text.objects.get().call_note) == ("",) * 6
    assert visit_by(booking.code_of(visit)) is visit_by("".join(words)) is None
    assert Event.objects.get(verb="visit.emptied").data == {"count": 1}
    assert keeping.empty_old(tuesday(12) + timedelta(days=40)) == 0


NOT_CONTACTED = {"phone": "", "safe": "stated", "forbidden": ["phone", "home", "text", "mail", "visit", "unit"]}  # fmt: skip


def tomorrow_at(hour):
    day = timezone.localdate() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time(hour)))


def laid(county, **changes):
    """A visit of tomorrow, whatever the calendar."""
    facts = FACTS | {"needs": []} | changes
    begin = tomorrow_at(Visit.objects.count() + 9)
    return Visit.objects.create(
        token=uuid.uuid4(), station=center(), starts_at=begin, ends_at=begin + timedelta(minutes=30), seat=1,
        booked_at=timezone.now(), **facts,
    )  # fmt: skip


def test_who_comes_tomorrow_is_reminded_once_and_who_wished_no_contact_never(county):
    visit, _ = laid(county), laid(county, **NOT_CONTACTED)
    assert (reminder.remind(), reminder.remind()) == (1, 0)
    row = Text.objects.get()
    begin = timezone.localtime(visit.starts_at)
    assert words_of(row) == (
        f"您约好{begin.month}月{begin.day}日 09:00到{center().name}。来不了的请凭查询码取消，或者打12348。"
    )
    assert (row.subject_id, row.until, row.spoken) == (visit.pk, visit.starts_at, True)


def test_whom_no_text_may_reach_waits_to_be_called_and_is_told_once(county):
    others = laid(county, seen_by="others")
    noon = timezone.localtime().replace(hour=12, minute=0)
    reminder.remind(noon)
    Text.objects.update(state="barred")
    sweep(noon)
    assert set(to_remind(county.chuangkou)) == {others.pk}
    with pytest.raises(DomainError, match="没有联系上的情况"):
        tell(others, by=county.chuangkou, reached=False, note="")
    tell(others, by=county.chuangkou, reached=True, note="本人接的")
    assert to_remind(county.chuangkou) == {}
    with pytest.raises(StaleState):
        tell(others, by=county.chuangkou, reached=True, note="")


@pytest.mark.parametrize(
    ("changes", "number", "bar"),
    [
        ({}, "13800138000", ""),
        ({"seen_by": "others"}, "", "别人可能看到本人的手机"),
        ({"safe": "stated", "phone": "", "safe_phone": "13800138000"}, "", "只能按约定的时间和方式联系"),
        (NOT_CONTACTED, "", "本人要求不发短信"),
    ],
    ids=["usual", "others", "stated", "none"],
)  # fmt: skip
def test_text_obeys_safe_contact(county, changes, number, bar):
    assert reminder.number_of(laid(county, **changes)) == (number, bar)


def test_number_somebody_else_may_not_be_texted_at_is_not_texted(county):
    agreed = {"safe": "stated", "forbidden": ["text"], "phone": "13800138000"}
    new_case(county, who=person(**agreed))
    assert reminder.number_of(laid(county)) == ("", "这个号码另有安全联系的约定")
