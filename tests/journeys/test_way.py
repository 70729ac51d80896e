"""Every place of every role is reached: by tapping on a telephone, by the keyboard on a screen and on one at 200 %, without script; and
the box that finds everything, by keys, on a broken line and on an old answer."""

import pytest
from playwright.sync_api import expect

from tests.factories import new_case, person

ROLES = ("chuangkou", "zhan1", "shencha", "zhuren", "lvshi", "jiandu", "caiwu", "sifaju", "admin")
BAR, MORE = ".places > a:visible", ".places .more section:visible a:visible"
COLOUR, WHITE = "word => getComputedStyle(word).color", "rgb(255, 255, 255)"  # of the bar
COVERED = """link => {
  const box = link.getBoundingClientRect();
  return !link.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
}"""
STAY = """() => addEventListener("click", event => {
  const link = event.target.closest("a");
  if (link) {
    event.preventDefault();
    window.followed = link.getAttribute("href");
  }
})"""


def places(one):
    """{label: address} of the bar and of what opens behind 更多, as one sees them."""
    one.go("/documents/verify/")
    one.page.locator(".more > summary").click()
    found = {}
    for where in (BAR, MORE):
        for link in one.page.locator(where).all():
            found[link.inner_text().strip()] = link.get_attribute("href")
    return found


def arrive(one, address):
    """Waits for the page at this address; the form of an act may add the number at the window."""
    one.page.wait_for_url(lambda url: url.removeprefix(one.server.url).split("?")[0] == address)


def stay(one):
    """From now on the page notes which link was followed and stays; that each place opens is tests/finding/test_navigation.py's."""
    one.page.evaluate(STAY)


def tap(one, label):
    """From the page one is on: the bar stands on every page."""
    link = one.page.locator(BAR).filter(has_text=label).get_by_text(label, exact=True)
    if not link.count():
        link = one.page.locator(MORE).get_by_text(label, exact=True)
        if not link.count():
            one.page.locator(".more > summary").tap()
    link.scroll_into_view_if_needed()
    assert not link.evaluate(COVERED), label
    assert link.locator("..").bounding_box()["height"] >= 44, label
    link.tap()


def followed_by_keys(one, labels):
    """{label: address} of what Enter follows on one way by Tab from the beginning of the page; it opens 更多 when that comes by."""
    found = {}
    for _ in range(80):
        one.page.keyboard.press("Tab")
        focus = one.page.evaluate("document.activeElement.innerText.trim()")
        if focus == "更多" or focus in labels:
            one.page.keyboard.press("Enter")
        if focus in labels:
            found[focus] = one.page.evaluate("window.followed")
        if len(found) == len(labels):
            break
    return found


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("who", ROLES)
def test_every_place_is_tapped_on_a_telephone(who, people, seat):
    one = seat(who, phone=True)
    found = places(one)
    assert len(found) > 10
    of_the_bar, behind_more = list(found)[1], list(found)[-1]
    for label in (of_the_bar, behind_more):
        tap(one, label)
        arrive(one, found[label])
        assert one.page.locator(".more > summary").evaluate(COLOUR) != WHITE, label

    stay(one)
    followed = {}
    for label in found:
        tap(one, label)
        followed[label] = one.page.evaluate("window.followed")
    assert followed == found


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("who", "width"), [("zhuren", 1440), ("lvshi", 720)])
def test_every_place_is_reached_by_keys(who, width, people, seat):
    one = seat(who)
    one.page.set_viewport_size({"width": width, "height": 900})
    found = places(one)

    one.go("/documents/verify/")
    stay(one)
    assert followed_by_keys(one, found) == found


@pytest.mark.django_db(transaction=True)
def test_menu_closes_on_escape_and_gives_the_focus_back(people, seat):
    page = seat("zhuren").page
    more = page.locator(".more > summary")
    more.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText.trim()") == "叫号"
    page.keyboard.press("Escape")
    expect(more).to_be_focused()
    expect(page.locator(".places .more")).not_to_have_attribute("open", "")


