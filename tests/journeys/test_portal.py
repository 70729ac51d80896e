"""The public's pages on an old phone and a screen: both looks, with and without a script; away at once; read aloud."""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.urls import reverse
from django.utils import timezone

from cases.queries.following import code_for
from legalaid.faces.portal import guides
from legalaid.platform.core.scramble import in_fours
from stations.models import Handler
from tests.factories import walk
from tests.portal.test_notices import prepare, publish

from .conftest import SHOTS, Seat
from .eyes import AXE, CONTRAST, WHOLE, WIDE

pytestmark = pytest.mark.django_db(transaction=True)
PLAIN = (
    "front", "ask", "apply", "mine", "qualify", "guides", "forms", "places", "duty", "roster", "rules", "flow", "supervision",
    "accessibility", "privacy", "archive", "mine_left",
)  # fmt: skip
WEIGHT = 60_000  # of a first page with everything


def pages(people):
    Handler.objects.update(public=True)
    notices = [
        publish(prepare(people.admin, kind), people.zhuren) for kind in ("rules", "handlers")
    ]
    return [
        *(reverse(f"portal:{name}") for name in PLAIN),
        *(reverse("portal:guide", args=[guide.key]) for guide in guides.guides()),
        *(reverse("portal:public_notice", args=[notice.pk]) for notice in notices),
        "/quality/rate/",
    ]


def shot(page, path, look):
    if SHOTS:
        name = path.strip("/").replace("/", "_") or "front"
        page.screenshot(path=f"{SHOTS}/portal_{name}_{look}.png", full_page=True)


@pytest.fixture
def phone(browser, live_server, browser_context_args):
    seat = Seat(browser, live_server, browser_context_args, phone=True)
    yield seat
    seat.context.close()


@pytest.mark.parametrize("look", ["usual", "large"])
def test_every_page_is_sound_in_both_looks(people, phone, look):
    """axe meets each kind of element once (see eyes.py)."""
    page, kinds, wrong = phone.page, [], {}
    page.add_init_script(AXE_SCRIPT)
    phone.go(reverse("portal:look", args=[look]))
    for path in pages(people):
        phone.go(path)
        assert (page.locator("html.large").count() == 1) == (look == "large"), path
        found = page.evaluate(AXE, [",".join(kinds), WHOLE, CONTRAST])
        kinds += found["kinds"]
        if found["faults"]:
            wrong[path, "axe"] = found["faults"]
        for width in (1024, 390):
            page.set_viewport_size({"width": width, "height": 844})
            if wide := page.evaluate(WIDE):
                wrong[path, width] = wide
            shot(page, path, f"{look}_{width}")
    assert wrong == {}
    assert phone.problems == []


def test_first_page_with_everything_is_light(people, phone):
    pages(people)
    got = []
    phone.page.on("response", lambda answer: got.append(len(answer.body())))
    phone.go(reverse("portal:front"))
    phone.page.wait_for_load_state("networkidle")
    assert len(got) >= 3
    assert sum(got) < WEIGHT


def test_without_a_script_every_page_and_the_questions_work(people, browser, live_server):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    for path in pages(people):
        page.goto(live_server.url + path)
        assert page.evaluate(WIDE) == 0, path
        assert page.locator("#read").is_hidden(), path

    page.goto(live_server.url + reverse("portal:front"))
    page.click("text=大字版")
    assert page.locator("html.large").count() == 1
    page.click("text=标准版")
    assert page.locator("html.large").count() == 0

    page.goto(live_server.url + reverse("portal:qualify"))
    for label in ("家里人打骂、虐待、遗弃", "还没有打官司", "没有", "", "在本县"):
        if label:
            page.click(f"label:text-is('{label}')")
        page.click("button:has-text('下一步')")
    assert page.locator(".good").inner_text().startswith("看起来您可以申请法律援助。")
    shot(page, "qualified", "plain_390")
    context.close()


