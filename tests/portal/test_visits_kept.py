"""What guards booked visits: whose they are, how often a door may be tried, what a device carries, and what stands on the record."""

import uuid
from datetime import date, time, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from legalaid.faces.portal.visits.diary import days_of
from legalaid.faces.portal.visits.domain import booking, desk, reminder, terms
from legalaid.faces.portal.visits.domain.calls import tell
from legalaid.faces.portal.visits.domain.renewing import renew
from legalaid.faces.portal.visits.models import ClosedDay, Visit
from legalaid.faces.portal.visits.queries import offered_to, visits_for
from legalaid.platform.audit.chain import events_for
from legalaid.platform.audit.models import Event
from legalaid.platform.core.crypto import seal
from legalaid.platform.core.errors import DomainError
from legalaid.platform.notifications.models import Text
from legalaid.platform.notifications.texts import words_of
from stations.models import Station

from .visitor import (
    CANCEL,
    FACTS,
    MINE,
    MONDAY,
    MOVE,
    OPEN,
    START,
    Visitor,
    booked,
    center,
    laid,
    moment_of,
    next_workday,
    offer,
    problems,
    slot_of,
    third,
    to_tell,
    tuesday,
    typed,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(county):
    offer(county.zhuren)
    return next_workday()


def done(verb):
    """[who] did this, as the record has it."""
    return [event.actor for event in Event.objects.filter(verb=verb).select_related("actor")]


def test_who_books_no_visits_sees_none(county):
    offer(county.zhuren)
    booked()
    for who in (county.lvshi, county.admin, county.sifaju):
        assert list(visits_for(who)) == []


def test_terms_and_closed_days_of_another_station_are_not_there(county, day, sign_in):
    closed = terms.close_day(center(), by=county.zhuren, day=day, reason="停电")
    page, client = f"/visits/terms/{center().pk}/", sign_in(county.zhan1)
    answers = [
        client.get(page),
        client.post(page, {"seen": 1}),
        client.post(f"{page}close/", {"day": str(day + timedelta(days=1)), "reason": "停电"}),
        client.post(f"/visits/closed/{closed.pk}/reopen/"),
    ]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert [row.day for row in ClosedDay.objects.all()] == [day]


def test_station_books_at_none_but_its_own(county):
    own = Station.objects.get(staff__user=county.zhan1)
    for station in (center(), own):
        offer(county.zhuren, station)
    assert [row.station for row in offered_to(county.zhan1)] == [own]


def test_terms_closed_days_and_opening_again_are_on_the_record(county):
    offer(county.zhuren)
    row = terms.close_day(center(), by=county.zhuren, day=date(2026, 3, 3), reason="停电")
    terms.reopen_day(row, by=county.zhuren)
    for verb in ("visit.terms", "visit.closed", "visit.reopened"):
        assert (verb, done(verb)) == (verb, [county.zhuren])


def test_each_opening_by_the_code_is_on_the_record_and_a_wrong_one_is_not(county, day):
    code, _ = Visitor(center(), slot_of(day)).codes()
    assert done("visit.seen_online") == []
    Client().post(OPEN, {"code": code})
    Client().post(OPEN, {"code": "123456789012"})
    assert len(done("visit.seen_online")) == 1


def test_machine_that_fills_in_everything_opens_nothing(county, day):
    code, _ = Visitor(center(), slot_of(day)).codes()
    assert Client().post(OPEN, {"code": code, "website": "x"}).status_code == 422


def test_moving_to_and_fro_comes_to_an_end(county, day, answers_all):
    client = Visitor(center(), slot_of(day)).client
    times = [slot_of(day, hour) for hour in (10, 11) * 5]
    codes = [client.post(MOVE, {"slot": slot}).status_code for slot in times]
    assert codes == [302] * 9 + [429]


def test_link_alone_takes_nobody_out(county, day):
    client = Visitor(center(), slot_of(day)).client
    assert client.get(f"{START}out/").url == START
    assert client.get(MINE).status_code == 200


@pytest.mark.parametrize(("minutes", "opens"), [(14, True), (16, False)])
def test_device_forgets_after_a_quarter_of_an_hour(county, minutes, opens):
    client, then = Client(), int(timezone.now().timestamp()) - minutes * 60
    client.cookies["visit"] = seal(f"{laid().pk}-0|{then}", "portal.visit")
    assert client.get(MINE).status_code == (200 if opens else 302)


def test_device_opens_nothing_of_what_was_forgotten(county, day):
    client = Visitor(center(), slot_of(day)).client
    Visit.objects.update(emptied_at=timezone.now())
    assert client.get(MINE).url == OPEN


def test_cookie_of_the_form_opens_no_visit(county):
    client, now = Client(), int(timezone.now().timestamp())
    client.cookies["visit"] = seal(f"{laid().pk}-0|{now}", "portal.visit.form")
    assert client.get(MINE).url == OPEN


def test_reminder_of_another_time_or_of_what_was_cancelled_says_nothing(county):
    offer(county.zhuren)
    moved, gone = booked(9), booked(10)
    rows = [to_tell(visit) for visit in (moved, gone)]
    assert [bool(words_of(row)) for row in rows] == [True, True]
    booking.change(moved, starts_at=tuesday(11), at=MONDAY)
    booking.withdraw(gone, at=MONDAY)
    assert [words_of(row) for row in rows] == ["", ""]
    assert reminder.remind(MONDAY) == 1  # the one that stands, anew
    assert Text.objects.filter(subject_id=moved.pk).count() == 2


def test_call_that_reached_and_one_that_did_not_are_on_the_record(county, day):
    visit = booked(starts_at=moment_of(day), at=None)
    to_tell(visit)
    tell(visit, by=county.chuangkou, reached=False, note="没有人接")
    assert (done("visit.not_told"), done("visit.told")) == ([county.chuangkou], [])
    tell(visit, by=county.chuangkou, reached=True, note="本人接的")
    assert done("visit.told") == [county.chuangkou]
    (event,) = Event.objects.filter(verb="visit.told")
    assert (event.data, event.personal_data) == ({}, {"note": "本人接的"})


def test_nothing_is_booked_further_ahead_than_the_terms_say(county):
    offer(county.zhuren, ahead=1)
    booked(9)
    with pytest.raises(DomainError, match="请另选一个时间"):
        booked(starts_at=tuesday(9) + timedelta(days=1))


def test_put_right_again_it_has_no_reason_any_more_and_a_seat_of_its_own(county):
    offer(county.zhuren, people=2, kept=0)
    first, second = booked(9), booked(9)
    desk.cancel(first, by=county.chuangkou, reason="窗口停电", at=MONDAY)
    third = booked(9)
    with pytest.raises(DomainError, match="已经约给别人"):
        desk.undo(first, by=county.chuangkou, reason="来电了，照旧", at=MONDAY)
    booking.withdraw(second, at=MONDAY)
    desk.undo(first, by=county.chuangkou, reason="来电了，照旧", at=MONDAY)
    assert (first.state, first.reason, first.by_self) == ("booked", "", False)
    assert {first.seat, third.seat} == {1, 2}


def test_code_made_anew_voids_the_old_one_and_whatever_was_opened_by_it(county, day):
    visitor = Visitor(center(), slot_of(day))
    old, words = visitor.codes()
    visit = Visit.objects.get()
    renew(visit, by=county.chuangkou, shown="person", said="说出称呼和约的时间")

    for void in (old, "".join(words)):
        assert Client().post(OPEN, {"code": void}).status_code == 422
    assert visitor.client.get(MINE).url == OPEN
    other = Client()
    assert other.post(OPEN, {"code": booking.code_of(visit)}).url == MINE
    (event,) = Event.objects.filter(verb="visit.renew")
    assert (event.actor, event.data, event.personal_data) == (
        county.chuangkou, {"shown": "person"}, {"said": "说出称呼和约的时间"},
    )  # fmt: skip
    assert "重新给查询码（到窗口，说得出称呼和约的时间）：说出称呼和约的时间" in [
        one.sentence for one in events_for("visit", visit.pk)
    ]


def test_form_that_was_sent_opens_nothing_once_the_code_was_made_anew(county, day):
    visitor = Visitor(center(), slot_of(day))
    renew(Visit.objects.get(), by=county.chuangkou, shown="slip", said="带着预约单")
    again = Client().post(visitor.page, visitor.typed)
    assert problems(again) == {
        "什么时候来": "这个时间刚刚被别人约走了，或者已经不能约。您写的都还在，请另选一个时间。"
    }
    other = Client().post(visitor.page, visitor.typed | {"slot": slot_of(day, 10)})
    assert problems(other) == {
        "什么时候来": "这张表已经约过了，查询码后来换了新的。请用新的查询码看预约。"
    }
    assert Visit.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "given"),
    [({}, True), ({"seen_by": "others"}, False), ({"safe": "stated"}, False)],
    ids=["usual", "others look", "no usual way"],
)
def test_over_the_telephone_no_code_is_given_where_the_other_side_may_be_calling(
    county, changes, given
):
    visit, said = laid(**changes), {"shown": "call", "said": "说出了称呼、时间、电话"}
    if given:
        renew(visit, by=county.chuangkou, **said)
    else:
        with pytest.raises(DomainError, match="电话里不给，请本人到窗口来"):
            renew(visit, by=county.chuangkou, **said)
    assert Visit.objects.get().renewed == int(given)


