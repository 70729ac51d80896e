"""The pages of the hall: the window, the bar, the kiosk, the screen, and the forms a number goes into."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, Cause, Consultation
from legalaid.platform.audit.models import Event
from legalaid.platform.procedure.models import Deadline
from stations.hall.domain import ticket as acts
from stations.hall.domain.window import change_hall
from stations.hall.models import Hall, Ticket, Window
from tests.factories import ID, new_case
from tests.hall.windows import center, served_now, ticket, window


def test_window_page_calls_receives_and_leads_to_the_forms(county, sign_in):
    one = window(county, 1)
    client = sign_in(county.chuangkou)
    client.post(reverse("hall:window_seat", args=[one.pk]))
    slip = client.post(
        reverse("hall:queue_take"), {"purpose": "apply", "ground": "elderly"}, follow=True
    ).content.decode()
    assert "绿色通道：老年人" in slip
    page = client.post(reverse("hall:queue_next"), follow=True).content.decode()
    assert "已叫B001号。" in page
    row = Ticket.objects.get()
    page = client.post(
        reverse("hall:ticket_act", args=[row.pk, "receive"]), follow=True
    ).content.decode()
    assert f'href="/cases/new/?ticket={row.pk}"' in page
    assert f'href="/cases/consultations/new/?ticket={row.pk}"' in page
    assert client.post(reverse("hall:ticket_act", args=[row.pk, "lapse"])).status_code == 404


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
    assert client.get(reverse("hall:ticket", args=[row.pk])).status_code == 404
    assert client.post(reverse("hall:ticket_act", args=[row.pk, "drop"])).status_code == 404


def test_kiosk_gives_a_number_without_login_and_screen_shows_numbers_and_windows_only(
    county, client
):
    window(county, 1, county.chuangkou)
    hall = Hall.objects.get()
    kiosk, screen = (
        reverse("hall:kiosk", args=[hall.kiosk]),
        reverse("hall:screen", args=[hall.screen]),
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
        reverse("hall:kiosk", args=[hall.kiosk]),
        reverse("hall:screen", args=[hall.screen]),
    )
    change_hall(hall, by=county.zhuren, kiosk_open=False, notice="")
    assert client.post(kiosk, {"purpose": "consult"}).status_code == 409
    sign_in(county.zhuren).post(
        reverse("hall:windows"), {"kiosk_open": "on", "notice": "请保管好随身物品", "renew": "on"}
    )
    assert [
        client.get(path).status_code
        for path in (kiosk, screen, screen + "calls/", screen + "line/")
    ] == [404] * 4
    hall.refresh_from_db()
    assert (hall.notice, client.get(reverse("hall:screen", args=[hall.screen])).status_code) == (
        "请保管好随身物品",
        200,
    )
    assert Event.objects.filter(verb="hall.changed").count() == 2


def test_hall_pages_do_not_touch_the_session(county, client, sign_in):
    window(county, 1)
    hall = Hall.objects.get()
    for name in ("calls", "line", "screen"):
        page = client.get(reverse(f"hall:{name}", args=[hall.screen]))
        assert page.cookies.get("sessionid") is None


def test_queue_page_asks_the_database_as_often_with_one_number_as_with_ten(county, sign_in):
    window(county, 1, county.chuangkou)
    client = sign_in(county.chuangkou)

    def queries():
        with CaptureQueriesContext(connection) as found:
            client.get(reverse("hall:queue"))
        return len(found)

    acts.take(station=center(), purpose="consult")
    client.get(reverse("hall:queue"))
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
    rows = sign_in(county.chuangkou).get(reverse("hall:queue_days")).context["rows"]
    assert [(day.isoformat(), row["taken"], row["served"]) for day, row in rows] == [
        (timezone.localdate(now).isoformat(), 1, 1), (timezone.localdate(now - timedelta(days=2)).isoformat(), 1, 0),
    ]  # fmt: skip


def test_window_is_set_up_on_its_page(county, sign_in):
    client = sign_in(county.zhuren)
    client.post(
        reverse("hall:window_new"),
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
            reverse("hall:window_new"), {"number": 3, "purposes": ["submit"], "active": "on"}
        ).status_code
        == 422
    )
    client.post(
        reverse("hall:window", args=[row.pk]), {"number": 3, "purposes": ["submit", "apply"]}
    )
    row.refresh_from_db()
    assert (row.purposes, row.active) == (["submit", "apply"], False)


def test_kiosk_gives_only_so_many_numbers_a_minute_and_a_window_any(county, client, settings):
    settings.LIMITS = settings.LIMITS | {"kiosk": [2, 1]}
    window(county, 1)
    hall = Hall.objects.get()
    kiosk = reverse("hall:kiosk", args=[hall.kiosk])
    answers = [client.post(kiosk, {"purpose": "consult"}).status_code for _ in range(3)]
    assert (answers, Ticket.objects.count()) == ([302, 302, 422], 2)
    assert acts.take(station=center(), purpose="consult", by=county.chuangkou).number == 3
