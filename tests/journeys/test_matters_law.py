"""Matters that end otherwise, change hands, or begin with an organ's notice on a Friday evening."""

import pytest

from cases.enums import State
from cases.models import Case
from legalaid.platform.documents.models import Paper
from tests.factories import new_case, person, scan
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
    unfold,
    walk_on,
)
from tests.journeys.test_case_life import upload

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]
OF_AN_APPLICATION = {"application", "material_receipt", "review_form", "decision_grant"}


def said(one):
    """The page without the gaps of its layout."""
    return "".join(one.page.inner_text("main").split())


def test_what_the_law_does_not_cover_is_refused_and_may_be_objected_to(people, clock, seat):
    clerk = seat("chuangkou")
    clerk.go("/cases/new/")
    say(
        clerk,
        id_number="440524197901010057",
        name="孙卫东",
        phone="13800138000",
        address="清和县新庄镇北街5号",
    )
    choose_cause(clerk, "买卖合同纠纷")
    say(
        clerk, stage="一审", applicant_role="原告", organ="清和县人民法院", opponent_name="清和县兴旺商行", amount="52000",
        facts="兴旺商行收货后没有付款。", own_income="6000", savings="80000", debts="0", committed=True,
    )  # fmt: skip
    tick_all_material(clerk)
    case = submit(clerk)
    walk_on(people, case, "pass_form")
    act(
        seat("shencha"), case, "提出审查意见", scope_passed=["0"], means_passed=["0"], merits_passed=["1"],
        merits_reason="有送货单。", conflict_checked=True, proposal=["不予"], opinion="买卖合同货款不在援助范围，也不符合经济困难标准。",
    )  # fmt: skip
    act(
        seat("zhuren"), case, "不予法律援助", codes=["out_of_scope", "not_poor"],
        reasons="申请事项是一般买卖合同纠纷，不属于法律援助法第三十一条所列事项；月收入6000元，高于本地区标准。",
    )  # fmt: skip
    act(clerk, case, "登记送达", how=["handed"], sent_on="2026-03-03", received_on="2026-03-03")
    assert case.state == State.REFUSED
    clerk.go(case.get_absolute_url())
    told = "2026年3月3日收到决定书（直接送达），异议期限至2026年3月18日。"
    assert told in clerk.page.inner_text("main")
    assert clerk.page.locator(".limits b").inner_text() == "—"

    papers = papers_of(case)
    assert papers.keys() == {"application", "material_receipt", "review_form", "decision_refuse"}
    letter = papers["decision_refuse"]
    for words in (
        "申请事项不属于法律援助范围（《法律援助法》第三十一条）", "月收入6000元，高于本地区标准",
        "自收到本决定书之日起15日内向清和县司法局提出",
    ):  # fmt: skip
        assert words in letter


def test_applicant_who_thinks_better_of_it_withdraws(people, clock, seat):
    case = new_case(people, at=clock.now(), who=person(name="马文才"))
    walk_on(people, case, "accept")
    act(seat("chuangkou"), case, "撤回申请", reason="单位已经把工资付清，不再申请。")
    assert case.state == State.WITHDRAWN
    assert list(case.deadlines.open()) == []
    assert papers_of(case).keys() == {"application", "material_receipt"}


def test_recipient_asks_for_another_lawyer_who_takes_the_case_over(people, clock, seat):
    case = new_case(people, at=clock.now(), who=person(name="马文才"))
    walk_on(people, case, "hold_first_meeting")
    first = seat("lvshi")
    first.go(case.get_absolute_url())
    upload(first, "evidence", "工资条")

    clerk, director = seat("chuangkou"), seat("zhuren")
    turn_to(clerk, case, "登记更换承办人的申请")
    why = {"asker": "马文才", "reason": "承办人住院，三周没有联系。", "evidence": "通话记录。"}
    say(clerk, asked_by=["recipient"], **why)
    clerk.press("登记更换承办人的申请")
    assert refusals(clerk) == []
    director.go("/")
    assert "决定是否更换承办人" in director.page.inner_text("main")
    director.go(case.get_absolute_url())
    director.shot("replacement-case")
    director.press("更换承办人")
    assert "受援人申请更换" in director.page.inner_text("main")
    director.page.locator("label", has_text=people.lvshi5.name).locator("input").check()
    say(director, ground=["unable"], reason="原承办人住院，不能继续办理。")
    director.press("更换承办人")
    assert refusals(director) == []
    case.refresh_from_db()
    asked = case.replacement_requests.get()
    assert (asked.result, case.replacing) == ("replaced", False)

    second = seat("lvshi5", phone=True)
    first.go(case.get_absolute_url())
    banner = f"{people.lvshi.name}应向{people.lvshi5.name}移交"
    assert banner in first.page.inner_text("main")
    assert first.page.locator("#step, .go a").count() == 0

    second.go(case.get_absolute_url())
    assert "证据材料1份；纸质卷宗和证据原件" in second.page.inner_text("main")
    turn_to(second, case, "签收移交的办案材料")
    second.page.check("input[name=received][value='证据材料1份']")
    second.press("签收移交的办案材料")
    assert "没有收到的材料，请写明情况" in refusals(second)[0]
    say(second, note="其余材料由原承办人出院后补交。")
    second.press("签收移交的办案材料")
    assert refusals(second) == []
    assert first.go(case.get_absolute_url()).status == 404

    case.refresh_from_db()
    walk_on(people, case, "follow_up")
    seal(people, case)
    papers = papers_of(case)
    assert Paper.objects.filter(subject_id=case.pk, kind="replacement_notice").count() == 2
    for kind in ("agreement", "power_of_attorney", "official_letter", "closing_report"):
        assert people.lvshi5.name in papers[kind]
        assert people.lvshi.name not in papers[kind]
    print(papers["replacement_notice"], papers["progress_record"])


