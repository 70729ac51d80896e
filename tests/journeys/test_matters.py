"""Matters of people who cannot do alone what others can, from the first visit to the sealed file."""

from decimal import Decimal

import pytest

from cases.enums import Outcome
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
    walk_on,
)

WARNING = "不得拨打本人电话、邮寄；只在工作日9时至11时联系"
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]
OTHER_QUESTIONS = {f"asked_{number}": ["是"] for number in range(4)}
INJURY = {
    "recommend": {
        "opinion": "符合法律援助条件，建议给予法律援助。",
        "findings": {
            "scope_passed": True, "scope_reason": "请求交通事故人身损害赔偿。",
            "means_passed": True, "means_reason": "家庭人均月收入低于标准。",
            "merits_passed": True, "merits_reason": "有事故认定书和病历。", "conflict_checked": True,
        },
    },
    "grant": {
        "grounds": ["请求交通事故人身损害赔偿", "符合本地区经济困难标准"],
        "codes": ["injury", "hardship"], "mode": "民事诉讼代理", "opinion": "",
    },
    "conclude": {
        "outcome": Outcome.WON, "result": "判决张大车赔偿46000元。", "amount_won": Decimal("46000.00"),
    },
    "report_closure": {"summary": "代理起诉，参加庭审，全部请求得到支持。"},
}  # fmt: skip

SUPPORT = {
    "recommend": {
        "opinion": "符合法律援助条件，建议给予法律援助。",
        "findings": INJURY["recommend"]["findings"] | {
            "scope_reason": "请求给付赡养费。", "means_reason": "月收入180元，低于标准。", "merits_reason": "有户口簿。",
        },
    },
    "grant": {
        "grounds": ["请求给付赡养费", "符合本地区经济困难标准"],
        "codes": ["support", "hardship"], "mode": "非诉讼代理", "opinion": "",
    },
    "conclude": {
        "document": "调解协议", "outcome": Outcome.MEDIATED, "amount_won": Decimal("10800.00"),
        "result": "三个儿子每人每月给付300元。",
    },
    "report_closure": {"summary": "陪同到村调解，达成协议并开始履行。"},
}  # fmt: skip


def test_injured_child_is_stood_for_by_a_grandmother_who_puts_her_thumb(people, clock, seat):
    clerk = seat("chuangkou")
    clerk.go("/cases/new/")
    say(clerk, id_number="440524201701010019")
    clerk.page.press("#id_id_number", "Tab")
    clerk.page.wait_for_selector("#side >> text=9岁")
    say(clerk, name="李小明", address="清和县石桥乡东河村7号", reach="祖母王秀兰，石桥乡东河村7号")
    choose_cause(clerk, "机动车交通事故责任纠纷")
    say(
        clerk, stage="一审", applicant_role="原告", organ="清和县人民法院", amount="46000",
        opponent_name="张大车", facts="放学路上被张大车驾驶的货车撞伤，右腿骨折，医疗费等46000元未赔。",
        own_income="0", savings="800", debts="20000", committed=True,
        member_name="王秀兰", member_relation="祖母", member_age="66", member_monthly_income="300",
    )  # fmt: skip
    tick_all_material(clerk)
    clerk.press("提交申请")
    told = refusals(clerk)
    assert "申请人未满18周岁，请填写法定代理人" in told[0]
    say(
        clerk, representative_name="王秀兰", representative_agency="statutory", representative_relation="祖母",
        representative_id="440524196001010022", representative_phone="",
    )  # fmt: skip
    clerk.press("提交申请")
    told = refusals(clerk)
    assert "祖母排在父母之后" in told[0]
    say(clerk, representative_precedence="父亲去世，母亲离家六年下落不明，村委会有证明。")
    case = submit(clerk)
    assert "祖母（先顺序的人：父亲去世" in clerk.page.inner_text("aside .people")

    walk_on(people, case, "accept_assignment", **INJURY)
    lawyer = seat("lvshi", phone=True)
    lawyer.go(case.get_absolute_url())
    lawyer.press("签订委托协议")
    say(lawyer, signer="self", manner="thumb")
    lawyer.press("签订委托协议")
    assert "应由法定代理人王秀兰签订" in refusals(lawyer)[0]
    say(lawyer, signer="guardian")
    lawyer.press("签订委托协议")
    assert "应先当面宣读" in refusals(lawyer)[0]
    say(lawyer, read_aloud=True, helper="村委会主任李大山")
    lawyer.press("签订委托协议")
    assert refusals(lawyer) == []
    case.refresh_from_db()

    walk_on(people, case, "follow_up", **INJURY)
    seal(people, case)
    papers = papers_of(case)
    for kind in ("material_receipt", "decision_grant", "agreement", "power_of_attorney"):
        assert "李小明（法定代理人：王秀兰，祖母）" in papers[kind]
    signed = {"material_receipt": "申请人", "agreement": "甲方", "power_of_attorney": "委托人"}
    for kind, side in signed.items():
        assert f"{side}的法定代理人（签名或捺印）" in papers[kind]


