"""The exact words of every paper of a case, in procedure order: what a reader reads, compared with tests/cases/golden."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from cases.domain.consultation import register
from cases.domain.eligibility import record_means
from cases.enums import PreReviewed
from cases.models import Case, Cause, MeansTest
from cases.workflow import CASE, CONSULTATION
from legalaid.platform.documents.models import Paper
from stations.models import Firm, Handler, Station
from tests.cases.test_notice import notified
from tests.factories import START, do, lawyer, new_case, person, walk
from tests.papers import assert_words, paper_of, words_of

LINE_PAPERS = (
    "application", "material_receipt", "decision_grant", "review_form", "assignment_notice", "official_letter", "agreement",
    "power_of_attorney", "progress_record", "closing_report", "follow_up_record",
)  # fmt: skip


def at(month, day, hour=9, minute=0):
    return timezone.make_aware(datetime(2026, month, day, hour, minute))


def issued(kind, case, by, moment=START, **facts):
    """The paper of this kind as it reads for what now stands in the database."""
    fresh = Case.objects.get(pk=case.pk)
    return CASE.issue(kind, fresh, by=by, at=moment, **facts)


def answered(office, facts, topics, reply):
    center = Station.objects.get(parent=None)
    return register(
        by=office.chuangkou, station=center, facts=facts, topics=topics, reply=reply, at=START
    )


def test_consultation_of_one_who_gave_no_identity(office):
    row = answered(
        office,
        {"name": "", "anonymous": True, "channel": "phone", "question": "工资被拖欠怎么办"},
        ["wages", "insurance"],
        {"answer": "可以申请仲裁。", "outcome": "advised", "minutes": 12},
    )
    paper = CONSULTATION.issue("consultation_record", row, by=office.chuangkou, at=START)
    assert_words(paper, "不愿提供身份")


def test_consultation_with_a_document_drafted_and_a_second_answer(office):
    facts = {"name": "李国强", "id_kind": "resident", "id_number": "440524198801010011", "sex": "M", "phone": "13800138000",
             "crowds": ["migrant_worker", "poor"], "channel": "visit", "question": "公司拖欠工资。\n怎么办？"}  # fmt: skip
    reply = {"answer": "可以投诉。", "outcome": "directed", "directed_to": "劳动保障监察大队"}
    row, later = answered(office, facts, ["wages"], reply), START + timedelta(days=1)
    acts, by = CONSULTATION.acts, office.guidang
    acts["answer_further"](row, by=by, at=later, text="投诉书应写明欠薪月份。")
    document = acts["draft_document"](row, by=by, at=later, title="劳动保障监察投诉书")
    acts["hand_document"](row, by=by, at=later, document=document, handed_on=later.date())
    acts["draft_document"](row, by=by, at=later, title="仲裁申请书")
    paper = CONSULTATION.issue("consultation_record", row, by=by, at=later)
    assert_words(paper, "代拟文书和补充答复")


def test_ordinary_line(office):
    case = walk(office, "record_payment")
    for kind in LINE_PAPERS:
        assert_words(paper_of(case, kind), "通常程序")


def test_application_made_by_a_representative_who_applied_before(office):
    first = new_case(office)
    case = new_case(
        office,
        at=START + timedelta(days=1),
        who=person(id_number="", id_kind="none", phone="", sex="", birth=date(2012, 5, 6)),
        unrepresented="父母双亡，由伯父代为照料。",
        filled_by="agent",
        crowds=["minor", "poor"],
        mode="",
        amount=None,
    )
    Case.objects.filter(pk=case.pk).update(applicant=first.applicant)
    facts = {"name": "王芳", "id_number": "11010519491231002X", "phone": "13700137000"}
    case.parties.create(role="representative", agency="relative", relation="伯父", **facts)
    assert_words(issued("application", case, office.chuangkou), "代理人代为申请，此前申请过")


def test_application_of_one_without_identity_and_opponent(office):
    case = new_case(
        office, who=person(id_number="", id_kind="none", phone="", birth=None, sex=""), crowds=[]
    )
    case.parties.all().delete()
    assert_words(issued("application", case, office.chuangkou), "没有证件，没有对方当事人")


def test_application_of_several(office):
    case = new_case(office, applicant_count=3, indivisible=False, joint=())
    assert_words(issued("application", case, office.chuangkou), "三人，姓名没有登记")
    for name in ("周大勇", "吴小妹"):
        case.joint_applicants.create(name=name)
    case.joint_applicants.filter(name="吴小妹").update(
        id_number="11010519491231002X",
        crowds=["elderly", "woman"],
        amount=Decimal("9300.50"),
        phone="13700137000",
    )
    assert_words(issued("application", case, office.chuangkou), "三人，写明姓名")


def test_papers_of_several_are_for_all_and_signed_by_all(office):
    several = {"applicant_count": 3, "indivisible": False}
    case = walk(office, "accept_assignment", case=new_case(office, **several))
    for kind in ("decision_grant", "agreement", "power_of_attorney"):
        assert_words(paper_of(case, kind), "三人一案")


def test_statement_of_means(office):
    case = new_case(office)
    assert_words(issued("means_statement", case, office.chuangkou), "免予核查")
    facts = {
        "committed": True, "exempt": "", "proof": "", "housing": "自建房", "vehicle": "无", "savings": Decimal(5000),
        "own_savings": Decimal(2000), "debts": Decimal(30000), "spending": "母亲住院",
    }  # fmt: skip
    members = [
        {"name": "李国强", "relation": "本人", "age": 38, "occupation": "瓦工", "income_kind": "工资", "monthly_income": Decimal(900)},
        {"name": "王芳", "relation": "配偶", "monthly_income": Decimal(600)},
    ]  # fmt: skip
    record_means(case, facts, members)
    assert_words(issued("means_statement", case, office.chuangkou), "家庭收入")


def at_station(office):
    return new_case(office, by=office.zhan1, station=office.zhan1.staff.station)


def test_station_hands_over_and_the_centre_sends_back_and_signs(office):
    case, acts = at_station(office), CASE.acts
    assert_words(paper_of(case, "material_receipt"), "工作站收到，材料不齐")
    facts = {"proposal": PreReviewed.ACCEPT, "opinion": "材料齐全。", "checked": ["identity"]}
    acts["pre_review"](case, by=office.zhan1, at=at(3, 3, 10), **facts)
    titles = ["法律援助申请表", "身份证明"]
    acts["hand_over"](case, by=office.zhan1, at=at(3, 3, 14, 5), materials=titles)
    assert_words(paper_of(case, "hand_over_slip"), "初审后移交")
    facts = {"codes": ["signature"], "reasons": ["申请表没有申请人签名", "材料缺失或者看不清"]}
    acts["return_to_station"](
        case, by=office.chuangkou, at=at(3, 4), note="请补签后再移交。", **facts
    )
    assert_words(paper_of(case, "sign_receipt"), "退回")
    case.pre_review.delete()
    case.station.duties = ["consult", "apply"]
    case.station.save()
    again = Case.objects.get(pk=case.pk)
    acts["hand_over"](again, by=office.zhan1, at=at(3, 4, 15), note="申请表已补签。")
    assert_words(paper_of(case, "hand_over_slip"), "不经初审再次移交")
    acts["sign_for"](again, by=office.chuangkou, at=at(3, 4, 16, 30))
    assert_words(paper_of(case, "sign_receipt"), "签收")


def test_receipt_names_what_is_owed(office):
    case = new_case(office)
    facts = {
        "owed": ["工资标准和拖欠证明"],
        "owed_by": date(2026, 3, 10),
        "copies": {"identity": 2},
    }
    CASE.acts["accept_with_gaps"](case, by=office.chuangkou, at=START, **facts)
    assert_words(paper_of(case, "material_receipt"), "容缺受理")


def test_supplement_notice(office):
    case, act = new_case(office), CASE.acts["request_supplement"]
    facts = {"by": office.chuangkou, "due": date(2026, 3, 12)}
    act(case, at=START, items=["工资条", "考勤记录"], **facts)
    assert_words(paper_of(case, "supplement_notice"), "一次性告知")
    CASE.acts["receive_supplement"](case, by=office.chuangkou, at=at(3, 3, 11), items=["工资条"])
    said = {"note": "可以到村委会开具。", "later": "用人单位已更名，须补登记信息"}
    act(case, at=at(3, 3, 12), items=["用人单位登记信息"], **said, **facts)
    assert_words(paper_of(case, "supplement_notice"), "此后出现新情况")


def test_letter_to_another_agency(office):
    case = walk(office, "pass_form")
    ask = {"recipient": "邻水县法律援助中心", "content": "核实申请人在邻水县的房产和存款。", "due": date(2026, 3, 20)}  # fmt: skip
    CASE.acts["request_cooperation"](case, by=office.shencha, at=at(3, 6), **ask)
    assert_words(paper_of(case, "cooperation_letter"), "请求核查")
    Station.objects.filter(parent=None).update(address="", phone="")
    case.applicant.id_number = ""
    case.applicant.save()
    assert_words(
        issued("cooperation_letter", case, office.shencha, **ask), "中心没有登记地址和电话"
    )


def test_refusal_for_scope_and_means(office):
    case = walk(office, "recommend")
    CASE.acts["refuse"](
        case,
        by=office.zhuren,
        at=at(3, 10),
        grounds=["不属于范围", "不困难", "已获援助"],
        codes=["out_of_scope", "not_poor", "already_aided"],
        reasons="申请事项是一般买卖合同纠纷，\n申请人月收入9000元。",
    )
    assert_words(paper_of(case, "decision_refuse"), "三项理由")
    case.review.scope_passed, case.review.scope_reason = False, "买卖合同纠纷不在范围之内。"
    case.review.means_passed, case.review.means_reason = False, "月收入高于标准。"
    case.review.merits_passed, case.review.merits_reason = False, "没有提交证据。"
    case.review.save()
    assert_words(issued("review_form", case, office.zhuren, at(3, 10)), "不予援助")
    MeansTest.objects.update(
        result="documents", reasons=["尚未填写家庭收入，请填写经济困难状况说明表。"]
    )
    asked = issued("review_form", case, office.zhuren, at(3, 10))
    assert "经济状况核算 | 没有核算。" in words_of(asked)


def test_refusal_whose_last_day_may_be_a_holiday_not_yet_announced(office):
    case = walk(office, "recommend")
    do(case, office, "refuse", at(12, 20))
    assert_words(paper_of(case, "decision_refuse"), "节假日安排尚未公布")


def victim(office):
    cause = Cause.objects.get(name="盗窃罪")
    return new_case(
        office, kind="criminal", cause=cause, stage="一审", applicant_role="被害人", mode="刑事被害人代理", matter="victim",
        organ="清和县人民法院",
    )  # fmt: skip


def test_refusal_of_a_victim(office):
    case = walk(office, "recommend", case=victim(office))
    do(case, office, "refuse", at(3, 10))
    assert_words(paper_of(case, "decision_refuse"), "被害人")


def test_review_of_a_petition_before_a_retrial(office):
    theft = {
        "kind": "criminal",
        "cause": Cause.objects.get(name="盗窃罪"),
        "applicant_role": "被告人",
    }
    case = new_case(office, stage="申诉", mode="", matter="", organ="清和县人民法院", **theft)
    case.parties.all().delete()
    walk(office, "recommend", case=case)
    case.review.scope_passed, case.review.scope_reason = False, "没有再审决定。"
    case.review.save()
    do(case, office, "refuse", at(3, 10))
    assert_words(paper_of(case, "review_form"), "刑事申诉，尚未决定再审")


def test_grant_on_article_32_alone_and_without_any_article(office):
    case = walk(office, "grant")
    case.decision.grounds = ["abused"]
    case.decision.save()
    assert_words(issued("decision_grant", case, office.zhuren, at(3, 7)), "不受经济困难条件限制")
    case.decision.grounds = []
    case.decision.save()
    assert_words(issued("decision_grant", case, office.zhuren, at(3, 7)), "没有登记条款")


def test_letters_about_a_lawyer_without_telephone_and_licence(office):
    case = walk(office, "assign")
    Handler.objects.filter(pk=lawyer().pk).update(mobile="", licence="")
    case.applicant.phone = ""
    case.applicant.save()
    Case.objects.filter(pk=case.pk).update(organ="", mode="")
    notice = issued("assignment_notice", case, office.zhuren, at(3, 8), handler=lawyer())
    assert_words(notice, "没有登记电话")
    assert_words(issued("official_letter", case, office.zhuren, at(3, 8)), "没有执业证号和机关")


def defended(office, **fields):
    case = notified(office, **fields)
    for day, step in enumerate(("assign", "accept_assignment", "sign_agreement"), 4):
        do(case, office, step, at(3, day))
    return case


def test_letters_of_a_notified_defence(office):
    case = defended(office)
    for kind in (
        "assignment_notice",
        "official_letter",
        "notice_reply",
        "agreement",
        "power_of_attorney",
    ):
        assert_words(paper_of(case, kind), "通知辩护")
    Handler.objects.filter(pk=case.handler_id).update(mobile="", licence="")
    Firm.objects.filter(pk=case.handler.firm_id).update(phone="0999-7612300")
    assert_words(issued("notice_reply", case, office.zhuren, at(3, 7)), "以承办机构电话答复")
    Firm.objects.filter(pk=case.handler.firm_id).update(phone="")
    assert_words(issued("notice_reply", case, office.zhuren, at(3, 7)), "没有登记电话")


def test_reply_in_a_matter_of_commitment(office):
    case = defended(office, notified="commitment", applicant_role="被申请人")
    for kind in ("notice_reply", "power_of_attorney"):
        assert_words(paper_of(case, kind), "强制医疗")


def test_reply_names_the_article_the_organ_notified_by(office):
    """Art. 36 is about those of art. 25(1) and 28; of the others the court may notify, and of 全覆盖 the Law says nothing."""
    court = {"notified": "ordinary", "notice": {"number": "清法援通〔2026〕14号"}}
    asked = {
        "notified": "prosecution",
        "notice": {"number": "清检援通〔2026〕3号", "organ_kind": "procuratorate"},
    }
    asked |= {"stage": "审查起诉", "applicant_role": "犯罪嫌疑人", "organ": "清和县人民检察院"}
    for facts, heading in ((court, "可以通知"), (asked, "审查起诉阶段全覆盖")):
        case = defended(office, crowds=[], **facts)
        assert_words(paper_of(case, "notice_reply"), heading)


def test_letter_about_a_lawyer_who_is_not_wanted(office):
    for situation, number, heading, stop in (
        ("sensory", 12, "应当通知指派", "。"),
        ("ordinary", 13, "可以通知指派", ""),
    ):
        said = {"refused_on": date(2026, 3, 7), "reason": f"家属已经另行委托律师{stop}"}
        paper = {"number": f"清法援通〔2026〕{number}号", "apart": "另案起诉"}
        case = defended(office, notified=situation, crowds=[], notice=paper)
        CASE.acts["refuse_lawyer"](case, by=office.lvshi, at=at(3, 8), **said)
        assert_words(paper_of(case, "refusal_letter"), heading)


def replaced(office, case, handler):
    facts = {"handler": handler, "reason": "原承办人离所。"}
    CASE.acts["replace_handler"](case, by=office.zhuren, at=at(3, 15), **facts)
    return paper_of(case, "replacement_notice")


def test_replacement_by_another_of_the_same_unit(office):
    case = walk(office, "sign_agreement")
    assert_words(replaced(office, case, office.lvshi5.handler), "同一机构")


def test_replacement_told_to_the_recipient(office):
    case = walk(office, "sign_agreement")
    replaced(office, case, office.lvshi5.handler)
    papers = Paper.objects.filter(subject_id=case.pk, kind="replacement_notice")
    assert_words(papers.earliest("pk"), "送受援人")


def test_replacement_by_one_of_another_unit(office):
    Handler.objects.filter(user=office.lvshi4).update(mobile="")
    case = walk(office, "sign_agreement")
    assert_words(replaced(office, case, Handler.objects.get(user=office.lvshi4)), "另一机构")


def test_progress_record_has_the_hearings_and_every_entry(office):
    case = walk(office, "hold_first_meeting")
    sitting, told = at(3, 12, 14, 30), {"by": office.lvshi, "at": at(3, 13)}
    CASE.acts["schedule_hearing"](
        case, by=office.lvshi, at=at(3, 12), starts_at=sitting, organ="仲裁委", place="一号庭"
    )
    entry = {"entry_kind": "阅卷", "done_on": date(2026, 3, 12), "content": "复制案卷材料。"}
    CASE.acts["add_log"](case, manner="直接", **entry, **told)
    assert_words(issued("progress_record", case, office.lvshi, at(3, 13)), "开庭和日志")


def test_closing_report_without_sum(office):
    case = walk(office, "report_closure")
    case.closure.amount_won, case.closure.adopted = None, "代理意见被全部采纳。"
    case.closure.document_number = "（2026）清劳仲裁字第8号"
    case.closure.save()
    assert_words(issued("closing_report", case, office.lvshi, at(3, 13)), "没有金额")


def test_receipt_of_service(office):
    case = new_case(office)
    paper = issued("service_receipt", case, office.chuangkou, document="给予法律援助决定书")
    assert_words(paper, "送达决定书")


def test_call_to_a_recipient_who_was_not_asked_everything(office):
    case = walk(office, "approve_closure")
    CASE.acts["follow_up"](
        case, by=office.guidang, at=at(4, 1), satisfaction="2", manner="上门", suggestions="请早些告知进展。",
        met=True, told=False, reported=None, money_asked=None,
    )  # fmt: skip
    assert_words(paper_of(case, "follow_up_record"), "有意见")


def test_call_with_questions_of_the_countys_own(office):
    case = walk(office, "approve_closure")
    own = [
        ["开庭前是否与您沟通、作了准备", "是"],
        ["是否按时出庭", "不适用"],
        ["还有什么困难", "否"],
    ]
    said = {"met": True, "told": True, "reported": True, "money_asked": False, "satisfaction": "4"}
    CASE.acts["follow_up"](case, by=office.guidang, at=at(4, 1), more=own, **said)
    assert_words(paper_of(case, "follow_up_record"), "另外问了三个问题")
