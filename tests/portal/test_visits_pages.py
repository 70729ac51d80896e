"""预约来访 as a phone without script sees it, and the pages of the window."""

import re
from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from legalaid.faces.portal.visits.diary import shut_days
from legalaid.faces.portal.visits.domain.terms import close_day
from legalaid.faces.portal.visits.models import ClosedDay, Offering, Visit
from legalaid.platform.accounts.models import User
from stations.domain import roster
from stations.models import DutyPost, Station
from tests.factories import new_case, person

from .visitor import (
    CANCEL,
    MINE,
    MOVE,
    OPEN,
    START,
    Visitor,
    booked,
    center,
    moment_of,
    next_workday,
    offer,
    problems,
    slot_of,
    to_tell,
    typed,
)

pytestmark = pytest.mark.django_db


def code_on(answer):
    """What a slip shows."""
    return re.search(r"查询码<br /><b>([\d ]{14})</b>", answer.content.decode())[1]


TAKEN = "这个时间刚刚被别人约走了，或者已经不能约。您写的都还在，请另选一个时间。"


@pytest.fixture
def day(county):
    offer(county.zhuren)
    return next_workday()


def test_places_lead_to_days_and_times_without_anybodys_name(county, day):
    client = Client()
    start = client.get(START).content.decode()
    assert f'href="{START}at/{center().pk}/"' in start
    assert start.count("<section") == 1  # no other station has opened bookings
    days = client.get(f"{START}at/{center().pk}/").content.decode()
    assert f'href="{START}at/{center().pk}/{slot_of(day)}/"' in days
    assert slot_of(day, 9, 30) not in days
    page = client.get(f"{START}at/{center().pk}/{slot_of(day)}/").content.decode()
    names = User.objects.exclude(name="").values_list("name", flat=True)
    assert [name for name in names if name in start + days + page] == []


def test_booked_without_login_it_shows_code_time_and_what_to_bring(county, day):
    visitor = Visitor(center(), slot_of(day), needs=["sign"], language="彝语")
    assert (visitor.answer.status_code, visitor.answer.url) == (302, MINE)
    page = visitor.client.get(MINE).content.decode()
    code, words = visitor.codes()
    assert (len(code), len(words)) == (14, 4)
    assert f"{day.month}月{day.day}日 09:00" in page
    assert "听不见，要手语或者笔谈；说彝语" in page
    assert "身份证" in page
    visit = Visit.objects.get()
    assert (visit.name, visit.dial, visit.forbidden[:1], visit.booked_by) == (
        "王女士", "", ["phone"], None,
    )  # fmt: skip


def test_code_or_words_open_it_elsewhere_change_and_cancel(county, day):
    visitor = Visitor(center(), slot_of(day))
    code, words = visitor.codes()
    other = Client()
    assert other.get(MINE).url == OPEN
    assert other.post(OPEN, {"code": "".join(words)}).url == MINE
    assert slot_of(day, 10) in other.get(MOVE).content.decode()
    assert other.post(MOVE, {"slot": slot_of(day, 10)}).url == MINE
    assert Visit.objects.get().starts_at == moment_of(day, 10)

    assert other.post(CANCEL).url == MINE
    assert "这个预约已经取消" in other.get(MINE).content.decode()
    assert other.get(MOVE).url == MINE
    assert other.post(f"{START}out/").url == f"{START}left/"
    assert other.get(MINE).url == OPEN
    third = Client()
    assert third.post(OPEN, {"code": code}).url == MINE


def test_wrong_code_says_nothing_and_ten_are_enough(county, day, answers_all):
    client = Client()
    codes = [client.post(OPEN, {"code": f"{n:012d}"}).status_code for n in range(11)]
    assert codes == [422] * 10 + [429]


def test_two_tabs_and_going_back_are_one_visit(county, day):
    client, page = Client(), f"{START}at/{center().pk}/{slot_of(day)}/"
    token = r'name="token" value="([^"]+)"'
    first = re.search(token, client.get(page).content.decode())[1]
    other = f"{START}at/{center().pk}/{slot_of(day, 10)}/"
    second = re.search(token, client.get(other).content.decode())[1]
    assert first == second

    assert client.post(page, typed(slot=slot_of(day), token=first)).url == MINE
    assert client.post(other, typed(slot=slot_of(day, 10), token=second)).url == MINE
    assert [row.starts_at for row in Visit.objects.all()] == [moment_of(day)]
    third = re.search(token, client.get(other).content.decode())[1]
    assert third != first


