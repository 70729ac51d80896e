"""From signing in to a registered wage claim without touching a mouse; what the keys cost, counted."""

import re

import pytest
from pypinyin import lazy_pinyin

from cases.models import Case
from legalaid.demo.county import PASSWORD
from legalaid.platform.documents.models import Paper
from stations.hall.domain.ticket import take
from tests.factories import age_of_applicant
from tests.hall.windows import window
from tests.journeys.test_case_life import ID

# keystroke-level model (Card, Moran, Newell 1980): an average typist's key, and the pause before each new question
KEY, THOUGHT = 0.28, 1.35
# a layout makes the browser tell anew where the mouse rests: a move over no distance
MOUSE = """const note = (event) => sessionStorage.setItem("mouse", event.type);
  for (const kind of ["pointerdown", "mousedown", "wheel", "touchstart"]) addEventListener(kind, note, {capture: true});
  addEventListener("mousemove", (event) => (event.movementX || event.movementY) && note(event), {capture: true});"""


class Keys:
    """A keyboard that counts: keys typed as text (Chinese as pinyin and one key for the choice), keys pressed besides, questions."""

    def __init__(self, page):
        self.page, self.typed, self.pressed, self.questions = page, 0, 0, 0

    def type(self, text):
        latin = text.isascii()
        self.page.keyboard.type(text) if latin else self.page.keyboard.insert_text(text)
        chinese = re.sub("[^一-鿿]", "", text)
        letters = len("".join(lazy_pinyin(chinese))) + len(text) - len(chinese)
        self.typed += letters if latin else letters + len(text) // 2
        self.questions += 1

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def at(self, name):
        """Waits until the focus is on the element with this id."""
        self.page.wait_for_selector(f"#{name}:focus")

    @property
    def seconds(self):
        return (self.typed + self.pressed) * KEY + self.questions * THOUGHT


@pytest.fixture
def keys(page, live_server):
    page.add_init_script(MOUSE)
    page.goto(f"{live_server.url}/accounts/login/")
    yield Keys(page)
    assert page.evaluate("sessionStorage.getItem('mouse')") is None


def sign_in(keys, username):
    keys.at("id_username")
    keys.type(username)
    keys.press("Tab")
    keys.type(PASSWORD)
    keys.press("Enter")
    keys.page.wait_for_selector("h1:text-is('今日')")


def answer(keys, name, text):
    keys.at(f"id_{name}")
    keys.type(text)
    keys.press("Enter")


def choose(keys, value):
    """Arrows down the list of choices the focus is on, then Enter."""
    while keys.page.evaluate("document.activeElement.value") != value:
        keys.press("ArrowDown")
    keys.press("Enter")
    keys.questions += 1


@pytest.mark.django_db(transaction=True)
def test_wage_claim_is_registered_with_the_keyboard_alone(people, keys):
    page = keys.page
    sign_in(keys, "chuangkou")
    keys.press("Alt+n")
    answer(keys, "id_number", ID)
    page.wait_for_selector(f"#side >> text={age_of_applicant()}岁")
    answer(keys, "name", "李国强")
    answer(keys, "phone", "13800138000")
    answer(keys, "address", "清和县城关镇建设路1号")
    keys.at("id_household_address")
    keys.press("Enter")
    keys.at("id_crowds_0")
    keys.press("Space", "Enter")
    keys.questions += 1
    keys.at("cause_text")
    keys.type("zsldbc")
    keys.press("Enter")
    keys.at("id_stage")
    choose(keys, "仲裁")
    keys.at("id_applicant_role")
    choose(keys, "申请人")
    answer(keys, "organ", "清和县劳动人事争议仲裁委员会")
    keys.at("id_basis")
    keys.press("Enter")
    answer(keys, "amount", "18600")
    answer(keys, "opponent_name", "清和县宏达建筑工程有限公司")
    keys.press("Enter", "Enter", "Enter")
    keys.at("id_facts")
    keys.type("在宏达公司工地做砌筑工，三月至六月工资18600元未付，多次催要未果。")
    page.wait_for_selector("#received_identity")
    keys.press("Alt+4")
    keys.at("all_received")
    keys.press("Enter", "Control+Enter")
    keys.questions += 1
    page.wait_for_url(lambda url: url.rstrip("/").rsplit("/", 1)[-1].isdigit())
    case = Case.objects.get()
    assert (case.applicant.name, case.cause.name, case.stage, case.applicant_role) == (
        "李国强",
        "追索劳动报酬纠纷",
        "仲裁",
        "申请人",
    )
    assert (case.green, case.amount, case.crowds) == (True, 18600, ["migrant_worker"])
    assert list(case.materials.filter(required=True, received_on=None)) == []
    assert (keys.typed, keys.pressed, keys.questions) == (323, 29, 15)
    assert keys.seconds < 120


