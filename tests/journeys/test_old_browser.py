"""The main pages in Chromium 86, the oldest browser offices run (README, decision 51): no script fails, and the controls work."""

import sys
from pathlib import Path

import pytest

from cases.enums import State
from cases.models import Case, LogEntry
from legalaid.demo.county import PASSWORD
from tests.conftest import CHROMIUM
from tests.factories import new_case, walk
from tests.journeys.conftest import Seat, seated
from tests.journeys.test_case_life import register

pytestmark = pytest.mark.django_db(transaction=True)
OLD = Path(sys.prefix) / "chromium86" / "chromium"
# What Playwright itself asks of a browser of today; given to its own world in the page, and not to our scripts.
LENT = """
Element.prototype.checkVisibility = function () { return this.getClientRects().length > 0; };
Array.prototype.at = String.prototype.at = function (place) { return this[place < 0 ? this.length + place : place]; };
"""


@pytest.fixture(scope="module")
def old_browser(playwright):
    if not OLD.exists():
        pytest.fail(f"Chromium 86 is missing ({OLD}): run .ci/setup test", pytrace=False)
    browser = playwright.chromium.launch(executable_path=OLD, args=CHROMIUM)
    assert browser.version == "86.0.4240.0"
    yield browser
    browser.close()


class OldSeat(Seat):
    def open(self):
        page = super().open()
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        session, worlds = self.context.new_cdp_session(page), []
        session.on("Runtime.executionContextCreated", lambda said: worlds.append(said["context"]))
        session.send("Runtime.enable")
        [world] = [one["name"] for one in worlds if "playwright" in one["name"]]
        session.send(
            "Network.enable"
        )  # this build falls over files it has cached, whosever they are
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        session.send("Page.enable")
        lent = {"source": LENT, "worldName": world}
        session.send("Page.addScriptToEvaluateOnNewDocument", lent)
        return page


@pytest.fixture
def seat(old_browser, live_server, browser_context_args):
    yield from seated(OldSeat, old_browser, live_server, browser_context_args)


def wide(page):
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def test_window_signs_in_registers_finds_and_accepts(people, seat):
    clerk = seat("chuangkou")
    page = clerk.page
    clerk.shot("old_desk")
    assert (
        page.locator(".places > a").first.evaluate("it => getComputedStyle(it).display") == "flex"
    )

    case = register(clerk)
    clerk.press("受理")
    page.wait_for_selector("#step")
    clerk.shot("old_step")
    clerk.press("受理")
    page.wait_for_url("**/done/accept/")
    case.refresh_from_db()
    assert case.state == State.FORM_REVIEW

    page.keyboard.press("Control+k")
    page.keyboard.insert_text("李国强")
    page.wait_for_selector("dialog.palette .found b:text-is('李国强')")
    clerk.shot("old_palette", whole=False)
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog.palette", state="hidden")
    page.locator(".more > summary").click()
    page.locator(".places .more section:visible a:visible >> text=接待手册").click()
    page.wait_for_url("**/cases/handbook/")


def test_list_is_asked_in_words_and_worked_by_keys(people, seat):
    walk(people, "assign", case=new_case(people))
    new_case(people, kind="criminal")
    clerk = seat("chuangkou")
    page = clerk.page
    clerk.go("/cases/")
    page.keyboard.press("/")
    page.keyboard.insert_text("类别:刑事")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-said]:has-text('共 1 件')")
    page.evaluate("document.activeElement.blur()")
    for key in "jx":
        page.keyboard.press(key)
    assert page.inner_text("[data-picked]") == "已选 1 件"
    clerk.shot("old_list")
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert wide(page) <= 0


def test_director_decides_from_the_reading_pane(people, seat):
    walk(people, "recommend")
    director = seat("zhuren")
    page = director.page
    director.go("/cases/decisions/")
    director.shot("old_pane")
    page.fill("#opinion", "同意。")
    page.click("button:text-is('给予法律援助并签署')")
    page.wait_for_selector("text=没有等您决定的案件。")
    assert Case.objects.get().decision.opinion == "同意。"


def test_lawyers_phone_writes_without_a_connection_and_sends_once(people, seat):
    walk(people, "hold_first_meeting")
    one = seat(phone=True)
    page = one.page
    one.go("/")
    page.fill("#id_username", "lvshi")
    page.fill("#id_password", PASSWORD)
    page.locator("button:text-is('登录')").tap()
    page.wait_for_selector(".places > .tab")
    page.wait_for_load_state()
    one.shot("old_phone")
    assert wide(page) <= 0
    bar = page.locator(".bar .places").bounding_box()
    assert (bar["y"] + bar["height"], bar["width"]) == (844, 390)

    page.wait_for_function("() => sessionStorage.getItem('offline-key')")
    one.context.set_offline(True)
    page.fill("#note-content", "已与对方电话沟通。")
    page.locator("button:text-is('存入记录')").tap()
    page.wait_for_selector("form[data-note] >> text=待存入 1")
    one.context.set_offline(False)
    page.wait_for_selector("form[data-note] >> text=待存入", state="hidden")
    assert LogEntry.objects.filter(content="已与对方电话沟通。").count() == 1


def test_public_pages_are_laid_out_and_the_questions_go_on(people, seat):
    anybody = seat("")
    page = anybody.page
    page.set_viewport_size({"width": 390, "height": 844})
    anybody.go("/public/")
    anybody.shot("old_portal")
    assert wide(page) == 0
    doors = page.locator(".doors")
    assert doors.evaluate("it => getComputedStyle(it).display") == "grid"
    assert doors.locator("a").count() == 3

    anybody.go("/public/qualify/")
    page.click("label:text-is('被拖欠工资')")
    page.click("text=下一步")
    page.wait_for_selector("text=事情办到哪一步了？")
    assert wide(page) == 0
