"""The hall: numbers, the order in which they are called, windows, the pages without login, and what comes of a served number."""

import uuid
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.errors import DomainError, NotAllowed, StaleState
from stations.hall.domain import ticket as acts
from stations.hall.domain.window import leave, save_window, sit
from stations.hall.enums import TicketState
from stations.hall.models import Ticket, Window
from stations.hall.queries.ticket import ahead_of, queue_figures, waiting_of
from stations.hall.tasks import lapse_tickets
from stations.hall.workflow import TICKET
from stations.models import Station
from tests.hall.windows import at, center, ticket, window

DAY = date(2026, 3, 3)


def order():
    return [str(row) for row in waiting_of(center(), DAY)]


def test_numbers_run_without_gap_and_begin_again_each_day_at_each_station(county):
    found = [str(ticket(0)), str(ticket(1, purpose="lawyer"))]
    with pytest.raises(DomainError):
        acts.take(station=center(), purpose="consult", at=at(2), by=county.zhan1)
    other = acts.take(
        station=county.zhan1.staff.station, purpose="submit", at=at(3), by=county.zhan1
    )
    assert [*found, str(ticket(4)), str(other), str(ticket(24 * 60))] == [
        "A001",
        "D002",
        "A003",
        "C001",
        "A001",
    ]


def test_green_number_goes_ahead_of_those_who_came_less_than_half_an_hour_before(county):
    ticket(0)
    ticket(20)
    ticket(45, "elderly")
    ticket(46)
    assert order() == ["A001", "A003", "A002", "A004"]


def test_ordinary_number_is_not_passed_for_ever(county):
    first = ticket(0)
    for minutes in range(1, 29):
        ticket(minutes, "woman")
    before = ahead_of(first)
    for minutes in range(31, 60):
        ticket(minutes, "woman")
    assert (before, ahead_of(first)) == (28, 28)


def test_call_receive_finish_and_what_the_history_says(county):
    one = window(county, 1, county.chuangkou)
    row = ticket(0, "elderly")
    assert acts.call_next(by=county.chuangkou, at=at(4)) == row
    row.refresh_from_db()
    acts.call_again(row, by=county.chuangkou, at=at(5))
    acts.receive(row, by=county.chuangkou, at=at(6))
    acts.finish(row, by=county.chuangkou, at=at(20))
    assert (row.state, row.window, row.calls, row.waited, row.served_by) == (
        TicketState.SERVED,
        one,
        2,
        6,
        county.chuangkou,
    )
    assert [event.sentence for event in events_for("ticket", row.pk)] == [
        "自助取号：法律咨询（绿色通道：老年人）", "1号窗口叫号", "再次呼叫", "开始接待", "接待结束",
    ]  # fmt: skip


def test_calling_the_next_finishes_with_the_one_before_and_a_number_called_must_first_be_settled(
    county,
):
    window(county, 1, county.chuangkou)
    first, second = ticket(0), ticket(1)
    acts.call_next(by=county.chuangkou, at=at(2))
    with pytest.raises(DomainError, match="A001号还没有处理"):
        acts.call_next(by=county.chuangkou, at=at(3))
    acts.receive(first, by=county.chuangkou, at=at(3))
    assert acts.call_next(by=county.chuangkou, at=at(9)) == second
    first.refresh_from_db()
    assert (first.state, first.finished_at) == (TicketState.SERVED, at(9))


def test_missed_number_is_restored_behind_those_who_came_before_it_returned(county):
    window(county, 1, county.chuangkou)
    first = ticket(0)
    ticket(1)
    acts.call_next(by=county.chuangkou, at=at(2))
    acts.miss(first, by=county.chuangkou, at=at(3))
    assert acts.restore(first, by=county.guidang, at=at(10)) is None
    assert (order(), first.window) == (["A002", "A001"], None)
    acts.drop(first, by=county.guidang, at=at(11))
    assert order() == ["A002"]
    with pytest.raises(StaleState):
        acts.restore(first, by=county.guidang, at=at(12))


def test_window_calls_only_what_it_is_for(county):
    window(county, 4, county.lvshi, purposes=["lawyer"])
    ticket(0)
    assert acts.call_next(by=county.lvshi, at=at(1)) is None
    wanted = ticket(2, purpose="lawyer")
    assert acts.call_next(by=county.lvshi, at=at(3)) == wanted