def test_woman_who_fled_is_called_where_it_is_safe_and_stands_on_no_paper(people, clock, seat):
    clerk = seat("chuangkou")
    clerk.go("/cases/new/")
    say(
        clerk,
        id_number="440524199001010026",
        name="王小芳",
        phone="13800138000",
        address="清和县石桥乡东河村7号",
    )
    clerk.page.check("input[name=crowds][value=abuse_victim]")
    choose_cause(clerk, "离婚纠纷")
    say(
        clerk, stage="一审", applicant_role="原告", organ="清和县人民法院", opponent_name="赵大强",
        facts="多次被丈夫殴打，现住亲属家，请求离婚。",
    )  # fmt: skip
    tick_all_material(clerk)
    clerk.press("提交申请")
    assert "请问明怎样联系才安全" in refusals(clerk)[0]
    say(
        clerk, safe=["stated"], safe_phone="13900139000", safe_person="姐姐李梅", safe_hours="工作日9时至11时",
        forbidden=["phone", "mail"], code_word="送快递",
    )  # fmt: skip
    case = submit(clerk)
    path = case.get_absolute_url()
    assert (case.secret, case.green) == (True, True)
    assert WARNING in clerk.page.inner_text("main")

    walk_on(people, case, "pass_form")
    reviewer = seat("shencha")
    reviewer.go(path)
    reviewer.press("提出审查意见")
    assert "第三十二条第四项" in reviewer.page.inner_text("main")
    say(reviewer, merits_passed=["1"], merits_reason="有报警记录和告诫书。", conflict_checked=True, proposal=["给予"],
        opinion="遭受家庭暴力，不受经济困难条件限制，建议给予法律援助。")  # fmt: skip
    reviewer.press("提出审查意见")
    assert refusals(reviewer) == []
    assert seat("caiwu").go(path).status == 404

    director = seat("zhuren")
    act(director, case, "给予法律援助")
    walk_on(people, case, "hold_first_meeting")
    lawyer = seat("lvshi", phone=True)
    lawyer.go(path)
    banner = lawyer.page.locator(".banner.guard").first.bounding_box()
    assert banner["x"] + banner["width"] <= 390
    act(lawyer, case, "向受援人通报", manner="当面", content="告知开庭时间。")

    settled = {
        "outcome": Outcome.MEDIATED,
        "document": "调解书",
        "amount_won": None,
        "result": "调解离婚，子女随原告生活。",
    }
    walk_on(
        people,
        case,
        "approve_closure",
        conclude=settled,
        report_closure={"summary": "代理一审，调解结案。"},
    )
    caller = seat("guidang")
    caller.go(path)
    caller.press("回访")
    assert WARNING in caller.page.inner_text("main")
    say(
        caller,
        manner="书面",
        met=["1"],
        told=["1"],
        reported=["1"],
        money_asked=["0"],
        **OTHER_QUESTIONS,
        satisfaction=["5"],
    )
    caller.press("回访")
    assert "不得邮寄" in refusals(caller)[0]
    say(caller, manner="电话")
    caller.press("回访")
    assert refusals(caller) == []

    case.refresh_from_db()
    seal(people, case)
    papers = papers_of(case)
    hers = ("13800138000", "13900139000", "石桥乡东河村7号", "李梅", "送快递")
    assert {(kind, word) for kind, text in papers.items() for word in hers if word in text} == set()
    assert "受援人联系电话：须安全联系，不在文书上写明" in papers["assignment_notice"]
    assert "第三十二条第四项" in papers["decision_grant"]
    assert papers.keys() >= LINE_PAPERS


def test_old_man_without_a_phone_is_found_through_the_village(people, clock, seat):
    clerk = seat("chuangkou")
    clerk.go("/cases/new/")
    say(clerk, id_number="44052419480101003X")
    clerk.page.press("#id_id_number", "Tab")
    clerk.page.wait_for_selector("#side >> text=78岁")
    say(
        clerk, name="李有田", address="清和县石桥乡东河村7号", reach="村委会主任李大山，13700137000"
    )
    choose_cause(clerk, "赡养费纠纷")
    say(
        clerk, stage="调解", applicant_role="申请人", organ="石桥乡人民调解委员会", opponent_name="李大牛",
        facts="三个儿子都不给赡养费，请求每人每月给付300元。", own_income="180", savings="0", own_savings="0", debts="0", committed=True,
    )  # fmt: skip
    assert clerk.page.input_value("#id_status") == ""
    tick_all_material(clerk)
    case = submit(clerk)
    assert "没有电话时找 村委会主任李大山" in clerk.page.inner_text("main")
    walk_on(people, case, "approve_closure", **SUPPORT)
    caller = seat("guidang")
    caller.go(case.get_absolute_url())
    caller.press("回访")
    assert "没有电话，找 村委会主任李大山" in caller.page.inner_text("main")
    caller.shot("call_back_without_telephone")
    say(
        caller,
        manner="当面",
        met=["1"],
        told=["1"],
        reported=["1"],
        money_asked=["0"],
        **OTHER_QUESTIONS,
        satisfaction=["4"],
    )
    caller.press("回访")
    assert refusals(caller) == []
    case.refresh_from_db()
    seal(people, case)
    papers = papers_of(case)
    for kind in ("application", "review_form", "assignment_notice"):
        assert "村委会主任李大山，13700137000" in papers[kind]
    assert "回访方式当面" in papers["follow_up_record"]
    assert "结案文书调解协议" in papers["closing_report"]