def test_case_is_followed_on_a_phone_and_gone_after_going_out(people, phone):
    case, page = walk(people, "hold_first_meeting"), phone.page
    at = timezone.now() + timedelta(days=9)
    case.hearings.create(starts_at=at, organ="清和县人民法院", place="第二法庭", by=people.lvshi)
    page.add_init_script(AXE_SCRIPT)
    phone.go(reverse("portal:mine"))
    for last in ("9999", "0011"):
        page.fill("[name=code]", in_fours(code_for(case)))
        page.fill("[name=last]", last)
        page.click("main form button.btn")
    page.wait_for_url("**/mine/case/")
    assert page.locator("h1").inner_text() == "案件办到哪一步"
    for width in (390, 1024):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate(WIDE) == 0
        assert page.evaluate(AXE, ["", WHOLE, CONTRAST])["faults"] == []
        shot(page, "mine_case", str(width))

    page.click("text=打印一页案件情况")
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate(WIDE) == 0
        assert page.evaluate(AXE, ["", WHOLE, CONTRAST])["faults"] == []
        shot(page, "mine_summary", str(width))

    page.click("main a:text-is('返回')")
    page.click("text=在网上收文书")
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate(WIDE) == 0
        assert page.evaluate(AXE, ["", WHOLE, CONTRAST])["faults"] == []
        shot(page, "mine_agree", str(width))
    page.click("text=看清楚了，我同意")
    page.click("button:has-text('同意电子送达')")
    assert page.evaluate(WIDE) == 0
    assert page.evaluate(AXE, ["", WHOLE, CONTRAST])["faults"] == []
    shot(page, "mine_papers", "390")

    page.click("main a:text-is('返回')")
    page.click("text=给承办人、中心留言")
    assert page.evaluate(WIDE) == 0
    assert page.evaluate(AXE, ["", WHOLE, CONTRAST])["faults"] == []
    shot(page, "mine_write", "390")
    page.fill("[name=text]", "开庭要带什么？")
    page.click("text=发出")
    page.wait_for_url("**/mine/case/#letters")
    assert page.locator("#letters h3").all_inner_texts() == ["留言"]
    shot(page, "mine_sent", "390")
    page.emulate_media(media="print")  # whoever is shown it on paper reads no letter
    assert not page.locator("#letters").is_visible()
    page.emulate_media(media="screen")

    page.click("text=看完了，退出")
    page.wait_for_url("**/mine/left/")
    page.go_back()
    page.wait_for_url("**/mine/#letters")
    assert page.locator("[name=code]").input_value() == ""


def test_quick_exit_leaves_nothing_to_go_back_to(people, phone):
    page = phone.page
    phone.problems = []
    # where it leads from there is asked of the view: no browser here goes out, and a redirect is not to be caught
    page.route("**/leave/", lambda route: route.fulfill(body="天气"))
    page.goto("about:blank")
    phone.go(reverse("portal:front"))
    length = page.evaluate("history.length")
    page.click("text=马上离开本页")
    page.wait_for_url("**/leave/")
    assert page.evaluate("history.length") == length
    page.go_back()
    assert page.url == "about:blank"

    phone.go(reverse("portal:guide", args=["violence"]))
    for _ in range(3):
        page.keyboard.press("Escape")
    page.wait_for_url("**/leave/")


SPOKEN = """() => {
  window.said = [];
  const voice = {speak: part => window.said.push(part.text), cancel: () => window.said.push("|")};
  Object.defineProperty(window, "speechSynthesis", {value: voice});
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
}"""


def test_page_is_read_aloud_where_the_browser_can(people, phone):
    phone.page.add_init_script(f"({SPOKEN})()")
    phone.go(reverse("portal:guide", args=["wages"]))
    button = phone.page.locator("#read")
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    said = phone.page.evaluate("window.said")
    assert "干了活，老板不给钱，或者不认您是他的人。" in said
    assert max(map(len, said)) < 60
    button.click()
    assert (button.inner_text(), phone.page.evaluate("window.said.pop()")) == ("朗读", "|")


def test_links_of_the_first_page_lead_somewhere(people, phone):
    pages(people)
    phone.go(reverse("portal:front"))
    links = phone.page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.href)")
    ours = {link for link in links if link.startswith(phone.server.url) and "leave" not in link}
    assert len(ours) > 25
    answers = {link: phone.page.request.get(link).status for link in sorted(ours)}
    assert {link: code for link, code in answers.items() if code != 200} == {}
    assert re.sub(r"\D", "", str(sorted(set(answers.values())))) == "200"
