"""A citizen's whole way on an old phone, with a script and without: qualify, apply, a paper asked for, follow, object, rate."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.domain.consultation import answer
from cases.models import Case, Consultation, Objection
from cases.quality.models import Rating
from cases.queries.following import code_for
from cases.workflow import CASE
from legalaid.faces.portal.apply.domain.submission import take_paper
from legalaid.faces.portal.apply.models import Submission
from tests.factories import do, walk
from tests.portal.applied import ID, pages, picture
from tests.portal.asker import REPLY, START, typed
from tests.portal.test_submission import ask_for, register

from .conftest import PATIENCE
from .eyes import WIDE

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 390, "height": 844}
PHOTO = {"name": "合同.jpg", "mimeType": "image/jpeg"}


class Citizen:
    def __init__(self, context, url):
        self.page, self.url = context.new_page(), url
        self.page.set_default_timeout(PATIENCE)

    def go(self, path):
        self.page.goto(self.url + path)
        assert self.page.evaluate(WIDE) == 0, path

    def press(self, words):
        self.page.locator(
            f"main button:text-is('{words}'), main a:text-is('{words}')"
        ).first.click()
        self.page.wait_for_load_state()

    def fill(self, said):
        """As one taps and types: {name of a field: its value, or the values ticked}."""
        for name, value in said.items():
            for one in value if isinstance(value, list) else [value]:
                self.say(name, one)

    def say(self, name, value):
        box = self.page.locator(f"main [name='{name}']")
        if box.first.get_attribute("type") in ("radio", "checkbox"):
            chosen = f"[name='{name}']" + (f"[value='{value}']" if value != "on" else "")
            self.page.locator(f"main {chosen}").first.check()
        elif box.first.evaluate("box => box.tagName") == "SELECT":
            box.select_option(value)
        elif value:
            box.first.fill(value)

    def follow(self, code, last):
        self.go(reverse("portal:mine"))
        self.fill({"code": code, "last": last})
        self.page.click("main form button.btn")
        self.page.wait_for_url("**/mine/case/")


@pytest.fixture(params=["scripted", "plain"])
def citizen(request, browser, live_server):
    scripted = request.param == "scripted"
    context = browser.new_context(java_script_enabled=scripted, viewport=PHONE, locale="zh-CN")
    yield Citizen(context, live_server.url)
    context.close()


def test_citizen_applies_hands_in_what_is_asked_and_follows(people, citizen, sign_in):
    page = citizen.page
    citizen.go(reverse("apply:start"))
    citizen.fill({"seen_by": "alone", "agree": "on"})
    citizen.press("开始填写")
    code = page.locator(".code").first.inner_text()

    for key, said in pages().items():
        citizen.go(reverse("apply:question", args=[key]))
        citizen.fill(said)
        citizen.press("保存，下一页")
        assert key not in page.url, page.locator("main").inner_text()
    citizen.go(reverse("apply:papers"))
    citizen.press("交好了（或者以后补），下一页")
    citizen.go(reverse("apply:check"))
    citizen.press("提交申请")
    assert page.locator("h1").inner_text() == "申请已经收到"

    row = Submission.objects.get()
    assert register(sign_in(people.chuangkou), row).status_code == 302
    case = Case.objects.get()
    ask_for(case, people.chuangkou)
    citizen.go(reverse("apply:receipt"))
    assert "劳动关系证明" in page.locator("main").inner_text()
    page.set_input_files("[name=file]", {**PHOTO, "buffer": picture()})
    citizen.press("交上去")
    page.wait_for_selector("text=等工作人员核对")
    take_paper(Submission.objects.get().arrived.get(), by=people.chuangkou)
    case.refresh_from_db()
    CASE.acts["receive_supplement"](case, by=people.chuangkou, items=["劳动关系证明"])

    citizen.follow(code, ID[-4:])
    assert page.locator("h1").inner_text() == "案件办到哪一步"


def test_citizen_objects_to_a_refusal_and_rates_a_closed_case(people, citizen):
    refused = walk(people, "recommend")
    at = refused.changed_at + timedelta(hours=1)
    do(refused, people, "refuse", at, grounds=["means"], reasons="收入高于标准。")
    citizen.follow(code_for(refused), "0011")
    citizen.press("不同意决定，提出异议")
    citizen.page.locator("main [name='about']").first.check()
    citizen.fill({"text": "我的收入没有那么高，工资条可以证明。"})
    citizen.press("发出")
    citizen.page.wait_for_url("**/mine/case/#letters")
    assert "我的收入没有那么高" in citizen.page.locator("#letters").inner_text()
    assert not Objection.objects.exists()  # until a person at the window has registered it

    closed = walk(people, "hold_first_meeting")
    Case.objects.filter(pk=closed.pk).update(closed_on=timezone.localdate() - timedelta(days=3))
    citizen.press("看完了，退出")
    citizen.follow(code_for(closed), "0011")
    citizen.press("评价服务")
    citizen.fill({"level": "5", "said": "很耐心"})
    citizen.press("提交评价")
    citizen.page.wait_for_selector("text=谢谢您的评价。")
    assert Rating.objects.get().said == "很耐心"


def test_citizen_asks_at_night_and_reads_the_answer(people, citizen):
    page, said = citizen.page, typed()
    del said["token"]
    citizen.go(START)
    citizen.fill(said)
    citizen.press("发出问题")
    assert page.locator("h1").inner_text() == "问题已经收到"
    code = page.locator(".code").first.inner_text()

    answer(Consultation.objects.get(), by=people.chuangkou, at=timezone.now(), **REPLY)
    citizen.go(reverse("asking:open"))
    citizen.fill({"code": code, "word": said["word"]})
    citizen.press("看答复")
    assert REPLY["answer"] in page.locator("main").inner_text()
