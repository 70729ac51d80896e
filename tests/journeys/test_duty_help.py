"""A morning at the detention house on a telephone: eleven people helped, one of whom applies; the centre registers what it was told."""

from datetime import time

import pytest

from cases.models import Case, Help
from stations.models import Shift
from tests.stations.factories import post, published

OTHERS = ("钱三", "孙四", "李五", "周六", "吴七", "郑八", "王九", "冯十", "陈一", "褚二")


def help_one(lawyer, name, *acts, plea="认罪认罚", first=False):
    page = lawyer.page
    page.fill("#id_name", name)
    page.click("button[data-cause]:text-is('盗窃罪')") if not first else charge(page)
    for act in acts:
        page.get_by_label(act, exact=True).check()
    page.get_by_label(plea, exact=True).check()
    page.get_by_label("签名", exact=True).check()
    if first:
        page.get_by_label("公安机关", exact=True).check()
        page.fill("#id_organ", "清和县公安局")
        page.fill("#id_held_at", "清和县看守所")
        page.get_by_label("侦查", exact=True).check()


def charge(page):
    page.type("#cause_text", "dqz")
    page.wait_for_selector("#causes button:has-text('盗窃罪')")
    page.press("#cause_text", "Enter")


@pytest.mark.django_db(transaction=True)
def test_duty_with_eleven_helps_of_which_one_becomes_an_application(people, seat, clock):
    post(people, "看守所值班", "detention", time(9), time(17), 0)
    published(people)
    clock.put(2026, 3, 4, 9)
    lawyer = seat("lvshi", phone=True)
    lawyer.go("/stations/roster/mine/")
    lawyer.press("签到")
    lawyer.shot("duty_signed_in")
    lawyer.press("登记法律帮助")

    help_one(lawyer, "赵二", "提供法律咨询", "转交法律援助申请", plea="未表示", first=True)
    lawyer.shot("duty_help_form")
    lawyer.press("登记，再记一人")
    for name in OTHERS:
        help_one(lawyer, name, "提供法律咨询", "见证签署具结书")
        lawyer.press("登记，再记一人")
    shift = Shift.objects.get(legal_helps__name="赵二")
    assert (shift.helped, {row.kind: row.count for row in shift.helps.all()}) == (
        11,
        {"advice": 11, "witness": 10, "forward": 1},
    )

    applied = Help.objects.get(name="赵二")
    lawyer.go(applied.get_absolute_url())
    lawyer.shot("duty_help")
    lawyer.press("转交申请")
    lawyer.press("转交申请")
    lawyer.go("/stations/roster/mine/")
    lawyer.press("签退")
    lawyer.press("签退")

    window = seat("chuangkou")
    window.go("/cases/helps/?q=日期:2026-03-04")
    window.shot("duty_help_ledger")
    window.go(applied.get_absolute_url())
    window.press("转为申请")
    window.page.wait_for_selector("#received_application_form")
    assert [window.page.input_value(f"#id_{name}") for name in ("name", "stage", "applicant_role", "organ", "reach")] == [
        "赵二", "侦查", "犯罪嫌疑人", "清和县公安局", "清和县看守所",
    ]  # fmt: skip
    window.page.select_option("#id_id_kind", "none")
    window.page.fill("#id_address", "清和县看守所")
    window.page.fill("#id_facts", "涉嫌盗窃，请求指派律师辩护。")
    window.page.fill("#id_own_income", "0")
    window.page.check("#id_committed")
    window.shot("duty_help_intake")
    window.press("提交申请")
    assert window.page.locator(".alert-danger").all_text_contents() == []
    window.page.wait_for_url(lambda url: url.rstrip("/").rsplit("/", 1)[-1].isdigit())
    case = Case.objects.get()
    assert (case.applicant.name, case.channel, case.cause.name) == ("赵二", "duty_lawyer", "盗窃罪")
    assert [(row.number, row.state) for row in case.helps.all()] == [(applied.number, "applied")]