def test_number_is_dealt_with_by_whoever_called_it_or_runs_the_hall(county):
    window(county, 1, county.chuangkou)
    row = ticket(0)
    acts.call_next(by=county.chuangkou, at=at(1))
    row.refresh_from_db()
    with pytest.raises(NotAllowed, match="此号由1号窗口接待"):
        acts.receive(row, by=county.guidang, at=at(2))
    with pytest.raises(NotAllowed):
        acts.receive(row, by=county.zhan1, at=at(2))
    acts.miss(row, by=county.zhuren, at=at(3))
    assert row.state == TicketState.MISSED


def test_seat_is_one_for_one_clerk_and_is_not_left_or_taken_with_somebody_at_it(county):
    one, two = window(county, 1, county.chuangkou), window(county, 2)
    row = acts.take(station=center(), purpose="consult")
    acts.call_next(by=county.chuangkou)
    with pytest.raises(DomainError, match="A001号还没有接待完"):
        leave(one, by=county.chuangkou)
    with pytest.raises(DomainError, match="正在接待A001号"):
        sit(one, by=county.guidang)
    row.refresh_from_db()
    acts.miss(row, by=county.chuangkou)
    sit(two, by=county.chuangkou)
    sit(two, by=county.guidang)
    seats = dict(Window.objects.values_list("number", "clerk__username"))
    assert seats == {1: None, 2: "guidang"}
    with pytest.raises(DomainError, match="请先选择您坐的窗口"):
        acts.call_next(by=county.chuangkou)
    with pytest.raises(DomainError, match="已有2号窗口"):
        save_window(Window(station=center(), number=2), by=county.zhuren)


def test_one_press_is_one_number_and_a_kiosk_pressed_without_end_stops(county, monkeypatch):
    token = uuid.uuid4()
    assert ticket(0, token=token) == ticket(1, token=token)
    monkeypatch.setattr(acts, "MOST_WAITING", 2)
    ticket(2)
    with pytest.raises(DomainError, match="暂停取号"):
        ticket(3)
    assert Ticket.objects.count() == 2


def test_numbers_left_over_lapse_in_the_night(county):
    now = timezone.now()
    old = acts.take(station=center(), purpose="consult", at=now - timedelta(days=1))
    new = acts.take(station=center(), purpose="consult", at=now)
    lapse_tickets()
    assert [Ticket.objects.get(pk=row.pk).state for row in (old, new)] == [
        TicketState.LAPSED,
        TicketState.WAITING,
    ]
    with pytest.raises(NotAllowed):
        TICKET.acts["lapse"](new, by=county.zhuren)


def test_figures_of_a_day(county):
    window(county, 1, county.chuangkou)
    ticket(0), ticket(0, "elderly"), ticket(0), ticket(30)
    for call, start in ((1, 2), (10, 12)):
        row = acts.call_next(by=county.chuangkou, at=at(call))
        acts.receive(row, by=county.chuangkou, at=at(start))
    third = acts.call_next(by=county.chuangkou, at=at(20))
    acts.miss(third, by=county.chuangkou, at=at(21))
    assert queue_figures(DAY, DAY, [center()]) == {
        "taken": 4, "served": 2, "green": 1, "missed": 1, "dropped": 0, "prompt": 2, "uncalled": 1, "wait": 7, "longest": 12,
        "talk": 8,
    }  # fmt: skip
    assert queue_figures(DAY, DAY, Station.objects.none())["wait"] is None


@pytest.mark.django_db(transaction=True)
def test_two_clerks_calling_at_once_get_different_numbers(county):
    clerks = [county.chuangkou, county.guidang, county.shencha, county.zhuren]
    for number, clerk in enumerate(clerks, 1):
        window(county, number, clerk)
    for _ in range(8):
        acts.take(station=center(), purpose="consult")
    gate, got, errors = Barrier(len(clerks)), [], []

    def work(clerk):
        try:
            for _ in range(2):
                gate.wait()
                row = acts.call_next(by=clerk)
                got.append(str(row))
                acts.receive(row, by=clerk)
        except Exception as error:
            errors.append(repr(error))
        finally:
            connection.close()

    threads = [Thread(target=work, args=[clerk]) for clerk in clerks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (errors, sorted(got)) == ([], [f"A00{n}" for n in range(1, 9)])


@pytest.mark.django_db(transaction=True)
def test_numbers_taken_at_once_are_gap_free(county):
    gate, errors = Barrier(4), []

    def work():
        try:
            gate.wait()
            for _ in range(3):
                acts.take(station=center(), purpose="consult")
        except Exception as error:
            errors.append(repr(error))
        finally:
            connection.close()

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (errors, list(Ticket.objects.order_by("number").values_list("number", flat=True))) == (
        [],
        [*range(1, 13)],
    )