def test_cancelling_when_the_code_is_forgotten_says_that_nothing_was_done(county, day):
    visitor = Visitor(center(), slot_of(day))
    visitor.client.cookies.pop("visit")
    answer = visitor.client.post(CANCEL)
    text = answer.content.decode()
    assert (answer.status_code, "刚才没有办成，预约没有变" in text) == (422, True)
    assert f'<form method="post" action="{OPEN}"' in text
    assert Visit.objects.get().state == "booked"


def test_taken_meanwhile_keeps_what_was_typed_and_offers_others(county, day):
    booked(starts_at=moment_of(day), at=None)
    answer = Visitor(center(), slot_of(day), matter="工地摔伤了").answer
    page = answer.content.decode()
    assert (answer.status_code, problems(answer)) == (422, {"什么时候来": TAKEN})
    assert ("工地摔伤了" in page, slot_of(day, 10) in page, f'value="{slot_of(day)}"' in page) == (
        True, True, False,
    )  # fmt: skip
    assert "您点的时间不能约了" in Client().get(answer.request["PATH_INFO"]).content.decode()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"slot": ""}, {"什么时候来": "请选一个时间。"}),
        ({"name": ""}, {"怎么称呼您": "请填写这一项。"}),
        ({"reach": "usual"}, {"电话（不要联系的不填）": "请填电话；不想留的，上面选“不要联系我”。"}),
        (
            {"age": "child", "reach": "usual", "phone": "13800138000"},
            {"我们能不能联系您": "不满14周岁的不留电话，请选“不要联系我”。着急的，打110、12355，或者请信得过的大人带你来。"},
        ),
        ({"matter": "身份证号440524198801010011"}, {"大概是什么事（可以不写）": "里面有证件号码。预约用不着，请删去；来的时候带上证件就行。"}),
        ({"agree": ""}, {"我同意把写的内容用来安排、接待这次来访，当面核对以后用于登记；预约里的到期删除，法律援助机构对我的隐私保密": "请先勾选这一项。"}),
    ],
    ids=["slot", "name", "phone", "child", "number", "agree"],
)  # fmt: skip
def test_what_is_wanting_is_said_beside_its_field(county, day, changes, told):
    address = f"{START}at/{center().pk}/{slot_of(day)}/"
    answer = Client().post(address, typed(slot=slot_of(day)) | changes)
    assert (answer.status_code, problems(answer)) == (422, told)
    assert Visit.objects.count() == 0


def test_machine_that_fills_in_everything_books_nothing(county, day):
    assert Visitor(center(), slot_of(day), website="x").answer.url == START
    assert Visit.objects.count() == 0


def test_after_some_bookings_from_one_address_a_question_is_asked_and_then_the_door_shut(
    county, day, answers_all
):
    offering = Offering.objects.get()
    offering.each, offering.kept = 20, 0
    offering.save()
    codes = [Visitor(center(), slot_of(day)).answer.status_code for _ in range(11)]
    assert codes == [302] * 10 + [429]


@pytest.mark.parametrize("path", ["at/0/", "at/{other}/", "at/{own}/20260230-0900/", "at/{own}/x/"])
def test_place_or_time_that_is_none_is_not_there(county, day, path):
    other = Station.objects.exclude(parent=None).first()
    address = START + path.format(other=other.pk, own=center().pk)
    assert Client().get(address).status_code == 404


def test_window_sees_who_comes_receives_and_corrects(county, day, sign_in):
    visit = booked(starts_at=moment_of(day), at=None)
    client = sign_in(county.chuangkou)
    assert "王女士" not in client.get("/visits/").content.decode()
    coming = client.get("/visits/?show=coming").content.decode()
    assert ("王女士" in coming, "坐轮椅" in coming, "13800138000" in coming) == (True, True, False)
    page = client.get(f"/visits/{visit.pk}/").content.decode()
    assert ("老板不发工资" in page, "138****8000" in page) == (True, True)

    early = client.post(f"/visits/{visit.pk}/arrive/", {"seen": visit.version})
    assert (early.status_code, f"约的是{day.month}月{day.day}日" in early.content.decode()) == (
        422, True,
    )  # fmt: skip
    reveal = client.post(f"/visits/{visit.pk}/reveal/", {"field": "phone", "reason": "提醒"})
    assert "13800138000" in reveal.content.decode()
    cancel = {"seen": visit.version, "reason": "窗口停电"}
    assert client.post(f"/visits/{visit.pk}/cancel/", cancel).url == f"/visits/{visit.pk}/"