def test_code_is_made_anew_only_with_what_was_checked(county):
    with pytest.raises(DomainError, match="请写明怎样核对的"):
        renew(laid(), by=county.chuangkou, shown="person", said="对")


def test_cancelling_is_asked_once_and_says_what_is_lost(county, day):
    client = Visitor(center(), slot_of(day)).client
    page = client.get(CANCEL).content.decode()
    assert "取消以后，这个时间马上给别人约，要不回来" in page
    assert Visit.objects.get().state == "booked"
    assert f'href="{CANCEL}"' in client.get(MINE).content.decode()
    assert client.post(MINE).status_code == 405
    assert client.post(CANCEL).url == MINE
    assert Visit.objects.get().state == "cancelled"
    assert client.get(CANCEL).url == MINE
    assert client.post(CANCEL).url == MINE


HOUR = {"starts": time(9), "ends": time(11), "pause_from": None, "pause_to": None}


def squeezed(county, hour, minute=0, why="快开庭了，等不了", at=MONDAY):
    asked = {"token": uuid.uuid4(), "station": center(), "starts_at": tuesday(hour, minute)}
    said = {"by": county.chuangkou, "facts": FACTS, "why": why}
    return booking.squeeze_in(**asked, **said, at=at)[0]


def test_place_kept_for_who_comes_is_booked_only_on_a_day_that_is_full_and_with_a_reason(county):
    offer(county.zhuren, **HOUR)
    booked(9)
    with pytest.raises(DomainError, match="这一天又有可以约的时间了"):
        squeezed(county, 9, 30)
    booked(10)
    with pytest.raises(DomainError, match="请写明理由") as unsaid:
        squeezed(county, 9, 30, why="急")
    assert unsaid.value.field == "why"
    with pytest.raises(DomainError, match="请另选一个时间"):
        squeezed(county, 9)

    visit = squeezed(county, 9, 30)
    assert (visit.kept, visit.ends_at, visit.booked_by) == (True, tuesday(10), county.chuangkou)
    assert [one.sentence for one in events_for("visit", visit.pk)] == [
        f"代为预约{center().name}，{third()} 09:30，用留给现场来访的位置：快开庭了，等不了"
    ]
    event = Event.objects.get(verb="visit.squeeze_in")
    assert ("why" in event.data, event.personal_data["why"]) == (False, "快开庭了，等不了")
    with pytest.raises(DomainError, match="请另选一个时间"):
        squeezed(county, 9, 30)
    with pytest.raises(DomainError, match="请另选一个时间"):
        booked(10, 30)


