"""What the office tells its stations and handlers: on their first page until each has read it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from legalaid.platform.accounts.models import User
from legalaid.platform.audit.models import Event
from legalaid.platform.notifications.models import Delivery, Message
from stations.models import Announcement, FirmManager, Handler, Reading, Station

NEW = "/stations/announcements/new/"


@pytest.fixture
def centre(county):
    return Station.objects.get(parent=None)


def form(station, **changes):
    return {
        "title": "元旦值班安排", "text": "元旦三天窗口照常接待。", "station": station.pk, "staff": "on", "handlers": "on", "firms": "on",
        "until": f"{timezone.localdate() + timedelta(days=7)}",
    } | changes  # fmt: skip


def published(county, sign_in, station, **changes):
    answer = sign_in(county.zhuren).post(NEW, form(station, **changes))
    assert answer.status_code == 302
    return Announcement.objects.get()


def test_it_stands_on_each_ones_first_page_until_read(county, centre, sign_in):
    row = published(county, sign_in, centre)
    for who in (county.lvshi, county.zhan1, county.chuangkou):
        assert "元旦三天窗口照常接待。" in sign_in(who).get("/").content.decode()
    client = sign_in(county.lvshi)
    assert client.post(f"/stations/announcements/{row.pk}/read/", {"home": "1"}).url == "/"
    client.post(f"/stations/announcements/{row.pk}/read/")
    assert "元旦三天窗口照常接待。" not in client.get("/").content.decode()
    assert client.get(f"/stations/announcements/{row.pk}/").status_code == 200
    assert Event.objects.filter(verb="announcement.read").count() == 1


def test_who_published_sees_who_has_read_it_and_the_others_do_not(county, centre, sign_in):
    row = published(county, sign_in, centre)
    sign_in(county.lvshi).post(f"/stations/announcements/{row.pk}/read/")
    page = sign_in(county.zhuren).get(f"/stations/announcements/{row.pk}/")
    readers = {reading.user: bool(reading.read_at) for reading in page.context["readers"]}
    assert readers[county.lvshi] is True
    assert readers[county.zhan1] is False
    assert county.zhuren not in readers
    assert (
        f"1/{len(readers)}"
        in sign_in(county.zhuren).get("/stations/announcements/").content.decode()
    )
    assert (
        sign_in(county.zhan1).get(f"/stations/announcements/{row.pk}/").context["readers"] is None
    )


def test_each_is_told_once_and_only_those_it_is_for(county, centre, sign_in):
    row = published(county, sign_in, centre, handlers="")
    assert not Reading.objects.filter(user=county.lvshi).exists()
    assert Message.objects.filter(user=county.zhan1, kind="announcement").count() == 1
    assert not Message.objects.filter(user=county.zhuren, kind="announcement").exists()
    client = sign_in(county.lvshi)
    assert client.get(f"/stations/announcements/{row.pk}/").status_code == 404
    assert client.post(f"/stations/announcements/{row.pk}/read/").status_code == 404


def test_who_manages_a_firm_reads_it_too(county, centre, sign_in):
    firm = Handler.objects.get(user=county.lvshi).firm
    manager = User.objects.create(username="guanli", name="管理人", role="firm")
    FirmManager.objects.create(user=manager, firm=firm, by=county.zhuren, at=timezone.now())
    row = published(county, sign_in, centre, staff="", handlers="")
    told = {reading.user for reading in Reading.objects.all()}
    assert (manager in told, {user.role for user in told}) == (True, {"firm"})
    client = sign_in(manager)
    assert "元旦三天窗口照常接待。" in client.get("/").content.decode()
    client.post(f"/stations/announcements/{row.pk}/read/")
    assert "元旦三天窗口照常接待。" not in client.get("/").content.decode()


def test_managers_of_firms_elsewhere_and_accounts_not_in_use_are_not_told(county, centre, sign_in):
    station = county.zhan1.staff.station
    firm = Handler.objects.get(user=county.lvshi).firm
    type(firm).objects.filter(pk=firm.pk).update(station=station)
    at_centre = type(firm).objects.create(name="城关所", kind=firm.kind, station=centre)
    people = [User.objects.create(username=f"g{n}", name="管理人", role="firm") for n in range(3)]
    for user, of in zip(people, (firm, at_centre, firm), strict=True):
        FirmManager.objects.create(user=user, firm=of, by=county.zhuren, at=timezone.now())
    User.objects.filter(pk=people[2].pk).update(is_active=False)
    published(county, sign_in, station, staff="", handlers="")
    told = set(Reading.objects.values_list("user", flat=True))
    assert [user.pk in told for user in people] == [True, False, False]


def test_one_to_a_station_goes_to_that_station(county, centre, sign_in):
    station = county.zhan1.staff.station
    published(county, sign_in, station, handlers="")
    users = set(Reading.objects.values_list("user", flat=True))
    assert county.zhan1.pk in users
    assert county.chuangkou.pk not in users


def test_withdrawn_one_is_gone_and_says_why_to_who_answers_for_it(county, centre, sign_in):
    row = published(county, sign_in, centre)
    client = sign_in(county.zhuren)
    page = client.post(f"/stations/announcements/{row.pk}/withdraw/", {"reason": ""})
    assert page.status_code == 422
    client.post(f"/stations/announcements/{row.pk}/withdraw/", {"reason": "日期写错"})
    assert "日期写错" in client.get(f"/stations/announcements/{row.pk}/").content.decode()
    lawyer = sign_in(county.lvshi)
    assert "元旦值班安排" not in lawyer.get("/stations/announcements/").content.decode()
    assert "元旦三天窗口照常接待。" not in lawyer.get("/").content.decode()
    assert lawyer.get(f"/stations/announcements/{row.pk}/").status_code == 404


def test_withdrawn_one_is_said_to_be_so_to_all_who_had_it(county, centre, sign_in):
    User.objects.filter(pk=county.lvshi.pk).update(email="lvshi@example.org")
    row = published(county, sign_in, centre)
    sign_in(county.zhan1).post(f"/stations/announcements/{row.pk}/read/")
    assert Delivery.objects.get().message.user == county.lvshi
    sign_in(county.zhuren).post(
        f"/stations/announcements/{row.pk}/withdraw/", {"reason": "日期写错"}
    )

    for who in (county.zhan1, county.lvshi):
        told = Message.objects.filter(user=who, kind="announcement").order_by("pk")
        assert [(one.text, one.url, one.read_at is None) for one in told] == [
            ("通知公告：元旦值班安排", "", False),
            (
                "通知公告《元旦值班安排》已撤回，不要照办：日期写错",
                "/stations/announcements/",
                True,
            ),
        ]
    inbox = sign_in(county.lvshi).get("/messages/").content.decode()
    old = Message.objects.get(user=county.lvshi, text="通知公告：元旦值班安排")
    assert (old.text in inbox, f"/messages/{old.pk}/read/" in inbox) == (True, False)
    assert not Message.objects.filter(user=county.zhuren, kind="announcement").exists()
    assert [one.message.text for one in Delivery.objects.all()] == [
        "通知公告《元旦值班安排》已撤回，不要照办：日期写错"
    ]


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"title": ""}, "title", "请填写这一项。"),
        ({"until": "2026-01-01"}, "until", "显示的最后一天不能早于今天。"),
        (
            {"staff": "", "handlers": "", "firms": ""},
            "staff",
            "请选择发给工作人员、承办人、机构管理人，可以都发。",
        ),
        ({"text": "长" * 2001}, "text", "最多2000个字，现有2001个。"),
    ],
)
def test_what_cannot_be_is_said_beside_the_box(county, centre, sign_in, typed, field, words):
    page = sign_in(county.zhuren).post(NEW, form(centre, **typed))
    assert page.status_code == 422
    assert page.context["form"].errors == {field: [words]}
    assert Announcement.objects.count() == 0


def test_old_one_leaves_the_first_page_and_stays_on_the_list(county, centre, sign_in):
    row = published(county, sign_in, centre)
    Announcement.objects.update(until=timezone.localdate() - timedelta(days=1))
    client = sign_in(county.lvshi)
    assert "元旦三天窗口照常接待。" not in client.get("/").content.decode()
    assert row.title in client.get("/stations/announcements/").content.decode()


def test_sent_twice_it_is_published_once(county, centre, sign_in):
    client = sign_in(county.zhuren)
    token = "9d0e7c5e-3b0e-4a53-9a0e-1f8e5d9b7c11"
    for _ in range(2):
        client.post(NEW, form(centre) | {"token": token})
    assert Announcement.objects.count() == 1
