"""The hall: numbers, the order in which they are called, windows, the pages without login, and what comes of a served number."""

import uuid
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.domain import ticket as acts
from cases.domain.window import change_hall, leave, save_window, sit
from cases.enums import TicketState
from cases.models import Case, Cause, Consultation, Hall, Ticket, Window
from cases.queries.ticket import ahead_of, queue_figures, waiting_of
from cases.tasks import lapse_tickets
from cases.workflow import TICKET
from legalaid.platform.audit.chain import events_for
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError, NotAllowed, StaleState
from legalaid.platform.procedure.models import Deadline
from stations.models import Station
from tests.cases.hall import at, center, ticket, window
from tests.factories import ID, earlier_today, new_case

DAY = date(2026, 3, 3)


def order():
    return [str(row) for row in waiting_of(center(), DAY)]


def served_now(county, ground="migrant_worker"):
    """A number taken ten minutes ago and just received at window 1."""
    window(county, 1, county.chuangkou)
    row = acts.take(station=center(), purpose="apply", ground=ground, at=earlier_today(10))
    acts.call_next(by=county.chuangkou)
    row.refresh_from_db()
    acts.receive(row, by=county.chuangkou)
    return row


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
        "taken": 4, "served": 2, "green": 1, "missed": 1, "dropped": 0, "prompt": 2, "wait": 7, "longest": 12, "talk": 8,
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


def test_window_page_calls_receives_and_leads_to_the_forms(county, sign_in):
    one = window(county, 1)
    client = sign_in(county.chuangkou)
    client.post(reverse("cases:window_seat", args=[one.pk]))
    slip = client.post(
        reverse("cases:queue_take"), {"purpose": "apply", "ground": "elderly"}, follow=True
    ).content.decode()
    assert "绿色通道：老年人" in slip
    page = client.post(reverse("cases:queue_next"), follow=True).content.decode()
    assert "已叫B001号。" in page
    row = Ticket.objects.get()
    page = client.post(
        reverse("cases:ticket_act", args=[row.pk, "receive"]), follow=True
    ).content.decode()
    assert f'href="/cases/new/?ticket={row.pk}"' in page
    assert f'href="/cases/consultations/new/?ticket={row.pk}"' in page
    assert client.post(reverse("cases:ticket_act", args=[row.pk, "lapse"])).status_code == 404


@pytest.mark.parametrize("form", ["/cases/new/", "/cases/consultations/new/"])
def test_form_opened_from_the_bar_is_for_the_visitor_at_the_window(county, sign_in, form):
    row = served_now(county)
    client = sign_in(county.chuangkou)
    assert client.get(form)["Location"] == f"{form}?ticket={row.pk}"
    assert "不是这位来访人" in client.get(form, follow=True).content.decode()
    assert client.get(f"{form}?ticket=").status_code == 200  # somebody else after all
    assert sign_in(county.guidang).get(form).status_code == 200


def test_served_number_goes_into_the_consultation_and_from_there_into_the_case(county, sign_in):
    row = served_now(county)
    client = sign_in(county.chuangkou)
    page = client.get(f"/cases/consultations/new/?ticket={row.pk}")
    assert (page.context["form"].initial["crowds"], page.context["ticket"]) == (
        ["migrant_worker"],
        row,
    )
    client.post(
        "/cases/consultations/new/",
        {"token": str(uuid.uuid4()), "ticket": row.pk, "channel": "visit", "name": "李国强", "id_kind": "resident", "topics": ["wages"],
         "question": "工资被拖欠。", "answer": "可以申请法律援助。", "outcome": "advised"},
    )  # fmt: skip
    consultation = Consultation.objects.get()
    assert consultation.ticket == row
    page = client.get(f"/cases/new/?consultation={consultation.pk}")
    assert page.context["origin"].number == row


def test_application_from_a_number_keeps_it_and_the_half_hour_began_with_it(county, sign_in):
    row = served_now(county)
    cause = Cause.objects.get(name="追索劳动报酬纠纷")
    client = sign_in(county.chuangkou)
    answer = client.post(
        "/cases/new/",
        {"token": str(uuid.uuid4()), "ticket": row.pk, "id_kind": "resident", "id_number": ID, "name": "王秀英", "phone": "13800138000",
         "address": "清和县石桥乡", "household_address": "清和县石桥乡", "crowds": ["migrant_worker"], "cause": cause.pk, "stage": "仲裁",
         "applicant_role": "申请人", "mode": "劳动仲裁代理", "channel": "visit", "urgency": "normal", "amount": "18600", "facts": "被拖欠工资。",
         "applicant_count": 1, "members_name": "", "opponents_name": "", "own_income": "1000", "committed": "on", "organ": "仲裁委"},
    )  # fmt: skip
    assert answer.status_code == 302
    case = Case.objects.get()
    promise = Deadline.objects.get(workflow="case", subject_id=case.pk, rule="window_promise")
    assert (case.ticket, promise.started_at, promise.due_at) == (
        row,
        row.taken_at,
        row.taken_at + timedelta(minutes=30),
    )


def test_half_hour_without_a_number_of_today_begins_at_the_window(county):
    case = new_case(county, ticket=ticket(-24 * 60))
    assert (
        Deadline.objects.get(subject_id=case.pk, rule="window_promise").started_at
        == case.received_at
    )


