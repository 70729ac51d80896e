"""Matters of people who work: from the machine in the hall, with an employer nobody knows by name, and forty at once."""

from decimal import Decimal

import pytest
from openpyxl import Workbook

from cases.enums import Outcome
from cases.models import Consultation
from legalaid.platform.documents.models import Paper
from stations.hall.models import Hall
from tests.hall.windows import window
from tests.journeys.matters import (
    LINE_PAPERS,
    act,
    choose_cause,
    papers_of,
    refusals,
    say,
    seal,
    submit,
    tick_all_material,
    turn_to,
    update,
    wait_until,
    walk_on,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]
WORK_INJURY = {
    "recommend": {
        "opinion": "符合法律援助条件，建议给予法律援助。",
        "findings": {
            "scope_passed": True, "scope_reason": "请求工伤保险待遇。", "means_passed": True,
            "means_reason": "进城务工人员请求工伤赔偿，免予核查。", "merits_passed": True, "merits_reason": "有病历和工友证言。",
            "conflict_checked": True,
        },
    },
    "grant": {
        "grounds": ["请求给予社会保险待遇或者社会救助", "请求工伤事故人身损害赔偿的进城务工人员"],
        "codes": ["social_benefit", "migrant_worker"], "mode": "劳动仲裁代理", "opinion": "",
    },
    "conclude": {"result": "裁决公司支付工伤待遇76000元。", "amount_won": Decimal("76000.00"), "outcome": Outcome.ARBITRATED},
    "report_closure": {"summary": "代理仲裁，查明用人单位，请求大部得到支持。"},
}  # fmt: skip

FIGURES = (
    "1\t申请\t件\t40",
    "9\t批准 劳动报酬\t件\t39",
    "23\t未批准 不符合经济困难标准\t件\t1",
    "31\t受援人 农民工\t人次\t39",
    "42\t非诉讼 劳动仲裁\t件\t39",
    "45\t挽回损失或取得利益\t万元\t21.7620",
)


def take_number(people, seat):
    """A visitor at the machine in the hall; the clerk calls and begins."""
    window(people, 1)
    visitor = seat()
    visitor.go(f"/hall/kiosk/{Hall.objects.get().kiosk}/")
    visitor.page.check("input[name=ground][value=migrant_worker]", force=True)
    visitor.page.click("button[value=consult]")
    clerk = seat("chuangkou")
    clerk.go("/hall/")
    clerk.page.click("main button:has-text('1号窗口')")
    clerk.press("叫下一号")
    clerk.press("开始接待")
    return clerk


def approve(seat, case):
    """The handler changed the stage the case was granted for: whoever examines the file says that it fits."""
    reviewer = seat("shencha")
    turn_to(reviewer, case, "结案审查通过")
    reviewer.press("结案审查通过")
    assert refusals(reviewer) == ["请与结案依据核对所处阶段，核对后勾选。"]
    say(reviewer, stage_checked=True)
    reviewer.press("结案审查通过")
    assert refusals(reviewer) == []
    case.refresh_from_db()


def test_wage_claim_goes_from_a_number_in_the_hall_to_the_award(people, clock, seat):
    clerk = take_number(people, seat)
    clerk.press("登记咨询")
    say(
        clerk, name="李国强", phone="13800138000", question="在工地做工，三月至六月工资18600元没有发。",
        topics=["wages"], answer="可以申请劳动仲裁，符合条件的由本中心指派律师。", outcome="advised", minutes="12",
    )  # fmt: skip
    clerk.press("登记")
    assert refusals(clerk) == []
    asked = Consultation.objects.get()
    assert asked.ticket.number == 1
    with clerk.context.expect_page() as opened:
        clerk.press("打印登记表")
    wait_until(Paper.objects.filter(workflow="consultation").exists)
    opened.value.close()
    record = papers_of(asked, "consultation")["consultation_record"]
    assert "李国强" in record

    clerk.press("转为申请")
    assert clerk.page.input_value("#id_name") == "李国强"
    say(clerk, id_number="440524198801010011", address="清和县城关镇建设路1号")
    choose_cause(clerk, "追索劳动报酬纠纷")
    say(
        clerk,
        stage="尚未进入法律程序",
        applicant_role="申请人",
        opponent_name="清和县宏达建筑工程有限公司",
        amount="18600",
    )
    tick_all_material(clerk)
    case = submit(clerk)
    asked.refresh_from_db()
    assert (case.ticket, asked.case, asked.state) == (asked.ticket, case, "applied")

    walk_on(people, case, "hold_first_meeting")
    lawyer = seat("lvshi")
    update(
        lawyer, case, "办案机关", stage="仲裁", organ="清和县劳动人事争议仲裁委员会",
        organ_number="清劳人仲案〔2026〕15号", reason="仲裁委员会已经受理。",
    )  # fmt: skip
    act(lawyer, case, "向受援人通报", manner="电话", content="告知开庭时间。")
    act(
        lawyer,
        case,
        "登记结案",
        document="仲裁裁决书",
        document_number="清劳人仲裁〔2026〕15号",
        outcome="arbitrated",
        amount_won="18600",
        result="裁决公司支付工资18600元。",
    )
    walk_on(
        people, case, "report_closure", report_closure={"summary": "代理仲裁，全部请求得到支持。"}
    )
    approve(seat, case)
    walk_on(people, case, "follow_up")
    seal(people, case)
    papers = papers_of(case)
    assert papers.keys() >= LINE_PAPERS
    for kind in ("agreement", "power_of_attorney"):
        assert "劳动争议仲裁" in papers[kind]
    assert "所处阶段仲裁" in papers["closing_report"]
    assert "结案文书仲裁裁决书清劳人仲裁〔2026〕15号" in papers["closing_report"]
    assert "清和县劳动人事争议仲裁委员会" in papers["official_letter"]


