"""A lawyer in a court corridor: 390 px, taps only, a connection that drops, a login that expires; everything arrives, and once."""

from io import BytesIO

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from PIL import Image

from cases.enums import State
from cases.models import LogEntry
from cases.workflow import CASE
from legalaid.demo.county import PASSWORD
from legalaid.platform.documents.models import Attachment
from tests.factories import walk
from tests.journeys.conftest import Seat

COUNT = """() => new Promise((done) => {
  const asked = indexedDB.open("pocket", 1);
  asked.onsuccess = () => {
    const rows = asked.result.transaction("kept").objectStore("kept").getAll();
    rows.onsuccess = () => done(rows.result.map((row) => JSON.stringify({...row, head: "", body: ""}) + new TextDecoder().decode(row.head.data)));
  };
})"""
KEY = "sessionStorage.getItem('offline-key')"
NOTE = "已与公司人事电话沟通，对方愿意先付一万元。"


def page(name, colour):
    out = BytesIO()
    Image.new("RGB", (600, 800), colour).save(out, "JPEG")
    return {"name": name, "mimeType": "image/jpeg", "buffer": out.getvalue()}


@pytest.fixture
def phone(browser, live_server, browser_context_args):
    """A telephone that is tapped; nothing on it is clicked."""
    touch = {**browser_context_args, "has_touch": True, "is_mobile": True}
    one = Seat(browser, live_server, touch, phone=True)
    yield one
    one.context.close()
    assert one.problems == []


def follow(phone, found):
    """Taps what leads to another page, and waits for it."""
    with phone.page.expect_navigation():
        found.tap()


def tap(phone, text):
    follow(phone, phone.page.locator(f"a:text-is('{text}'), button:text-is('{text}')").first)


def name_oneself(phone, username):
    phone.page.fill("#id_username", username)
    phone.page.fill("#id_password", PASSWORD)
    tap(phone, "登录")


def sign_in(phone, *, path="/"):
    phone.go(path)
    name_oneself(phone, "lvshi")


def kept(phone):
    return phone.page.evaluate(COUNT)


def wait_for_kept(phone, count):
    for _ in range(100):
        if len(kept(phone)) == count:
            return
        phone.page.wait_for_timeout(100)
    assert len(kept(phone)) == count


def slot(phone, title):
    return phone.page.locator("form.slot", has_text=title)


def photograph(phone, title, *pages):
    for one in pages:
        with phone.page.expect_file_chooser() as chosen:
            slot(phone, title).locator("label.take").tap()
        chosen.value.set_files(one)


def files():
    rows = Attachment.objects.filter(slot="meeting", removed_at=None)
    return sorted(rows.values_list("original_name", flat=True))


def notes():
    return list(LogEntry.objects.filter(to_recipient=False).values_list("content", flat=True))


def hold_first_meeting(phone):
    tap(phone, "首次会见（约见）")
    phone.page.fill("#id_place", "法院走廊")
    for box in phone.page.locator("input[name=told]").all():
        box.tap()
    phone.page.fill("#id_record", "已告知四项事项，受援人表示清楚。")
    phone.shot("lawyer_phone_meeting")
    tap(phone, "首次会见（约见）")


@pytest.mark.django_db(transaction=True)
def test_lawyers_corridor_without_a_connection(people, phone):
    case = walk(people, "sign_agreement")
    sign_in(phone)
    phone.shot("lawyer_phone")
    hold_first_meeting(phone)
    phone.shot("lawyer_phone_met")
    case.refresh_from_db()
    assert case.state == State.HANDLING

    phone.go("/")
    phone.page.wait_for_function(f"() => {KEY}")
    phone.context.set_offline(True)
    photograph(phone, "会见（约见）笔录", page("page1.jpg", "red"), page("page2.jpg", "blue"))
    slot(phone, "会见（约见）笔录").locator("text=待上传 2").wait_for()
    slot(phone, "会见（约见）笔录").locator("text=没有网络，已存本机，恢复后自动上传。").wait_for()
    phone.page.fill("#note-content", NOTE)
    phone.page.locator("button:text-is('存入记录')").tap()
    phone.page.locator("form[data-note] >> text=待存入 1").wait_for()
    wait_for_kept(phone, 3)
    assert [word in "".join(kept(phone)) for word in ("page1", "会见", "公司", "李国强")] == [
        False
    ] * 4
    phone.shot("lawyer_phone_offline")
    assert (files(), notes()) == ([], [])

    Session.objects.all().delete()  # the login expires meanwhile
    phone.context.set_offline(False)
    slot(phone, "会见（约见）笔录").locator(
        "text=登录已过期，已存本机，重新登录后自动上传。"
    ).wait_for()
    assert (files(), notes(), len(kept(phone))) == ([], [], 3)
    tap(phone, "重新登录")
    sign_in(phone, path="/accounts/login/?next=/")
    wait_for_kept(phone, 0)
    assert (files(), notes()) == (["page1.jpg", "page2.jpg"], [NOTE])
    phone.go("/")
    phone.page.wait_for_load_state("networkidle")
    assert (files(), notes()) == (["page1.jpg", "page2.jpg"], [NOTE])
    phone.shot("lawyer_phone_sent")


