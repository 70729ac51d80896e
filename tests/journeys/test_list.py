"""The case list in a browser: asked, sorted and paged in place, rows by keys, back, a lost connection, a login that expired; pictures at each width."""

import re

import pytest

from legalaid.demo.county import PASSWORD
from tests.factories import new_case, person, walk

WIDTHS = (1440, 1024, 820, 390)


@pytest.fixture
def clerk(people, seat):
    walk(people, "assign", case=new_case(people))
    new_case(people, who=person(name="王芳", id_number="", contact_note="勿打家中电话"))
    new_case(people, kind="criminal", who=person(name="赵六", id_number=""))
    one = seat("chuangkou")
    one.go("/cases/")
    one.page.evaluate("window.stayed = true")
    return one


def ask(page, line):
    page.keyboard.press("/")
    page.keyboard.insert_text(line)
    page.keyboard.press("Enter")


def test_list_is_worked_by_keys_in_place(clerk):
    page = clerk.page
    ask(page, "类别:民事")
    page.wait_for_selector("#list-said:text('共 2 件，按期限先后')", state="attached")
    assert page.locator("a.filter").all_inner_texts() == ["类别\n民事\n去掉这个条件"]
    assert page.evaluate("[window.stayed, document.activeElement.id]") == [True, "line"]

    page.click("thead a:text('申请日期')")
    page.wait_for_url("**order=received")
    page.wait_for_selector("thead a:focus")

    page.evaluate("document.activeElement.blur()")
    for key in "jxjx":
        page.keyboard.press(key)
    assert page.inner_text("[data-picked]") == "已选 2 件"
    assert page.is_checked("[data-pick-page]")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        clerk.shot(f"list_{width}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate("document.documentElement.classList.add('large')")
        clerk.shot(f"list_{width}_large")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate("document.documentElement.classList.remove('large')")
    page.set_viewport_size({"width": 1440, "height": 900})

    page.click("button:text('发消息')")
    page.fill("#id_text", "请补交会见笔录。")
    page.click("button:has-text('发送（1 件）')")
    assert page.inner_text(".banner.kept b") == "办了 1 件，共 1 件。"

    page.click("text=回到列表")
    page.wait_for_load_state()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/cases/\d+/$"))


def test_back_shows_the_list_before_and_nothing_of_it_is_kept_in_the_browser(clerk):
    page = clerk.page
    ask(page, "类别:刑事")
    page.wait_for_url("**q=*")
    page.go_back()
    page.wait_for_selector("[data-said]:has-text('共 3 件')")
    assert page.evaluate("localStorage.getItem('htmx-history-cache')") is None


def test_lost_connection_is_said_beside_the_line_and_what_was_typed_stays(clerk):
    page = clerk.page
    clerk.context.set_offline(True)
    ask(page, "类别:刑事")
    page.wait_for_selector("[data-lost]:visible")
    assert page.input_value("#line") == "类别:刑事"
    assert page.locator("tbody tr").count() == 3

    clerk.context.set_offline(False)
    page.fill("#line", "类别:刑事 ")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-said]:has-text('共 1 件')")
    assert not page.is_visible("[data-lost]")


def test_login_that_expired_is_asked_for_and_leads_back_to_the_question(clerk):
    page = clerk.page
    clerk.expire()
    ask(page, "类别:刑事")
    page.wait_for_url("**/accounts/login/**")
    page.fill("#id_username", "chuangkou")
    page.fill("#id_password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-said]:has-text('共 1 件')")
    assert page.input_value("#line") == "类别:刑事"