def test_limitation_ends_in_three_days_and_aid_is_provided_first(people, clock, seat):
    """From the window to the decision made afterwards; nobody is assigned twice."""
    clerk, director = seat("chuangkou"), seat("zhuren")
    clerk.go("/cases/new/")
    say(clerk, id_number="440524198801010011")
    clerk.page.press("#id_id_number", "Tab")
    clerk.page.wait_for_selector("#side >> text=38岁")
    say(
        clerk,
        name="李国强",
        phone="13800138000",
        address="清和县城关镇建设路1号",
        crowds=["migrant_worker"],
    )
    choose_cause(clerk, "追索劳动报酬纠纷")
    say(
        clerk, stage="仲裁", applicant_role="申请人", organ="清和县劳动人事争议仲裁委员会", amount="18600",
        opponent_name="清和县宏达建筑工程有限公司", facts="被拖欠工资18600元，仲裁时效3月6日届满。", committed=True,
    )  # fmt: skip
    if not clerk.page.locator("#id_urgency").is_visible():
        unfold(clerk, "details:has(#id_urgency)")
    say(clerk, urgency="normal", limitation_on="2026-03-06")
    clerk.press("提交申请")
    assert any("请选择紧急情形" in text for text in refusals(clerk))
    say(clerk, urgency="limit")
    case = submit(clerk)

    director.go(case.get_absolute_url())
    director.shot("prior-urgent")
    director.press("先行提供")
    say(director, reason="仲裁时效3月6日届满，须立即申请仲裁。")
    director.shot("prior-step")
    director.press("先行提供")
    assert refusals(director) == []
    case.refresh_from_db()
    assert (case.state, case.prior) == (State.GRANTED, "owed")
    walk_on(people, case, "sign_agreement")

    clock.put(2026, 3, 9, 9)
    clerk, reviewer, director = seat("chuangkou"), seat("shencha"), seat("zhuren")
    act(clerk, case, "收到补交材料", items=[row.title for row in case.materials.owed()])
    act(
        reviewer, case, "补办审查",
        formal=True, scope_passed=["1"], scope_reason="请求支付劳动报酬。", means_passed=["1"], means_reason="免予核查。",
        merits_passed=["1"], merits_reason="有工资条。", conflict_checked=True, proposal=["给予"], opinion="材料已补齐。",
    )  # fmt: skip
    director.go(case.get_absolute_url())
    director.shot("prior-case")
    act(director, case, "补办给予决定")
    assert (case.state, case.prior) == (State.FIRST_MEETING, "confirmed")
    assert case.assignments.count() == 1
    papers = papers_of(case)
    assert "先行提供" in papers["decision_grant"]
    assert "2026年3月6日届满" in papers["prior_notice"]