def test_kept_place_whose_time_is_near_or_over_is_not_booked(county):
    row = offer(county.zhuren, lead=1, **HOUR)
    booked(9), booked(10)
    _, _, kept = days_of(row, tuesday(9))[0]
    assert [(f"{slot.begins:%H:%M}", left) for slot, left in kept] == [("10:30", 1)]
    with pytest.raises(DomainError, match="请另选一个时间"):
        squeezed(county, 9, 30, at=tuesday(9))
    assert squeezed(county, 10, 30, at=tuesday(9)).kept


def test_kept_places_left_of_a_full_day_are_counted(county):
    row = offer(county.zhuren, people=3, **HOUR)
    for hour, minute, places in ((9, 0, 2), (9, 30, 1), (10, 0, 2), (10, 30, 1)):
        assert days_of(row, MONDAY)[1][2] == []
        for _ in range(places):
            booked(hour, minute)
    squeezed(county, 9, 30)
    day, free, kept = days_of(row, MONDAY)[1]
    assert (day, free) == (date(2026, 3, 3), [])
    assert [(f"{slot.begins:%H:%M}", left) for slot, left in kept] == [
        ("09:00", 1), ("09:30", 1), ("10:00", 1), ("10:30", 2),
    ]  # fmt: skip


def test_moved_by_the_window_to_a_kept_place_and_by_its_owner_back(county):
    offer(county.zhuren, **HOUR)
    first, second = booked(9), booked(10)
    said = {"by": county.chuangkou, "reason": "本人说九点半来", "kept": True, "at": MONDAY}
    desk.move(second, starts_at=tuesday(9, 30), **said)
    assert second.kept
    assert f"由{third()} 10:00改到{third()} 09:30（留给现场来访的）：本人说九点半来" in [
        one.sentence for one in events_for("visit", second.pk)
    ]
    booking.change(second, starts_at=tuesday(10), at=MONDAY)
    assert not second.kept
    assert first.state == "booked"


def test_window_reads_how_many_kept_places_are_left_and_takes_one(county, sign_in):
    row = offer(county.zhuren, kept=50, lead=0, ahead=20, **HOUR)
    day = next_workday()
    for hour in (9, 10):
        booked(starts_at=moment_of(day, hour), at=None)
    client = sign_in(county.chuangkou)
    page = client.get("/visits/new/").content.decode()
    assert f"{day.month}月{day.day}日（星期{'一二三四五六日'[day.weekday()]}）还剩2个" in page
    assert "09:30至10:00（还剩1个）" in page

    said = typed(slot=slot_of(day, 9, 30), way="phone")
    wrong = client.post("/visits/new/", said)
    assert (wrong.status_code, "请写明理由" in wrong.content.decode()) == (422, True)
    assert client.post("/visits/new/", said | {"why": "快开庭了"}).status_code == 200
    visit = Visit.objects.get(kept=True)
    assert visit.starts_at == moment_of(day, 9, 30)
    assert "用留给现场来访的位置" in client.get(f"/visits/{visit.pk}/").content.decode()
    assert [left for one, _, kept in days_of(row) if one == day for _, left in kept] == [1]
