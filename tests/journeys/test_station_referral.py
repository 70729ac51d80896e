"""The network at work: a township's interrupted phone connection, hand-over, return, second hand-over and a partner's answer; a 12348 call."""

import pytest

from cases.enums import State
from cases.models import Case, Consultation, HandOver
from legalaid.platform.accounts.models import User
from stations.enums import SlipState
from stations.models import Referral
from tests.cases.test_call_log import CALL, call_log
from tests.factories import age_of_applicant
from tests.journeys.test_case_life import ID
from tests.journeys.test_phone import kept


def fill_in(seat, *, by_hand=True):
    page = seat.page
    if by_hand:
        page.fill("#id_id_number", ID)
        page.press("#id_id_number", "Tab")
        page.wait_for_selector(f"#side >> text={age_of_applicant()}岁")
        page.fill("#id_name", "李国强")
        page.fill("#id_phone", "13800138000")
    page.fill("#id_address", "清和县柳河镇东河村1号")
    page.get_by_label("农民工").check()
    page.fill("#cause_text", "")
    page.type("#cause_text", "zsldbc")
    page.wait_for_selector("#causes button:has-text('追索劳动报酬纠纷')")
    page.press("#cause_text", "Enter")
    page.wait_for_selector("#received_identity")
    page.select_option("#id_stage", "仲裁")


def register_while_the_network_fails(station):
    """The cause was found while there was a connection; then it is gone, and the rest is typed and sent without one."""
    page = station.page
    station.go("/cases/new/")
    fill_in(station)
    page.wait_for_function("sessionStorage.getItem('offline-key')")
    station.context.set_offline(True)
    page.fill("#id_facts", "在宏达公司工地做工，三个月工资18600元未付。")
    for box in page.locator("#side input[type=checkbox]").all():
        box.check()
    page.wait_for_selector("#offline >> text=已加密保存在本机")
    page.click("button:text-is('提交申请')")
    page.wait_for_selector("#offline >> text=恢复连接后自动提交一次")
    token = page.input_value("[name=token]")
    assert [word in "".join(kept(station)) for word in ("李国强", ID, "18600")] == [False] * 3
    assert (len(kept(station)), Case.objects.count()) == (1, 0)
    station.context.set_offline(False)
    page.wait_for_url(lambda url: url.rstrip("/").rsplit("/", 1)[-1].isdigit())
    assert kept(station) == []
    case = Case.objects.get()
    assert (str(case.token), case.state, case.facts) == (
        token,
        State.AT_STATION,
        "在宏达公司工地做工，三个月工资18600元未付。",
    )
    return case


def hand_over(station, path, note):
    station.go(path)
    station.press("移交中心")
    station.page.fill("#id_note", note)
    station.press("移交中心")


@pytest.mark.django_db(transaction=True)
def test_matter_from_a_township_to_the_centre_and_a_partners_answer(people, seat):
    station = seat("zhan2", phone=True)
    case = register_while_the_network_fails(station)
    path = case.get_absolute_url()
    station.press("工作站初审")
    for box in station.page.locator("input[name=checked]").all():
        box.check()
    station.page.check("#id_proposal_0")
    station.page.fill("#id_opinion", "材料齐全，属于劳动报酬，建议受理。")
    station.shot("station_pre_review")
    station.press("工作站初审")
    hand_over(station, path, "随案移交")

    clerk = seat("chuangkou")
    clerk.go("/cases/handovers/")
    clerk.shot("handovers")
    clerk.go(path)
    clerk.press("退回工作站")
    clerk.page.get_by_label("申请表没有申请人签名").check()
    clerk.page.fill("#id_note", "请申请人补签")
    clerk.press("退回工作站")
    hand_over(station, path, "已补签")
    clerk.go(path)
    clerk.press("签收移交")
    clerk.press("签收移交")
    case.refresh_from_db()
    assert (case.state, [row.returned for row in HandOver.objects.all()]) == (
        State.SUBMITTED,
        [True, False],
    )

    clerk.go("/stations/referrals/new/")
    inspector = User.objects.get(staff__station__host="labour")
    clerk.page.select_option("#id_to_station", label=str(inspector.staff.station))
    clerk.page.select_option("#id_matter", "wages")
    for name, value in (
        ("name", "李国强"),
        ("phone", "13800138000"),
        ("facts", "请协助核实用工和工资支付情况。"),
        ("documents", "考勤记录"),
    ):
        clerk.page.fill(f"#id_{name}", value)
    clerk.page.select_option("#id_consent", "当面口头同意")
    clerk.shot("referral_new")
    clerk.press("发出")
    clerk.page.wait_for_selector("text=转介单已发出")
    slip = Referral.objects.get()
    partner = seat(inspector.username, phone=True)
    partner.go("/stations/referrals/")
    partner.shot("referrals_phone")
    partner.press(slip.number)
    partner.press("接收")
    partner.press("接收")
    partner.press("办结反馈")
    partner.page.fill("#id_text", "已责令公司限期支付工资。")
    partner.press("办结反馈")
    clerk.go(slip.get_absolute_url())
    clerk.page.wait_for_selector("text=已责令公司限期支付工资。")
    clerk.shot("referral")
    slip.refresh_from_db()
    assert slip.state == SlipState.CLOSED


@pytest.mark.django_db(transaction=True)
def test_call_from_the_hotline_becomes_an_application(people, seat):
    clerk = seat("chuangkou")
    clerk.go("/cases/consultations/calls/")
    sheet = {
        "name": "calls.xlsx",
        "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "buffer": call_log(CALL).read(),
    }
    clerk.page.set_input_files("#id_file", sheet)
    clerk.press("核对")
    clerk.page.wait_for_selector("text=还没有写入")
    assert not Consultation.objects.exists()
    clerk.press("写入没有问题的行")
    clerk.page.wait_for_selector("text=已新增 1 条")
    row = Consultation.objects.get()
    clerk.go("/cases/consultations/")
    clerk.shot("consultations")
    clerk.press(row.number)
    clerk.shot("consultation")
    clerk.press("转为申请")
    assert clerk.page.input_value("#id_name") == "李国强"
    assert clerk.page.input_value("#id_facts") == "工资被拖欠"
    clerk.page.fill("#id_id_number", ID)
    fill_in(clerk, by_hand=False)
    clerk.press("提交申请")
    clerk.page.wait_for_url(lambda url: url.rstrip("/").rsplit("/", 1)[-1].isdigit())
    case = Case.objects.get()
    row.refresh_from_db()
    assert (row.case, row.state, case.channel, case.applicant.name) == (
        case,
        "applied",
        "phone",
        "李国强",
    )
    assert clerk.page.locator(f"a:text-is('{row.number}')").count() == 1
