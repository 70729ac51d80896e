"""What one types is not lost, and what one sends is sent once: an ended session, a connection that comes and goes, Back, a double click."""

import pytest

from cases.enums import State
from cases.models import Case
from cases.workflow import CASE
from legalaid.demo.county import PASSWORD
from stations.hall.models import Hall, Ticket
from tests.cases.test_decisions import waiting

pytestmark = pytest.mark.django_db(transaction=True)
SIGN = "button:text-is('给予法律援助并签署')"


def sign_in(page):
    page.fill("#id_username", "zhuren")
    page.fill("#id_password", PASSWORD)
    page.click("text=登录 >> nth=-1")
    page.wait_for_url(lambda url: "login" not in url)


def test_text_sent_as_soon_as_it_is_typed_survives_a_session_that_has_ended(people, seat):
    case = waiting(people, "甲一", 1)
    one = seat("zhuren")
    one.go(f"/cases/{case.pk}/return_to_review/")
    page = one.page
    page.wait_for_function("() => sessionStorage.getItem('offline-key')")
    one.expire()
    page.fill("#id_reason", "请核对工资标准。")
    page.click("button:text-is('退回审查')")
    page.wait_for_selector("#saved >> text=登录已过期")
    assert page.input_value("#id_reason") == "请核对工资标准。"

    one.go("/accounts/login/")
    sign_in(page)
    one.go(f"/cases/{case.pk}/return_to_review/")
    page.wait_for_function(
        "() => document.querySelector('#id_reason').value === '请核对工资标准。'"
    )
    page.click("button:text-is('退回审查')")
    page.wait_for_url("**/done/return_to_review/")
    case.refresh_from_db()
    assert case.state == State.MERITS_REVIEW
    assert page.evaluate("Object.keys(localStorage)") == ["offline-shut"]


def test_text_written_without_a_connection_is_there_after_a_reload_at_once(people, seat):
    waiting(people, "甲一", 1)
    one = seat("zhuren")
    one.go("/cases/decisions/")
    page = one.page
    page.wait_for_function("() => sessionStorage.getItem('offline-key')")
    one.context.set_offline(True)
    page.fill("#opinion", "同意，请优先指派。")
    page.wait_for_selector("#saved >> text=网络不通")
    page.wait_for_function(
        "() => Object.values(localStorage).some((kept) => kept.includes('\"data\"'))"
    )
    assert "优先" not in page.evaluate("JSON.stringify(localStorage)")

    one.context.set_offline(False)
    one.go("/cases/decisions/?again")
    page.wait_for_function(
        "() => document.querySelector('#opinion').value === '同意，请优先指派。'"
    )
    page.click(SIGN)
    page.wait_for_selector("text=没有等您决定的案件。")
    assert Case.objects.get().decision.opinion == "同意，请优先指派。"


def test_text_saved_while_the_next_page_was_being_read_is_there_too(people, seat):
    waiting(people, "甲一", 1)
    one = seat("zhuren")
    one.go("/cases/decisions/")
    page = one.page
    page.wait_for_function("() => sessionStorage.getItem('offline-key')")
    one.context.set_offline(True)
    page.fill("#opinion", "同意，请优先指派。")
    page.wait_for_selector("#saved >> text=网络不通")
    save = []

    def next_page(route):
        read_before = route.fetch()
        [answered] = save
        answered.fulfill(response=answered.fetch())
        page.wait_for_timeout(500)
        route.fulfill(response=read_before)

    page.route("**/draft/grant/", lambda route: save.append(route))
    page.route("**/decisions/?again", next_page)
    one.context.set_offline(False)
    page.wait_for_timeout(500)
    one.go("/cases/decisions/?again")
    page.wait_for_function(
        "() => document.querySelector('#opinion').value === '同意，请优先指派。'"
    )


def test_text_of_a_case_one_leaves_for_the_next_is_there_when_one_comes_back(people, seat):
    waiting(people, "甲一", 3), waiting(people, "乙二", 2)
    one = seat("zhuren")
    one.go("/cases/decisions/")
    page = one.page
    page.fill("#opinion", "先看看乙二。")
    for name in ("乙二", "甲一"):
        page.click(f".matter:has-text('{name}')")
        page.wait_for_selector(f".matter[aria-current] >> text={name}")
    page.wait_for_function("() => document.querySelector('#opinion').value === '先看看乙二。'")


def test_form_that_is_not_saved_is_not_sent_into_a_session_that_has_ended(people, seat):
    one = seat("zhuren")
    one.go("/notices/new/")
    page = one.page
    one.expire()
    page.evaluate("contact = 0")
    box = page.locator("main form input[type=text], main form textarea").first
    box.fill("春节期间值班")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_selector("[data-unsent] >> text=登录已过期")
    assert box.input_value() == "春节期间值班"


def test_page_the_browser_kept_is_fetched_anew(people, seat):
    case = waiting(people, "甲一", 1)
    one = seat("zhuren")
    one.go(f"/cases/{case.pk}/grant/")
    CASE.acts["return_to_review"](case, by=people.zhuren, reason="请核对。")
    one.page.evaluate(
        "window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"
    )
    one.page.wait_for_selector("text=现为“实体审查”")


def test_back_shows_the_case_as_it_is_now(people, seat):
    case = waiting(people, "甲一", 1)
    one = seat("zhuren")
    one.go(f"/cases/decisions/?case={case.pk}")
    page = one.page
    one.go("/")
    CASE.acts["return_to_review"](case, by=people.zhuren, reason="请核对。")
    page.go_back()
    page.wait_for_selector("text=没有等您决定的案件。")
    assert not page.locator(SIGN).count()


def twice(page, button):
    """How often a double click on it asks the server to do something."""
    sent = []

    def asks(request):
        beside = "/draft/" in request.url or request.url.endswith("/here/")
        return request.method == "POST" and not beside

    page.on("request", lambda request: asks(request) and sent.append(request.url))
    with page.expect_response(lambda answer: asks(answer.request)):
        page.locator(button).first.dblclick()
    page.wait_for_load_state("networkidle")
    return sent


def test_double_click_sends_once(people, seat):
    case = waiting(people, "甲一", 1)
    one = seat("zhuren")
    for path, button in (
        (f"/cases/{case.pk}/return_to_review/", "main form button[type=submit]"),
        ("/cases/decisions/", SIGN),
        ("/accounts/password/", "main form button[type=submit]"),
        ("/notices/new/", "main form button[type=submit]"),
        ("/", "form.size button:visible"),
    ):
        one.go(path)
        assert len(twice(one.page, button)) == 1, path


def test_double_tap_takes_one_number(people, seat):
    hall = Hall.objects.create(station=people.chuangkou.staff.station)
    one = seat(phone=True)
    one.go(f"/hall/kiosk/{hall.kiosk}/")
    assert len(twice(one.page, ".purposes button")) == 1
    assert Ticket.objects.count() == 1
