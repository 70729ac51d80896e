"""The line of the hall on the first page of whoever sits at a window."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from stations.hall.domain import ticket as acts
from tests.factories import earlier_today
from tests.hall.windows import center, window

HTMX = {"headers": {"HX-Request": "true"}}


def take(minutes=5):
    return acts.take(station=center(), purpose="consult", at=earlier_today(minutes))


def test_without_a_window_the_page_says_how_to_get_one(county, sign_in):
    client = sign_in(county.chuangkou)
    assert "叫号" not in client.get("/").content.decode().partition("<main")[2]
    window(county, 1)
    assert client.get("/").content.decode().count("您还没有坐到窗口。") == 1
    assert sign_in(county.zhuren).get("/").content.decode().count("您还没有坐到窗口。") == 0


def test_number_is_called_received_and_finished_without_leaving_the_page(county, sign_in):
    window(county, 1, county.chuangkou)
    first, second = take(9), take(5)
    client = sign_in(county.chuangkou)

    strip = client.post(reverse("desk:queue_next"), **HTMX)
    assert (strip.status_code, "<html" in strip.text) == (200, False)
    assert strip.context["queue"]["current"] == first
    assert [row for row, _ in strip.context["queue"]["waiting"]] == [second]
    assert [step.key for step in strip.context["queue"]["steps"]] == [
        "call_again",
        "receive",
        "miss",
    ]

    step = {"pk": first.pk, "key": "receive"}
    strip = client.post(reverse("desk:queue_step", kwargs=step), **HTMX)
    passed = (timezone.now() - first.taken_at) // timedelta(minutes=1)
    promise = {"words": "半小时", "passed": passed, "left": 30 - passed, "of": 30}
    assert strip.context["queue"]["promise"] == promise

    step["key"] = "finish"
    assert client.post(reverse("desk:queue_step", kwargs=step)).url == "/"
    first.refresh_from_db()
    assert first.state == "served"


def test_next_number_is_refused_beside_the_button_while_one_called_has_not_come(county, sign_in):
    window(county, 1, county.chuangkou)
    first, _ = take(9), take(5)
    client = sign_in(county.chuangkou)
    client.post(reverse("desk:queue_next"), **HTMX)
    strip = client.post(reverse("desk:queue_next"), **HTMX).text
    assert strip.count(f"{first}号还没有处理，请先“开始接待”或者“过号”。") == 1


def test_empty_line_says_so(county, sign_in):
    window(county, 1, county.chuangkou)
    strip = sign_in(county.chuangkou).post(reverse("desk:queue_next"), **HTMX).text
    assert strip.count("现在没有等候这个窗口的号。") == 1


def test_act_that_is_no_button_of_the_strip_is_not_found(county, sign_in):
    window(county, 1, county.chuangkou)
    step = {"pk": take().pk, "key": "drop"}
    answer = sign_in(county.chuangkou).post(reverse("desk:queue_step", kwargs=step))
    assert answer.status_code == 404