def test_window_books_for_somebody_who_calls_and_reads_the_code_out(county, day, sign_in):
    client = sign_in(county.chuangkou)
    said = typed(slot=slot_of(day), way="phone", reach="usual", phone="13900139000")
    answer = client.post("/visits/new/", said)
    visit = Visit.objects.get()
    assert (visit.way, visit.booked_by, visit.phone) == ("phone", county.chuangkou, "13900139000")
    slip, code = answer.content.decode(), code_on(answer)
    assert (answer["Cache-Control"], "data-print" in slip) == ("private, no-store", False)
    assert [
        word in slip for word in (f"{day.month}月{day.day}日 09:00", center().name, "身份证")
    ] == [True] * 3
    assert [word in slip for word in ("王女士", "老板不发工资", "13900139000")] == [False] * 3
    assert Client().post(OPEN, {"code": code}).url == MINE
    assert code_on(client.post("/visits/new/", said)) == code
    assert Visit.objects.count() == 1


def test_slip_with_a_new_code_is_printed_for_whoever_lost_theirs(county, day, sign_in):
    client, visit = sign_in(county.chuangkou), booked(starts_at=moment_of(day), at=None)
    assert "重新给查询码" in client.get(f"/visits/{visit.pk}/").content.decode()
    said = {"seen": visit.version, "shown": "slip", "said": "带着以前的预约单"}
    answer = client.post(f"/visits/{visit.pk}/renew/", said)
    assert (answer.status_code, "data-print" in answer.content.decode()) == (200, True)
    assert answer["Cache-Control"] == "private, no-store"
    assert Client().post(OPEN, {"code": code_on(answer)}).url == MINE
    assert client.post(f"/visits/{visit.pk}/renew/", said).status_code == 409
    wrong = client.post(f"/visits/{visit.pk}/renew/", said | {"seen": 2, "said": "对"})
    assert (wrong.status_code, "请写明怎样核对的" in wrong.content.decode()) == (422, True)
    assert Visit.objects.get().renewed == 1


def test_booking_sent_again_after_a_new_code_or_once_cancelled_shows_none(county, day, sign_in):
    client = sign_in(county.chuangkou)
    said = typed(slot=slot_of(day), way="window")
    assert "data-print" in client.post("/visits/new/", said).content.decode()
    visit = Visit.objects.get()
    for void in ({"state": "cancelled"}, {"state": "booked", "renewed": 1}):
        Visit.objects.update(**void)
        assert client.post("/visits/new/", said).url == f"/visits/{visit.pk}/"


def test_terms_are_set_by_who_runs_the_place_and_closed_days_put_bookings_on_the_list(
    county, day, sign_in
):
    visit = booked(starts_at=moment_of(day), at=None)
    assert sign_in(county.chuangkou).get("/visits/terms/").status_code == 403
    client, page = sign_in(county.zhuren), f"/visits/terms/{center().pk}/"
    assert client.get(page).status_code == 200
    answer = client.post(f"{page}close/", {"day": str(day), "reason": "单位停电"})
    assert answer.url == page
    affected = sign_in(county.chuangkou).get("/visits/?show=affected").content.decode()
    assert ("王女士" in affected, "要联系的（1）" in affected) == (True, True)
    assert "值班人手不够了" in client.get(f"/visits/{visit.pk}/").content.decode()

    client = sign_in(county.zhuren)
    closed = ClosedDay.objects.get()
    assert client.post(f"/visits/closed/{closed.pk}/reopen/").url == page
    assert "王女士" not in client.get("/visits/?show=affected").content.decode()
    kept = {"active": "on", "minutes": 20, "each": 1, "kept": 0, "ahead": 7, "lead": 0}
    kept |= {"starts": "09:00", "ends": "16:00", "people": 1, "pause_from": "", "pause_to": ""}
    assert client.post(page, kept | {"seen": 0}).status_code == 409
    assert client.post(page, kept | {"seen": 1}).url == page
    assert Offering.objects.get().minutes == 20


def test_who_must_be_called_stands_on_the_first_page_of_the_window(county, day, sign_in):
    booked(starts_at=moment_of(day), at=None)
    told = booked(starts_at=moment_of(day, 10), at=None, seen_by="others")
    to_tell(told)
    quiet = sign_in(county.chuangkou).get("/").content.decode()
    assert ("联系来访人（值班有变）" in quiet, "电话提醒来访人" in quiet) == (False, True)

    close_day(center(), by=county.zhuren, day=day, reason="停电")
    page = sign_in(county.chuangkou).get("/").content.decode()
    assert "联系来访人（值班有变）" in page
    assert f"/visits/{told.pk}/told/" in page
    client = sign_in(county.chuangkou)
    assert client.post(f"/visits/{told.pk}/told/", {"reached": "1", "note": ""}).status_code == 302
    assert client.get(f"/visits/{told.pk}/told/").status_code == 404