def through(keys, name):
    """Enter by Enter past what is filled in already, to the box with this name."""
    for _ in range(20):
        if keys.page.evaluate("document.activeElement.id") == name:
            return
        keys.press("Enter")
    raise AssertionError(f"Enter does not lead to {name}")


@pytest.mark.django_db(transaction=True)
def test_window_serves_a_number_from_call_to_print_with_the_keyboard_alone(people, keys):
    """A number is called, the question registered, its sheet printed, the application made of it and printed."""
    desk = window(people, 1, people.chuangkou)
    take(station=desk.station, purpose="consult")
    page = keys.page
    sign_in(keys, "chuangkou")
    page.wait_for_selector("#queue button:has-text('呼叫下一位')")
    keys.press("F2")
    page.wait_for_selector("#queue button:has-text('开始接待')")
    keys.press("F2")
    page.wait_for_selector("#queue >> text=正在接待")
    keys.questions += 1  # the person comes and sits down
    keys.press("Alt+x")
    answer(keys, "name", "李国强")
    answer(keys, "phone", "13800138000")
    through(keys, "id_id_number")
    answer(keys, "id_number", ID)
    answer(keys, "address", "清和县城关镇建设路1号")
    through(keys, "id_topics_0")
    keys.press("Space")
    keys.questions += 1
    through(keys, "id_question")
    why = page.locator(".why:has-text('再说一遍') p")
    shown = [why.is_visible() for _ in range(3) if not page.keyboard.press("F1")]
    assert shown == [True, False, True]
    page.keyboard.press("F1")
    keys.type("在宏达公司工地做砌筑工，三月至六月工资18600元未付，多次催要未果。")
    keys.press("Tab")
    keys.at("id_answer")
    keys.type("可以申请劳动仲裁，也可以申请法律援助。")
    keys.press("Control+Enter")
    page.wait_for_selector("a:text-is('转为申请')")
    with page.context.expect_page() as sheet:
        keys.press("Alt+p")
    sheet.value.close()
    keys.press("Control+w")  # as the test just did
    keys.questions += 1  # the sheet is read aloud and signed
    keys.press("Alt+s")
    keys.at("id_id_number")
    through(keys, "id_crowds_0")
    keys.press("Space", "Enter")
    keys.questions += 1
    keys.at("cause_text")
    keys.type("zsldbc")
    keys.press("Enter")
    keys.at("id_stage")
    choose(keys, "仲裁")
    keys.at("id_applicant_role")
    choose(keys, "申请人")
    answer(keys, "organ", "清和县劳动人事争议仲裁委员会")
    keys.at("id_basis")
    keys.press("Enter")
    answer(keys, "amount", "18600")
    answer(keys, "opponent_name", "清和县宏达建筑工程有限公司")
    page.wait_for_selector("#received_identity")
    keys.press("Alt+4")
    keys.at("all_received")
    keys.press("Enter", "Control+Enter")
    keys.questions += 1
    page.wait_for_url(lambda url: url.rstrip("/").rsplit("/", 1)[-1].isdigit())
    case = Case.objects.get()
    keys.press("Alt+p")
    page.wait_for_url(f"**{case.get_absolute_url()}?all=1")
    assert str(case.ticket) == "A001"
    assert list(case.consultations.values_list("name", "state")) == [("李国强", "applied")]
    assert Paper.objects.filter(workflow="consultation").count() == 1
    assert (keys.typed, keys.pressed, keys.questions) == (386, 43, 19)
    assert keys.seconds < 150


@pytest.mark.django_db(transaction=True)
def test_tab_visits_every_box_once_in_the_order_of_the_page_and_leaves_the_form(people, keys):
    page = keys.page
    sign_in(keys, "chuangkou")
    keys.press("Alt+n")
    keys.at("id_id_number")
    visited = []
    while (
        here := page.evaluate(
            "document.activeElement.id || document.activeElement.textContent.trim()"
        )
    ) != "提交申请":
        visited.append(here)
        keys.press("Tab")
    boxes = page.evaluate("""[...document.querySelectorAll("main :is(input:not([type=hidden]), select, textarea)")]
        .filter((box) => box.form.id === "intake" && box.checkVisibility()).map((box) => box.id)""")
    assert [name for name in visited if name in boxes] == [
        name for name in boxes if name != "id_id_kind"
    ]
    assert len(visited) == len(set(visited))
    keys.press("Tab")
    keys.at("photo-slot")
    keys.press("Tab")
    assert page.evaluate("document.activeElement.type") == "file"
    assert (
        page.evaluate("getComputedStyle(document.activeElement.parentNode).outlineStyle") == "solid"
    )
    keys.press("Tab")
    assert page.evaluate("!document.activeElement.closest('main form')")