@pytest.mark.django_db(transaction=True)
def test_places_and_box_work_without_script(
    people, browser, live_server, browser_context_args, seat
):
    new_case(people)
    one = seat("chuangkou", phone=True)
    context = browser.new_context(
        **{
            **browser_context_args,
            "java_script_enabled": False,
            "viewport": {"width": 390, "height": 844},
        },
        storage_state=one.context.storage_state(),
    )
    page = context.new_page()
    page.goto(live_server.url + "/documents/verify/")
    page.locator(".more > summary").click()
    page.locator(MORE).get_by_text("接待手册", exact=True).click()
    page.wait_for_url("**/cases/handbook/")
    page.get_by_role("link", name="查找").click()
    page.locator("main input[name=q]").fill("lgq")
    page.get_by_role("button", name="查找").click()
    page.wait_for_url("**/find/?q=lgq")
    expect(page.locator(".who b")).to_have_text("李国强")
    page.locator("main input[name=q]").fill("440524198801010011")
    page.get_by_role("button", name="查找").click()
    page.wait_for_url("**/find/")
    expect(page.locator(".who b")).to_have_text("李国强")
    context.close()


@pytest.mark.django_db(transaction=True)
def test_box_is_worked_by_keys(people, seat):
    case = new_case(people)
    page = seat("chuangkou").page
    page.keyboard.press("Control+k")
    box, chosen = (
        page.get_by_role("combobox", name="查找"),
        page.get_by_role("option", selected=True),
    )
    expect(chosen).to_have_text("登记申请")  # nothing typed: what may be started
    page.keyboard.press("ArrowDown")
    expect(chosen).to_have_text("登记咨询")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(box).to_have_attribute("aria-activedescendant", chosen.get_attribute("id"))
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).not_to_be_visible()

    page.keyboard.press("/")
    page.keyboard.type("lgq")
    page.keyboard.press("Enter")  # before the answer: waits for it
    page.wait_for_url(f"**/cases/{case.pk}/")


@pytest.mark.django_db(transaction=True)
def test_older_answer_never_replaces_a_newer_one(people, seat):
    new_case(people)
    new_case(people, who=person(name="张桂兰", id_number="11010519491231002X", phone="13900139000"))
    page = seat("chuangkou").page
    held = []

    def slow(route):
        if "lgq" in (route.request.post_data or ""):
            held.append(route)
        else:
            route.continue_()

    page.route("**/find/", slow)
    page.keyboard.press("Control+k")
    with page.expect_request(lambda request: "lgq" in (request.post_data or "")):
        page.keyboard.type("lgq")
    page.keyboard.press("Control+a")
    page.keyboard.type("zgl")
    expect(page.locator(".who b")).to_have_text("张桂兰")
    assert len(held) == 1
    held[0].continue_()
    page.wait_for_timeout(400)
    expect(page.locator(".who b")).to_have_text("张桂兰")


@pytest.mark.django_db(transaction=True)
def test_lost_line_is_told_and_what_was_typed_is_asked_for_again(people, seat):
    new_case(people)
    one = seat("chuangkou")
    page = one.page
    page.keyboard.press("Control+k")
    expect(page.get_by_role("option", selected=True)).to_have_text("登记申请")
    one.context.set_offline(True)
    page.keyboard.type("lgq")
    expect(page.locator("#palette [role=status]")).to_have_text(
        "网络不通，现在查不了；输入的内容还在，接通后自动再查。"
    )
    one.context.set_offline(False)
    expect(page.locator(".who b")).to_have_text("李国强")
    expect(page.locator("#palette input[name=q]")).to_have_value("lgq")


@pytest.mark.django_db(transaction=True)
def test_expired_login_is_told_beside_the_box(people, seat):
    one = seat("chuangkou")
    one.page.keyboard.press("Control+k")
    expect(one.page.get_by_role("option", selected=True)).to_have_text("登记申请")
    one.expire()
    one.page.keyboard.type("lgq")
    note = one.page.locator("#palette [role=status]")
    expect(note).to_have_text("登录已过期，输入的内容还在。在新窗口登录后回到这里")


@pytest.mark.django_db(transaction=True)
def test_enter_of_an_input_method_chooses_nothing(people, seat):
    page = seat("chuangkou").page
    page.keyboard.press("Control+k")
    expect(page.get_by_role("option", selected=True)).to_have_text("登记申请")
    page.locator("#palette input[name=q]").dispatch_event(
        "keydown", {"key": "Enter", "isComposing": True}
    )
    page.wait_for_timeout(300)
    assert page.url.endswith("/")
