"""好差评: one of each service, a bad one called back and rectified by others than whoever it is about, who never learns who gave it."""

import uuid
from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.quality.domain.rating import rate
from cases.quality.models import Rating
from cases.quality.queries.rating import by_window, ratings_for
from cases.quality.workflow import RATING
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.notifications.models import Message
from stations.hall.models import Hall, Ticket
from tests.factories import walk
from tests.quality.ratings import rated, served

PHONE = "13900001111"


def on(day, hour=10):
    return timezone.make_aware(datetime(2026, 3, day, hour))


@pytest.fixture
def bad(county):
    return rated(county.guidang, at=on(3), said="等了一个小时。", phone=PHONE)


def act(key, row, by, day, **facts):
    return RATING.acts[key](row, by=by, at=on(day), **facts)


def test_bad_rating_waits_fifteen_working_days_for_the_director(bad):
    assert (bad.state, bad.turn) == ("bad", "director")
    assert timezone.localdate(bad.due_at) == date(2026, 3, 24)
    told = set(Message.objects.filter(key__startswith="rating:").values_list("text", flat=True))
    assert told == {"清和县法律援助中心1号窗口收到差评，请安排回访、整改。"}


@pytest.mark.parametrize(
    ("level", "state"), [("5", "kept"), ("4", "kept"), ("3", "kept"), ("2", "bad"), ("1", "bad")]
)
def test_two_lowest_levels_are_bad(county, level, state):
    assert rated(county.guidang, level).state == state


def test_service_is_rated_once(bad):
    with pytest.raises(DomainError, match="已经评价过"):
        rate(bad.ticket, level="5")
    assert Rating.objects.get().level == "1"


def test_rectified_only_after_the_call(bad, county):
    with pytest.raises(DomainError, match="请先回访"):
        act("rectify_rating", bad, county.zhuren, 4, how="增开一个窗口。")
    act("call_rater", bad, county.zhuren, 4, reached="unreached")
    act("call_rater", bad, county.zhuren, 5, reached="reached", said="说等得太久。")
    act("rectify_rating", bad, county.zhuren, 6, how="增开一个窗口。")
    assert (bad.state, bad.rectified_by, bad.deadlines.get().met_at) == (
        "rectified",
        county.zhuren,
        on(6),
    )


def test_number_that_was_left_is_called(bad, county):
    with pytest.raises(DomainError, match="留有电话"):
        act("call_rater", bad, county.zhuren, 4, reached="no_number")


def test_whoever_was_rated_neither_sees_nor_settles_it(county):
    own = rated(county.zhuren, at=on(3))
    assert list(ratings_for(county.zhuren)) == []
    with pytest.raises(NotAllowed, match="评价的是您"):
        act("call_rater", own, county.zhuren, 4, reached="no_number")
    act("call_rater", own, county.shencha, 4, reached="no_number")


def test_handler_does_not_rate_the_own_case(county):
    case = walk(county, "conclude")
    with pytest.raises(NotAllowed, match="由他人电话征询"):
        rate(case, level="5", by=case.handler.user)
    assert rate(case, level="5", by=county.chuangkou).way == "phone"


def test_holder_of_the_slip_rates_by_its_code_and_nobody_by_a_guess(county, client):
    ticket, path = served(county.guidang), reverse("quality:rate")
    said = {"number": f"a{ticket.number:03d}", "level": "2", "said": "", "phone": ""}
    answer = client.post(path, said | {"code": "ZZZZZZ"})
    assert (answer.status_code, Rating.objects.count()) == (422, 0)

    answer = client.post(path, said | {"code": ticket.code.lower()})
    assert "谢谢您的评价" in answer.content.decode()
    assert (Rating.objects.get().ticket, Rating.objects.get().way) == (ticket, "code")
    assert "已经评价过" in client.post(path, said | {"code": ticket.code}).content.decode()


def test_guessing_is_stopped(county, client, settings):
    settings.LIMITS = settings.LIMITS | {"link": [3, 60]}
    said = {"number": "1", "level": "5", "code": "ABCDEF"}
    texts = [client.post(reverse("quality:rate"), said).content.decode() for _ in range(4)]
    assert ["没有找到这个号码" in text for text in texts] == [True, True, True, False]