def test_lists_ask_the_database_no_more_for_three_than_for_one(county, day, sign_in):
    client = sign_in(county.chuangkou)
    client.get("/visits/?show=coming")  # what is kept of the calendar is there
    counts = []
    for hours in ((9,), (10, 11)):
        for hour in hours:
            booked(starts_at=moment_of(day, hour), at=None)
        with CaptureQueriesContext(connection) as asked:
            page = client.get("/visits/?show=coming").content.decode()
        counts.append((page.count("王女士"), len(asked)))
    assert [count for count, _ in counts] == [1, 3]
    assert counts[0][1] == counts[1][1]


def test_start_asks_the_database_no_more_for_three_places_than_for_one(county, day):
    counts = []
    Client().get(START)
    towns = [row for row in Station.objects.exclude(parent=None) if row.allows("consult")][:2]
    for stations in ([], towns):
        for station in stations:
            offer(county.zhuren, station)
        with CaptureQueriesContext(connection) as asked:
            page = Client().get(START).content.decode()
        counts.append((page.count("选时间"), len(asked)))
    assert [count for count, _ in counts] == [1, 3]
    assert counts[0][1] == counts[1][1]


def test_once_its_time_has_come_it_is_neither_cancelled_nor_moved_online(county, day):
    visitor = Visitor(center(), slot_of(day))
    Visit.objects.update(starts_at=timezone.now() - timedelta(minutes=5))
    visitor.client.post(CANCEL)
    assert visitor.client.post(MOVE, {"slot": slot_of(day, 10)}).url == MINE
    assert Visit.objects.get().state == "booked"
    assert Visit.objects.get().starts_at < timezone.now()


def test_number_that_another_matter_forbids_is_not_dialled_for_a_visit(county, day, sign_in):
    visit = booked(starts_at=moment_of(day), at=None)
    new_case(county, who=person(phone="13800138000", safe="stated", forbidden=["phone"]))
    client = sign_in(county.chuangkou)
    asked = {"field": "phone", "reason": "提醒"}
    shown = client.post(f"/visits/{visit.pk}/reveal/", asked).content.decode()
    assert ("另有约定：不得拨打本人电话" in shown, 'href="tel:' in shown) == (True, False)
    assert "另有约定：不得拨打本人电话" in client.get(f"/visits/{visit.pk}/").content.decode()
    to_tell(visit)
    said = {"reached": "1", "note": "本人接的"}
    assert "没有可以打的电话，不打" in client.get(f"/visits/{visit.pk}/told/").content.decode()
    assert client.post(f"/visits/{visit.pk}/told/", said).status_code == 422
    assert "另有约定：不得拨打本人电话" in client.get("/").content.decode()


def test_who_is_not_to_be_contacted_reads_by_the_code_that_nobody_is_there(county, day, sign_in):
    visitor = Visitor(center(), slot_of(day))
    assert "可能没有人接待您" not in visitor.client.get(MINE).content.decode()
    close_day(center(), by=county.zhuren, day=day, reason="全县停电")
    page = visitor.client.get(MINE).content.decode()
    assert ("可能没有人接待您" in page, f'href="{MOVE}"' in page) == (True, True)
    visit = Visit.objects.get()
    desk = sign_in(county.chuangkou).get(f"/visits/{visit.pk}/").content.decode()
    assert "没有可以打的电话：本人凭查询码会看到" in desk
    visitor.client.post(CANCEL)
    assert "可能没有人接待您" not in visitor.client.get(MINE).content.decode()


def test_days_on_which_nobody_is_received_are_named_and_nobody_is_told_to_just_come(county, day):
    page = f"{START}at/{center().pk}/"
    weekday = "一二三四五六日"[day.weekday()]
    before = Client().get(page).content.decode()
    close_day(center(), by=county.zhuren, day=day, reason="全县停电")
    after = Client().get(page).content.decode()
    said = f"{day.month}月{day.day}日（星期{weekday}）不接待：全县停电。这一天请不要来。"
    assert (said in before, said in after) == (False, True)
    assert "休息日、放假不接待：" in after  # of fifteen days one is a day of rest


def test_roster_that_is_not_out_yet_closes_nothing(county):
    row = offer(county.zhuren, ahead=3)
    post = DutyPost(station=center(), name="窗口", kind="window", starts=time(14), ends=time(16))
    roster.save_post(post, by=county.zhuren)
    monday = timezone.make_aware(datetime(2026, 3, 2, 8, 0))
    friday = timezone.make_aware(datetime(2026, 3, 6, 8, 0))
    assert shut_days(row, monday) == []
    assert shut_days(row, friday) == [(date(2026, 3, 7), ""), (date(2026, 3, 8), "")]
