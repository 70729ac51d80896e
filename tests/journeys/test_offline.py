"""An application taken in without a network: the tab is closed, the session ends, somebody else signs in on the same device."""

import pytest
from django.contrib.sessions.models import Session

from cases.models import Case, Draft
from legalaid.platform.documents.models import Attachment
from tests.documents.test_uploads import picture
from tests.journeys.test_case_life import ID

pytestmark = pytest.mark.django_db(transaction=True)
READY = "() => sessionStorage.getItem('offline-copy') && navigator.serviceWorker.controller"
KEPT = """() => new Promise((done) => {
    const asked = indexedDB.open('pocket', 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore('kept', { keyPath: 'token' });
    asked.onsuccess = () => {
        const rows = asked.result.transaction('kept').objectStore('kept').getAll();
        rows.onsuccess = () => done(rows.result.length);
    };
})"""


def prepared(seat):
    """Signed in once in the morning: the form lies on the device, and its key."""
    one = seat("zhan2", phone=True)
    one.page.wait_for_function(READY)
    return one


def anew(one):
    """The tab is closed and another opened, which asks no server."""
    one.page.close()
    one.page = one.open()
    one.page.on("dialog", lambda dialog: dialog.accept())


def cut(one):
    one.context.set_offline(True)
    anew(one)


def kept(one, count):
    one.page.wait_for_function(f"async () => (await ({KEPT})()) === {count}")


def fill_in(one, name, number=ID):
    page = one.page
    for field, text in (
        ("name", name),
        ("id_number", number),
        ("phone", "13800138000"),
        ("address", "清和县柳河镇东河村1号"),
        ("facts", "在宏达公司工地做工，三个月工资18600元未付。"),
    ):
        page.fill(f"#id_{field}", text)
    page.locator("[data-cause]").first.click()
    page.select_option("#id_stage", "仲裁")


def promise(one, name, **changes):
    one.go("/cases/new/")
    fill_in(one, name, **changes)
    one.page.click("button:text-is('提交申请')")
    one.page.wait_for_selector("#offline >> text=恢复连接后自动提交一次")


def sign_in(one, username):
    one.sign_in(username)
    one.page.wait_for_load_state("networkidle")


def names():
    return sorted(case.applicant.name for case in Case.objects.all())


def test_promised_application_arrives_once_after_a_closed_tab_an_ended_session_and_another_person(
    people, seat
):
    one = prepared(seat)
    cut(one)
    one.go("/")  # what one opens first leads to the form
    page = one.page
    page.fill("#id_name", "王芳")
    page.click("button:text-is('提交申请')")
    page.wait_for_selector(
        "#offline >> text=还不能提交，请补上：证件号码、住所地（经常居住地）、案由、案情及请求。"
    )
    fill_in(one, "王芳", ID[:-1] + "2")
    page.click("button:text-is('提交申请')")
    page.wait_for_selector("#offline >> text=请补上：证件号码（请核对）")
    page.fill("#id_id_number", ID)
    photo = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    page.select_option("#photo-slot", "identity")
    page.set_input_files("form[data-of] input[type=file]", photo)
    page.click("button:text-is('提交申请')")
    page.wait_for_selector("#offline >> text=恢复连接后自动提交一次")
    kept(one, 2)
    promise(one, "李国强")
    kept(one, 3)
    one.shot("station_offline")

    Session.objects.all().delete()
    anew(one)
    one.context.set_offline(False)
    one.go("/accounts/login/")
    one.page.wait_for_selector("text=本机还有没有上传的内容，本人登录后自动提交。")
    sign_in(one, "zhan1")
    one.page.wait_for_selector("text=本机还有别人没有上传的内容，本人登录后自动提交。")
    assert (names(), one.page.locator("text=王芳").count()) == ([], 0)
    kept(one, 3)

    anew(one)
    one.context.clear_cookies()
    sign_in(one, "zhan2")
    kept(one, 0)
    assert names() == ["李国强", "王芳"]
    assert {case.station for case in Case.objects.all()} == {people.zhan2.staff.station}
    [file] = Attachment.objects.all()
    assert (file.subject_id, file.slot) == (Case.objects.get(applicant__name="王芳").pk, "identity")


def test_refusal_of_the_server_stands_in_the_draft_and_a_device_is_cleared_on_demand(people, seat):
    one = prepared(seat)
    cut(one)
    promise(one, "王芳<1>")  # no name the server takes
    kept(one, 1)
    anew(one)
    one.context.set_offline(False)
    one.go("/stations/")
    one.page.wait_for_selector("text=本机还有 1 份申请没有上传，其中有服务器没有接受的。")
    one.page.click("text=到登记申请页查看")
    one.page.wait_for_selector("#kept >> text=服务器没有接受：姓名：")
    one.shot("station_offline_refused")
    one.page.click("#kept button:text-is('打开')")
    one.page.wait_for_selector("text=有 1 处需要更正，已填的内容都还在：")
    assert (one.page.input_value("#id_name"), Draft.objects.count()) == ("王芳<1>", 1)
    kept(one, 0)

    one.page.fill("#id_name", "王芳")
    one.press("提交申请")
    one.page.wait_for_url(lambda url: url.rstrip("/").rsplit("/", 1)[-1].isdigit())
    assert (names(), Draft.objects.count()) == (["王芳"], 0)

    cut(one)
    promise(one, "李国强")
    kept(one, 1)
    one.page.route("**/new/device/", lambda route: route.abort("internetdisconnected"))
    one.context.set_offline(False)
    with one.page.expect_navigation():
        one.page.evaluate(
            "document.querySelector('[data-sign-out]').requestSubmit(document.querySelector('[name=wipe]'))"
        )
    kept(one, 0)
    held = one.page.evaluate("async () => [Object.keys(localStorage), await caches.has('offline')]")
    assert (held, names()) == ([[], False], ["王芳"])