def sign_out(phone, *, sure):
    """Through the sheet of the tab bar; the question about what is left is answered."""
    asked = []

    def answer(dialog):
        asked.append(dialog.message)
        dialog.accept() if sure else dialog.dismiss()

    phone.page.once("dialog", answer)
    phone.page.evaluate("document.querySelector('[name=wipe]').click()")
    return asked


@pytest.mark.django_db(transaction=True)
def test_refused_page_and_overtaken_note_stay_with_the_reason_until_they_are_dealt_with(
    people, phone
):
    case = walk(people, "hold_first_meeting")
    sign_in(phone)
    photograph(phone, "会见（约见）笔录", page("a.jpg", "red") | {"buffer": b"no picture"})
    box = slot(phone, "会见（约见）笔录")
    box.locator("text=“a.jpg”的内容不是可接受的类型").wait_for()
    assert (len(kept(phone)), files()) == (1, [])
    box.locator("button:text-is('删除')").tap()
    wait_for_kept(phone, 0)

    told = {"done_on": timezone.localdate(), "manner": "电话", "content": "告知进展。"}
    CASE.acts["report_progress"](case, by=people.lvshi, **told)
    phone.page.fill("#note-content", NOTE)
    phone.page.locator("button:text-is('存入记录')").tap()
    note = phone.page.locator("form[data-note]")
    note.locator("text=办理了“向受援人通报”。请核对后重新提交。").wait_for()
    assert (len(kept(phone)), notes()) == (1, [])
    note.locator("button:text-is('核对过了，存入')").tap()
    wait_for_kept(phone, 0)
    assert notes() == [NOTE]


@pytest.mark.django_db(transaction=True)
def test_pocket_is_emptied_after_a_warning_and_left_closed_by_another_person(people, phone):
    walk(people, "hold_first_meeting")
    sign_in(phone)
    phone.page.wait_for_function(f"() => {KEY}")
    phone.page.route("**/pocket/**", lambda route: route.abort("internetdisconnected"))
    photograph(phone, "会见（约见）笔录", page("page1.jpg", "red"))
    phone.page.fill("#note-content", NOTE)
    wait_for_kept(phone, 2)
    left = "还有 1 页照片、1 条记录没有上传，现在从本机删除，不能恢复。仍然退出并清除吗？"
    assert sign_out(phone, sure=False) == [left]
    assert len(kept(phone)) == 2

    phone.go("/")
    phone.page.wait_for_function("() => document.querySelector('#note-content').value")
    assert phone.page.input_value("#note-content") == NOTE
    phone.expire()
    phone.go("/accounts/login/")
    name_oneself(phone, "lvshi2")
    phone.page.wait_for_selector("text=本机还有别人没有上传的内容，本人登录后自动提交。")
    assert (len(kept(phone)), NOTE in phone.page.content()) == (2, False)

    phone.expire()
    sign_in(phone, path="/accounts/login/")
    phone.page.wait_for_function("() => document.querySelector('#note-content').value")
    with phone.page.expect_navigation():
        assert sign_out(phone, sure=True) == [left]
    assert (kept(phone), phone.page.evaluate(KEY), files()) == ([], None, [])


@pytest.mark.django_db(transaction=True)
def test_key_that_arrives_while_one_signs_out_is_not_kept(people, phone):
    walk(people, "hold_first_meeting")
    sign_in(phone)
    phone.page.wait_for_function(f"() => {KEY}")
    phone.page.evaluate("() => { sessionStorage.clear(); localStorage.clear(); }")
    asked, left = [], []
    phone.page.route("**/key/", lambda route: asked.append(route))
    with phone.page.expect_request("**/key/"):
        phone.page.reload()

    def leave(route):
        asked[0].continue_()
        left.append(route)

    phone.page.route("**/accounts/logout/", leave)
    with phone.page.expect_response("**/key/") as answered:
        phone.page.evaluate("document.querySelector('[name=wipe]').click()")
    answered.value.finished()
    phone.page.wait_for_timeout(300)
    with phone.page.expect_navigation():
        left[0].continue_()
    assert phone.page.evaluate(f"[{KEY}, localStorage.getItem('offline-shut')]") == [None, None]
