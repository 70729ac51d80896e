"""One golden text per paper: what the frozen context of each kind says, and that the page carries it with embedded fonts."""

import json
from datetime import date, timedelta
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from django.utils import timezone

from cases.domain.consultation import register
from cases.domain.eligibility import record_means
from cases.models import Cause
from cases.workflow import CASE, CONSULTATION
from legalaid.platform.documents import issue, render
from legalaid.platform.documents.kinds import KINDS
from legalaid.platform.documents.models import Paper
from legalaid.platform.procedure.models import ClockRule
from stations.models import Station
from tests.factories import START, do, new_case, walk

GOLDEN = {
    "application": ("清援申字〔2026〕第1号", ["法律援助申请表", "李国强", "440524198801010011", "农民工", "追索劳动报酬纠纷", "18,600.00元", "申请人声明"]),
    "material_receipt": ("清援收字〔2026〕第1号", ["申请材料接收凭证", "身份证明", "2026年3月3日", "七日内进行审查", "（公章）"]),
    "decision_grant": (
        "清援决字〔2026〕第1号",
        ["给予法律援助决定书", "李国强：", "你于2026年3月3日向本中心提出的追索劳动报酬纠纷一案", "第三十一条第五项、第四十二条第三项、第四十三条第一款", "劳动仲裁代理"],
    ),
    "review_form": ("清援审字〔2026〕第1号", ["法律援助审查表", "属于支付劳动报酬。", "审查人：陈立", "负责人：李国梁", "同意。"]),
    "assignment_notice": ("清援指字〔2026〕第1号", ["指派通知书（存根）", "五日内将承办人姓名和联系方式告知受援人和本中心", "受援人联系电话：13800138000"]),
    "agreement": ("", ["委托代理/辩护协议", "甲方（受援人）", "不收取甲方任何财物", "2026年3月10日"]),
    "power_of_attorney": ("", ["授权委托书", "440524198801010011", "代理权限"]),
    "official_letter": ("清援函字〔2026〕第1号", ["法律援助公函（存根）", "清和县劳动人事争议仲裁委员会：", "特此函告"]),
    "progress_record": ("", ["承办情况通报/报告记录", "主要内容"]),
    "closing_report": ("", ["结案报告表", "仲裁裁决书", "2026年3月12日", "18,600.00元（壹万捌仟陆佰元整）", "代理仲裁。"]),
    "follow_up_record": ("", ["受援人回访记录表", "非常满意", "是否收取财物", "回访人：吴静"]),
}  # fmt: skip


def text_of(paper):
    data = render.pdf(render.paper_html(paper.kind, paper.facts, paper.number_text))
    document = pypdfium2.PdfDocument(data)
    try:
        found = "".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()
    return data, "".join(found.split())


def check(paper, number, words):
    data, text = text_of(paper)
    assert paper.number_text == number
    assert [word for word in words if "".join(word.split()) not in text] == []
    with pikepdf.open(BytesIO(data)) as document:
        assert document.open_metadata()["pdfaid:conformance"] == "B"
        fonts = {str(f.BaseFont) for page in document.pages for f in page.resources.Font.values()}
    assert any("CJK" in font or "FangSong" in font for font in fonts)


@pytest.fixture
def closed(county):
    return walk(county, "record_payment")


def test_papers_of_the_ordinary_line_say_what_the_forms_ask(closed):
    for kind, (number, words) in GOLDEN.items():
        check(Paper.objects.get(subject_id=closed.pk, kind=kind), number, words)


def test_supplement_notice_lists_everything_and_its_consequence(county):
    case = new_case(county)
    day = timezone.localdate(START) + timedelta(days=9)
    CASE.acts["request_supplement"](
        case, by=county.chuangkou, at=START, items=["工资条", "考勤记录"], due=day
    )
    paper = Paper.objects.get(subject_id=case.pk, kind="supplement_notice")
    check(
        paper,
        "清援补字〔2026〕第1号",
        ["1.工资条", "2.考勤记录", "2026年3月12日前", "视为撤回申请"],
    )


def test_refusal_states_reasons_and_the_way_to_object(county):
    case = walk(county, "recommend")
    do(case, county, "refuse", START + timedelta(days=6))
    paper = Paper.objects.get(subject_id=case.pk, kind="decision_refuse")
    words = [
        "《法律援助法》第三十一条",
        "理由：申请事项是一般买卖合同纠纷。",
        "15日内",
        "清和县司法局",
        "2026年3月24日",
    ]
    check(paper, "清援不字〔2026〕第1号", words)


def test_application_says_who_applies_how_and_what_was_applied_for_before(county):
    """Form 2 of 2013 and 2023 (facts 3)."""
    first = new_case(county)
    case = new_case(county, at=START + timedelta(days=1), filled_by="applicant")
    case.parties.create(role="representative", name="王芳", agency="relative", relation="配偶")
    rows = CASE.paper_contexts["application"](case, by=county.chuangkou, at=START)["rows"]
    assert ["代理人", "王芳", "与申请人关系", "近亲属，配偶"] in rows
    assert ["援助方式", "劳动仲裁代理", "填表人", "申请人本人"] in rows
    assert ["此前的申请", first.number] in rows