def test_employer_found_by_name_stands_on_what_is_printed_from_then_on(people, clock, seat):
    clerk = seat("chuangkou")
    clerk.go("/cases/new/")
    say(
        clerk,
        id_number="440524197501010015",
        name="陈建国",
        phone="13800138000",
        address="清和县柳河镇西街3号",
        crowds=["disabled", "migrant_worker"],
    )
    choose_cause(clerk, "工伤保险待遇纠纷")
    say(
        clerk, stage="尚未进入法律程序", applicant_role="申请人", opponent_name="王老板（全名不详）", amount="83000",
        facts="在工地从脚手架摔下，右手残疾，没有参加工伤保险，老板只付了医疗费。",
    )  # fmt: skip
    tick_all_material(clerk)
    case = submit(clerk)
    walk_on(people, case, "hold_first_meeting", **WORK_INJURY)
    lawyer = seat("lvshi")
    update(
        lawyer, case, "对方当事人", stage="仲裁", organ="清和县劳动人事争议仲裁委员会", organ_number="清劳人仲案〔2026〕21号",
        opponent_name="清和县宏达建筑工程有限公司", reason="查工商登记得知用人单位全称，仲裁委员会已经受理。",
    )  # fmt: skip
    assert "重新签字" in lawyer.page.inner_text("main")
    walk_on(people, case, "report_closure", **WORK_INJURY)
    approve(seat, case)
    walk_on(people, case, "follow_up")
    seal(people, case)
    papers = papers_of(case)
    assert "对方当事人清和县宏达建筑工程有限公司" in papers["power_of_attorney"]
    assert "对方当事人王老板（全名不详）" in papers["application"]
    for kind in ("official_letter", "closing_report"):
        assert "清和县劳动人事争议仲裁委员会" in papers[kind]
    assert "所处阶段仲裁" in papers["closing_report"]
    anew = Paper.objects.filter(subject_id=case.pk).exclude(superseded_by=None)
    assert {paper.kind for paper in anew} == {"official_letter", "power_of_attorney"}


WORKERS = [
    f"{surname}{given}"
    for surname in "王张刘陈杨赵黄周吴徐孙马朱"
    for given in ("大力", "二牛", "三喜")
]
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def number_of(place):
    """A resident's number of a man born on 3 April 1985, as GB 11643 ends it."""
    begin = f"44052419850403{place * 2 + 1:03}"
    return begin + "10X98765432"[sum(int(d) * w for d, w in zip(begin, WEIGHTS, strict=True)) % 11]


def sheet_of(path, rows):
    book = Workbook()
    book.active.append(["宏达公司拖欠工资人员名单"])
    book.active.append(["序号", "姓名", "身份证号", "人员类别", "拖欠工资", "手机"])
    for place, row in enumerate(rows, 1):
        book.active.append([place, *row])
    book.save(path)
    return path


def of_list(one, case, label, **said):
    """A step about the people of a list, from its page."""
    one.go(f"{case.get_absolute_url()}group/")
    one.page.click("details.menu summary:text-is('办理')")
    one.press(label)
    say(one, **said)


def done_of_list(one, case, label):
    one.page.locator("#step button[type=submit]").first.click()
    one.page.wait_for_url("**/group/")
    assert refusals(one) == []
    case.refresh_from_db()


def bring_in(clerk, case, folder):
    """The list out of a sheet: the wrong row is told, comes back, and is brought in once more."""
    rows = [(name, number_of(place), "农民工", 5580, "") for place, name in enumerate(WORKERS)]
    wrong = (rows[7][0], rows[7][1][:-1] + ("1" if rows[7][1][-1] != "1" else "2"), *rows[7][2:])
    own = ("王国庆", "440524198801010011", "农民工", 5580, "")
    clerk.go(f"{case.get_absolute_url()}group/")
    clerk.press("导入名单")
    given = sheet_of(folder / "名单.xlsx", [own, *rows[:7], wrong, *rows[8:]])
    clerk.page.set_input_files("#id_file", given)
    clerk.press("核对")
    assert "新增 38，修改 0，没有变化 1，可能已有 0，有问题 1" in clerk.page.inner_text("main")
    assert "证件号码最后一位校验码不对" in clerk.page.inner_text("main")
    clerk.shot("group-sheet")
    clerk.press("写入没有问题的行")
    clerk.press("查看名单")
    clerk.press("导入名单")
    clerk.page.set_input_files("#id_file", sheet_of(folder / "改正.xlsx", rows[7:8]))
    clerk.press("核对")
    clerk.press("写入没有问题的行")
    case.refresh_from_db()
    assert (case.applicant_count, case.members.count()) == (40, 40)