def test_number_of_another_hall_or_one_not_yet_received_is_not_taken_over(county, sign_in):
    row = acts.take(station=center(), purpose="consult")
    client = sign_in(county.chuangkou)
    assert client.get(f"/cases/consultations/new/?ticket={row.pk}").context["ticket"] is None
    assert client.get(f"/cases/consultations/new/?ticket={row.pk}x").context["ticket"] is None
    client = sign_in(county.zhan1)
    assert client.get(reverse("cases:ticket", args=[row.pk])).status_code == 404
    assert client.post(reverse("cases:ticket_act", args=[row.pk, "drop"])).status_code == 404


def test_kiosk_gives_a_number_without_login_and_screen_shows_numbers_and_windows_only(
    county, client
):
    window(county, 1, county.chuangkou)
    hall = Hall.objects.get()
    kiosk, screen = (
        reverse("cases:kiosk", args=[hall.kiosk]),
        reverse("cases:hall", args=[hall.screen]),
    )
    form = {"token": str(uuid.uuid4()), "purpose": "lawyer", "ground": "disabled"}
    slip = client.post(kiosk, form, follow=True).content.decode()
    client.post(kiosk, form)
    assert ("D001" in slip, Ticket.objects.get().by) == (True, None)
    assert client.post(kiosk, {"purpose": "other"}).status_code == 422
    acts.call_next(by=county.chuangkou)
    page = client.get(screen).content.decode()
    assert (
        'data-say="请D001号到1号窗口"' in page,
        county.chuangkou.name in page,
        "残疾人" in page,
    ) == (True, False, False)
    assert "D001-1" in client.get(screen + "calls/").content.decode()
    assert client.get(screen + "line/").status_code == 200


def test_addresses_of_the_hall_end_when_renewed_and_the_kiosk_can_be_closed(
    county, client, sign_in
):
    window(county, 1)
    hall = Hall.objects.get()
    kiosk, screen = (
        reverse("cases:kiosk", args=[hall.kiosk]),
        reverse("cases:hall", args=[hall.screen]),
    )
    change_hall(hall, by=county.zhuren, kiosk_open=False, notice="")
    assert client.post(kiosk, {"purpose": "consult"}).status_code == 409
    sign_in(county.zhuren).post(
        reverse("cases:windows"), {"kiosk_open": "on", "notice": "请保管好随身物品", "renew": "on"}
    )
    assert [
        client.get(path).status_code
        for path in (kiosk, screen, screen + "calls/", screen + "line/")
    ] == [404] * 4
    hall.refresh_from_db()
    assert (hall.notice, client.get(reverse("cases:hall", args=[hall.screen])).status_code) == (
        "请保管好随身物品",
        200,
    )
    assert Event.objects.filter(verb="hall.changed").count() == 2


def test_hall_pages_do_not_touch_the_session(county, client, sign_in):
    window(county, 1)
    hall = Hall.objects.get()
    for name, token in (
        ("hall_calls", hall.screen),
        ("hall_line", hall.screen),
        ("hall", hall.screen),
    ):
        assert client.get(reverse(f"cases:{name}", args=[token])).cookies.get("sessionid") is None


def test_queue_page_asks_the_database_as_often_with_one_number_as_with_ten(county, sign_in):
    window(county, 1, county.chuangkou)
    client = sign_in(county.chuangkou)

    def queries():
        with CaptureQueriesContext(connection) as found:
            client.get(reverse("cases:queue"))
        return len(found)

    acts.take(station=center(), purpose="consult")
    client.get(reverse("cases:queue"))
    few = queries()
    for _ in range(9):
        acts.take(station=center(), purpose="consult")
    assert queries() == few


def test_days_page_lists_each_day(county, sign_in):
    window(county, 1, county.chuangkou)
    now = timezone.now()
    acts.take(station=center(), purpose="consult", at=now - timedelta(days=2))
    served = acts.take(station=center(), purpose="consult", at=now)
    acts.call_next(by=county.chuangkou)
    served.refresh_from_db()
    acts.receive(served, by=county.chuangkou)
    rows = sign_in(county.chuangkou).get(reverse("cases:queue_days")).context["rows"]
    assert [(day.isoformat(), row["taken"], row["served"]) for day, row in rows] == [
        (timezone.localdate(now).isoformat(), 1, 1), (timezone.localdate(now - timedelta(days=2)).isoformat(), 1, 0),
    ]  # fmt: skip


def test_window_is_set_up_on_its_page(county, sign_in):
    client = sign_in(county.zhuren)
    client.post(
        reverse("cases:window_new"),
        {"number": 3, "name": "材料", "purposes": ["submit"], "active": "on"},
    )
    row = Window.objects.get()
    assert (row.station, row.purpose_names, Hall.objects.get().station) == (
        center(),
        ["提交材料"],
        center(),
    )
    assert (
        client.post(
            reverse("cases:window_new"), {"number": 3, "purposes": ["submit"], "active": "on"}
        ).status_code
        == 422
    )
    client.post(
        reverse("cases:window", args=[row.pk]), {"number": 3, "purposes": ["submit", "apply"]}
    )
    row.refresh_from_db()
    assert (row.purposes, row.active) == (["submit", "apply"], False)