def test_means_statement_says_the_income_per_head(county):
    members = [
        {"name": "李国强", "relation": "本人", "monthly_income": 900},
        {"name": "王芳", "relation": "配偶", "monthly_income": 600},
    ]
    case = new_case(county, means={"committed": True})
    record_means(case, {"committed": True}, members)
    rows = CASE.paper_contexts["means_statement"](case, by=county.chuangkou, at=START)["rows"]
    assert "750.00元" in [row[3] for row in rows if len(row) > 3 and row[2] == "人均月收入"]


def test_refusal_says_the_limit_in_force_and_the_article_of_a_victim(county):
    ClockRule.objects.create(
        key="objection", limit=30, unit="day", roll=True, valid_from=date(2026, 1, 1)
    )
    cause = Cause.objects.filter(kind="criminal", level__gt=1).first()
    case = new_case(
        county,
        kind="criminal",
        cause=cause,
        stage="一审",
        applicant_role="被害人",
        mode="刑事被害人代理",
        matter="victim",
    )
    walk(county, "recommend", case=case)
    do(case, county, "refuse", START + timedelta(days=6))
    said = "".join(
        Paper.objects.get(subject_id=case.pk, kind="decision_refuse").facts["paragraphs"]
    )
    assert "自收到本决定书之日起30日内" in said
    assert "《法律援助法》第二十九条" in said
    assert "第三十一条" not in said


def test_means_statement_and_receipt_of_service_on_request(county):
    case = new_case(county)
    paper = CASE.issue("means_statement", case, by=county.chuangkou, at=START)
    check(
        paper,
        "",
        [
            "经济困难状况说明表",
            "个人诚信承诺",
            "申请支付劳动报酬或者请求工伤事故人身损害赔偿的进城务工人员",
        ],
    )
    paper = CASE.issue(
        "service_receipt", case, by=county.chuangkou, at=START, document="给予法律援助决定书"
    )
    check(paper, "", ["送达回证", "给予法律援助决定书", "受送达人"])


def test_consultation_record_notes_who_gave_no_identity(county):
    facts = {"name": "", "anonymous": True, "channel": "phone", "question": "工资被拖欠怎么办"}
    reply = {"answer": "可以申请", "outcome": "advised", "minutes": 12}
    station = Station.objects.get(parent=None)
    row = register(
        by=county.chuangkou,
        station=station,
        facts=facts,
        topics=["wages", "insurance"],
        reply=reply,
        at=START,
    )
    paper = CONSULTATION.issue("consultation_record", row, by=county.chuangkou, at=START)
    words = [
        "清援询〔2026〕1号",
        "未提供身份信息",
        "本人不愿提供",
        "劳动报酬、社会保险待遇",
        "工资被拖欠怎么办",
        "可以申请",
        "12分钟",
        "接待人：周敏",
    ]
    check(paper, "", words)


def test_numbers_of_a_series_have_no_gap_after_a_refused_act(county):
    from legalaid.platform.core.errors import DomainError

    first, second = (
        walk(county, "recommend"),
        walk(county, "recommend", at=START + timedelta(days=30)),
    )
    with pytest.raises(DomainError):
        CASE.acts["grant"](
            first,
            by=county.zhuren,
            at=START + timedelta(days=9),
            grounds=[],
            codes=[],
            mode="劳动仲裁代理",
        )
    for case in (first, second):
        do(case, county, "grant", START + timedelta(days=40))
    numbers = (
        Paper.objects.filter(kind="decision_grant").order_by("id").values_list("number", flat=True)
    )
    assert list(numbers) == [1, 2]


def test_issued_paper_is_frozen_and_a_correction_supersedes_it(county):
    case = new_case(county)
    paper = Paper.objects.get(subject_id=case.pk, kind="application")
    before = issue.ensure_file(paper)
    case.facts = "改过的案情"
    case.save()
    again = issue.ensure_file(Paper.objects.get(pk=paper.pk))
    assert (again.sha256, again.facts["blocks"][0][1]) == (
        before.sha256,
        "在清和县宏达建筑工程有限公司做工，被拖欠工资18600元。",
    )
    context = CASE.paper_contexts["application"](case, by=county.chuangkou, at=START)
    new = issue.supersede(paper, context=context, by=county.chuangkou, at=START, reason="案情有误")
    paper.refresh_from_db()
    assert (paper.superseded_by, new.number_text, json.loads(new.context)["blocks"][0][1]) == (
        new,
        "清援申字〔2026〕第2号",
        "改过的案情",
    )


def test_every_kind_has_its_template():
    for kind in KINDS:
        assert len(render.template_version(kind)) == 12