def test_forty_workers_from_a_sheet_to_the_last_payment(people, clock, seat, tmp_path):
    clerk = seat("chuangkou")
    clerk.go("/cases/new/")
    say(
        clerk,
        id_number="440524198801010011",
        name="王国庆",
        phone="13800138000",
        address="清和县城关镇建设路1号",
        crowds=["migrant_worker"],
    )
    choose_cause(clerk, "追索劳动报酬纠纷")
    more = clerk.page.locator("details:not(.why):has(> summary:has-text('多名申请人'))")
    more.evaluate("part => { part.open = true }")
    say(
        clerk, stage="仲裁", applicant_role="申请人", organ="清和县劳动人事争议仲裁委员会",
        opponent_name="清和县宏达建筑工程有限公司", amount="223200", facts="四十人在宏达公司工地做工，工资共223200元未付。",
        applicant_count="40", separable=True, joint="\n".join(WORKERS[:10]),
    )  # fmt: skip
    clerk.page.wait_for_selector("#side >> text=全体申请人名单")
    tick_all_material(clerk)
    clerk.press("提交申请")
    assert "除申请人本人外应填39人，现在填了10人" in refusals(clerk)[0]
    say(clerk, joint="")
    case = submit(clerk)
    assert "王国庆等 40 人" in clerk.page.inner_text("h1")
    bring_in(clerk, case, tmp_path)
    of_list(clerk, case, "逐人核对", papers=["identity", "signed"], means="exempt")
    clerk.page.evaluate(
        "document.querySelectorAll('input[name=people]').forEach(box => box.checked = true)"
    )
    done_of_list(clerk, case, "逐人核对")
    clerk.shot("group-list")

    walk_on(people, case, "recommend")
    director = seat("zhuren")
    of_list(
        director, case, "对其中一人不予援助", codes=["not_poor"], reasons="其为该公司股东。",
        person=str(case.members.get(joint__name=WORKERS[3]).pk),
    )  # fmt: skip
    done_of_list(director, case, "对其中一人不予援助")
    walk_on(people, case, "hold_first_meeting")

    lawyer = seat("lvshi")
    of_list(lawyer, case, "报告群体性案件", facts="四十人，情绪稳定。", measures="已约定统一仲裁。")
    done_of_list(lawyer, case, "报告群体性案件")
    of_list(lawyer, case, "逐人登记取得金额")
    for box in lawyer.page.locator("input[name=sum_amount]").all():
        box.fill("5580")
    done_of_list(lawyer, case, "逐人登记取得金额")
    won = {"amount_won": Decimal("217620.00"), "result": "裁决公司支付三十九人工资217620元。"}
    walk_on(people, case, "conclude", conclude=won)
    of_list(lawyer, case, "登记款项给付", note="公司转账")
    lawyer.page.locator("input[name=sum_amount]").first.fill("5580")
    done_of_list(lawyer, case, "登记款项给付")
    of_list(lawyer, case, "登记款项给付")
    lawyer.press("把没有给付的全部填上")
    lawyer.shot("group-pay")
    done_of_list(lawyer, case, "登记款项给付")
    assert "全部给付" in lawyer.page.inner_text("main")

    walk_on(
        people,
        case,
        "approve_closure",
        report_closure={"summary": "代表三十九人申请仲裁，全部得到支持。"},
    )
    archivist = seat("guidang")
    of_list(archivist, case, "抽取回访的人", size="4")
    done_of_list(archivist, case, "抽取回访的人")
    archivist.shot("group-drawn")
    walk_on(people, case, "follow_up")
    seal(people, case)
    papers = papers_of(case)
    aided = [name for name in WORKERS if name != WORKERS[3]]
    for kind in ("application", "decision_grant", "agreement", "power_of_attorney"):
        assert [name for name in aided if name not in papers[kind]] == []
    for kind in ("decision_grant", "assignment_notice", "official_letter", "closing_report"):
        assert "王国庆等39人" in papers[kind]
    assert [name for name in aided if name in papers["decision_refuse_one"]] == []
    assert "甲方（全体签名或捺印）" in papers["agreement"]
    director.go("/statistics/tables/t6/")
    table = director.page.inner_text("main table")
    assert [row for row in FIGURES if row not in table] == []