def test_notice_of_a_friday_evening_meets_a_refusal_and_comes_a_second_time(people, clock, seat):
    clock.put(2026, 3, 6, 19, 40)
    clerk = seat("chuangkou")
    clerk.go("/cases/notices/new/")
    say(
        clerk, organ_kind="police", organ="清和县公安局", number="清公援通字〔2026〕8号", dated_on="2026-03-06", contact="刘警官", phone="0999-7612345",
        name="赵小军", applicant_role="犯罪嫌疑人", sex="M", held_at="清和县看守所",
    )  # fmt: skip
    clerk.page.fill("#cause_text", "盗窃罪")
    clerk.page.click("#causes button:has-text('盗窃罪') >> nth=0")
    say(clerk, stage="侦查", notified="sensory")
    clerk.press("登记")
    assert refusals(clerk) == []
    case = Case.objects.get()
    assert "还剩3天（3月9日）通知案件指派并告知" in said(clerk)
    upload(clerk, "notice", "法律援助通知书")

    clock.put(2026, 3, 9, 9)
    director = seat("zhuren")
    director.go("/cases/notices/")
    assert "清和县公安局1" in said(director)
    director.page.check("input[name=pk]")
    director.shot("notices")
    director.press("指派选中的")
    director.shot("notices_assign")
    director.page.select_option(f"#id_handler-{case.pk}", str(people.lvshi5.handler.pk))
    say(director, reason="其在值班，熟悉看守所会见。")
    director.press("指派（1 件）")
    assert "办了 1 件，共 1 件" in director.page.inner_text("main")

    director.shot("notices_assigned")
    first = seat("lvshi5")
    act(first, case, "接受指派")
    assert [row.met_at for row in case.deadlines if row.rule == "notified_assignment"] != [None]
    act(first, case, "签订委托协议")
    act(
        first, case, "首次会见（约见）", place="清和县看守所", manner="当面", told=["duties", "rights"], consented=["0"],
        signing=["unable"], unsigned_why="右手受伤，不能签名。",
        refusal="家里要另请律师。", record="其不同意由指派的律师辩护。",
    )  # fmt: skip
    assert case.state == State.LAWYER_REFUSED
    act(director, case, "由其自行委托辩护人", reason="当事人要求自行委托。")
    clerk.sign_in("chuangkou")
    act(clerk, case, "登记再次通知", number="清公援通字〔2026〕9号", dated_on="2026-03-09")
    assert "还剩3天（3月12日）" in said(clerk)

    director.go(case.get_absolute_url())
    director.press("更换承办人")
    director.page.locator("label", has_text=people.lvshi.name).locator("input").check()
    say(director, ground=["other"], reason="没有自行委托，公安机关再次通知。")
    director.press("更换承办人")
    assert refusals(director) == []
    lawyer = seat("lvshi", phone=True)
    lawyer.go(case.get_absolute_url())
    turn_to(lawyer, case, "签收移交的办案材料")
    lawyer.page.check("input[name=received] >> nth=0")
    say(lawyer, note="其余没有材料。")
    lawyer.press("签收移交的办案材料")
    act(lawyer, case, "登记辩护意见提交期限", due="2026-03-18")
    act(lawyer, case, "签订委托协议")
    act(
        lawyer, case, "首次会见（约见）", place="清和县看守所", manner="当面", told=["duties", "rights"], consented=["1"],
        signing=["unable"], unsigned_why="右手受伤，不能签名。",
        record="向其说明再次通知，其同意由指派的律师辩护。",
    )  # fmt: skip
    act(lawyer, case, "登记提交辩护意见", content="建议从轻处罚。")
    clock.put(2026, 3, 20, 17)
    lawyer.sign_in("lvshi")
    act(
        lawyer, case, "登记结案", document="起诉意见书", outcome="partly_adopted", adopted="从轻情节的意见写入起诉意见书。",
        result="侦查终结，移送审查起诉。",
    )  # fmt: skip
    assert "还剩31天（4月20日）" in said(lawyer)
    for slot in ("agreement", "power_of_attorney", "meeting", "judgment"):
        scan(case, slot, by=people.lvshi)
    act(lawyer, case, "向受援人通报", manner="当面", content="告知侦查终结和移送情况。")
    turn_to(lawyer, case, "报送结案材料")
    say(
        lawyer,
        summary="会见一次，提出从轻处罚的意见。",
        discussed_on="2026-03-19",
        discussion="律所集体讨论，意见一致。",
    )
    lawyer.press("报送结案材料")
    assert "没有书面辩护意见" in refusals(lawyer)[0]
    say(lawyer, no_opinion="意见已在会见笔录和面谈中提出，侦查机关没有要求书面意见。")
    lawyer.press("报送结案材料")
    assert refusals(lawyer) == []
    case.refresh_from_db()
    walk_on(people, case, "follow_up")
    seal(people, case)
    papers = papers_of(case)
    assert papers.keys() == {
        *LINE_PAPERS - OF_AN_APPLICATION,
        "notice_reply",
        "refusal_letter",
        "replacement_notice",
    }
    for words in (
        "清公援通字〔2026〕9号通知收悉",
        "担任犯罪嫌疑人赵小军盗窃罪一案的辩护人",
        "2026年3月9日",
    ):
        assert words in papers["notice_reply"]
    assert "属于应当通知指派律师的人员" in papers["refusal_letter"]
    assert "受援人同意由指派的律师辩护（代理）" in papers["progress_record"]
    assert "办理结果意见部分采纳" in papers["closing_report"]