def test_tablet_at_the_window_and_what_was_given_is_not_shown_there_again(county, sign_in):
    ticket = served(county.chuangkou)
    client, path = sign_in(county.chuangkou), reverse("quality:rate_ticket", args=[ticket.pk])
    assert client.post(path, {"level": "1", "said": "态度不好"}).status_code == 302
    row = Rating.objects.get()
    for page in ("/", reverse("hall:ticket", args=[ticket.pk]), reverse("hall:queue")):
        assert "态度不好" not in client.get(page).content.decode()
    assert client.get(row.get_absolute_url()).status_code == 404
    again = client.post(path, {"level": "5"}, follow=True)
    assert (again.status_code, "每次服务评价一次" in again.content.decode()) == (200, True)
    assert (Rating.objects.get().level, client.get(path).status_code) == ("1", 302)


def test_another_hall_rates_no_number_of_this_one(county, sign_in):
    ticket = served(county.guidang)
    path = reverse("quality:rate_ticket", args=[ticket.pk])
    assert sign_in(county.zhan1).post(path, {"level": "1"}).status_code == 404
    assert Ticket.objects.filter(rating=None).count() == 1


def test_figures_by_window(county, bad):
    rated(county.chuangkou, "5", at=on(3, 11))
    act("call_rater", bad, county.zhuren, 5, reached="unreached")
    assert figures(county) == [("清和县法律援助中心1号窗口", 2, 1, 0, 1, 0, 50)]
    act("call_rater", bad, county.zhuren, 6, reached="reached", said="已致歉并说明。")
    assert figures(county) == [("清和县法律援助中心1号窗口", 2, 1, 1, 0, 0, 50)]


def figures(county):
    names = ("name", "total", "bad", "called", "missed", "rectified", "pleased")
    found = by_window(county.zhuren, date(2026, 3, 1), date(2026, 3, 31))
    return [tuple(row[name] for name in names) for row in found]


def test_desk_shows_bad_ratings_of_others(bad, county, sign_in):
    assert "回访、整改差评" in sign_in(county.zhuren).get("/").content.decode()
    assert "回访、整改差评" not in sign_in(county.guidang).get("/").content.decode()


def test_machine_of_the_hall_leads_to_the_rating_and_the_rating_back(county, client):
    served(county.guidang)
    hall = Hall.objects.get()
    machine = f"/hall/kiosk/{hall.kiosk}/"
    path = f"/quality/rate/?kiosk={hall.kiosk}"
    assert f'href="{path}"' in client.get(machine).content.decode()
    assert f'href="{machine}"' in client.get(path).content.decode()
    for other in ("/quality/rate/", f"/quality/rate/?kiosk={uuid.uuid4()}"):
        assert "/hall/kiosk/" not in client.get(other).content.decode()


def test_bad_rating_nobody_answered_is_called_on_as_many_days_as_the_office_asks(county):
    bad = rated(county.chuangkou, at=on(3), phone="13800138001")
    for day in (4, 5):
        act("call_rater", bad, county.zhuren, day, reached="unreached")
        act("call_rater", bad, county.zhuren, day, reached="unreached")
    with pytest.raises(DomainError, match="至少在3天里各拨打一次，现已2天"):
        act("rectify_rating", bad, county.zhuren, 5, how="增开一个窗口。")
    act("call_rater", bad, county.zhuren, 6, reached="unreached")
    act("rectify_rating", bad, county.zhuren, 6, how="增开一个窗口。")
    assert (bad.state, bad.attempts) == ("rectified", 3)


def test_number_on_record_with_the_service_is_called(county):
    case = walk(county, "follow_up")
    bad = rate(case, level="1", by=county.guidang, at=on(3))
    with pytest.raises(DomainError, match="所评的服务记录中留有电话") as error:
        act("call_rater", bad, county.zhuren, 4, reached="no_number")
    assert error.value.field == "reached"
