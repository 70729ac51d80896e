"""Papers as issued: PDF/A with their fonts, numbered without a gap, frozen, superseded. Their words: test_letters."""

from datetime import date, timedelta
from io import BytesIO

import pikepdf
import pytest
from django.test import override_settings
from django.urls import reverse

from cases.domain.eligibility import record_means
from cases.models import Cause
from cases.workflow import CASE
from legalaid.platform.audit.models import Event
from legalaid.platform.documents import issue, render
from legalaid.platform.documents.kinds import PAPER_KINDS
from legalaid.platform.documents.models import Paper
from legalaid.platform.procedure.models import ClockRule
from tests.factories import START, do, new_case, walk
from tests.journeys.test_case_life import page_texts
from tests.papers import paper_of, words_of

LAYOUTS = (
    "decision_grant",
    "assignment_notice",
    "material_receipt",
)  # a letter, one with a stub, a table


def test_papers_are_archivable_with_their_chinese_fonts(county):
    case = walk(county, "assign")
    for kind in LAYOUTS:
        paper = Paper.objects.get(subject_id=case.pk, kind=kind)
        data = render.pdf(render.paper_html(paper.kind, paper.facts, paper.number_text))
        with pikepdf.open(BytesIO(data)) as document:
            claimed = document.open_metadata()["pdfaid:conformance"]
            fonts = {
                str(font.BaseFont)
                for page in document.pages
                for font in page.resources.Font.values()
            }
        assert claimed == "B"
        assert any("CJK" in font or "FangSong" in font for font in fonts)


def test_application_says_who_applies_how_and_what_was_applied_for_before(county):
    """Form 2 of 2013 and 2023 (facts 3)."""
    first = new_case(county)
    case = new_case(county, at=START + timedelta(days=1), filled_by="applicant")
    case.parties.create(role="representative", name="王芳", agency="relative", relation="配偶")
    facts = CASE.paper_contexts["application"](case, by=county.chuangkou, at=START)
    assert (facts["agent"]["name"], facts["agent"]["as_what"]) == ("王芳", ["近亲属", "配偶"])
    assert (facts["mode"], facts["filled_by"]) == ("劳动仲裁代理", "申请人本人")
    assert facts["earlier"] == [first.number]


def test_means_statement_says_the_income_per_head(county):
    members = [
        {"name": "李国强", "relation": "本人", "monthly_income": 900},
        {"name": "王芳", "relation": "配偶", "monthly_income": 600},
    ]
    case = new_case(county, means={"committed": True})
    record_means(case, {"committed": True}, members)
    facts = CASE.paper_contexts["means_statement"](case, by=county.chuangkou, at=START)
    assert facts["per_head"] == "750.00"


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
    words = words_of(Paper.objects.get(subject_id=case.pk, kind="decision_refuse"))
    assert "自收到本决定书之日起30日内" in words
    assert "《法律援助法》第二十九条" in words
    assert "第三十一条" not in words


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
    assert (again.sha256, again.facts["facts"]) == (
        before.sha256,
        "在清和县宏达建筑工程有限公司做工，被拖欠工资18600元。",
    )
    context = CASE.paper_contexts["application"](case, by=county.chuangkou, at=START)
    new = issue.supersede(paper, context=context, by=county.chuangkou, at=START, reason="案情有误")
    paper.refresh_from_db()
    assert (paper.superseded_by, new.number_text, new.facts["facts"]) == (
        new,
        "清援申字〔2026〕第2号",
        "改过的案情",
    )


def test_signature_is_never_alone_on_its_sheet(county):
    paper = CASE.issue("application", new_case(county), by=county.chuangkou, at=START)
    facts = paper.facts | {"earlier": ["清援案〔2025〕0001号 追索劳动报酬纠纷 已归档"] * 6}
    first, second = page_texts(render.pdf(render.paper_html("application", facts, "")))
    assert "此前的申请" in first
    assert "理由 在清和县宏达" in second
    assert "申请人（签名或捺印）" in second


def test_version_of_a_template_follows_every_word_of_it_and_of_what_it_stands_on(
    settings, tmp_path
):
    before = {kind: render.template_version(kind) for kind in PAPER_KINDS}
    changed = {}
    for name, words, other in (
        ("decision_grant.html", "法律援助不收取任何费用。", "法律援助免费。"),
        ("_contact.html", "联系地址", "地址"),
        ("letter.html", "（存根）", "（存查）"),
    ):
        folder = tmp_path / name / "papers"
        folder.mkdir(parents=True)
        source = (settings.BASE_DIR / "templates" / "papers" / name).read_text()
        assert words in source
        (folder / name).write_text(source.replace(words, other))
        changed[name] = _changed(settings, folder.parent, before)
    letters = {
        "supplement_notice", "referral_notice", "transfer_letter", "cooperation_letter", "cooperation_reply", "prior_notice", "prior_revoked",
        "decision_grant", "decision_grant_one", "decision_refuse", "decision_refuse_one", "decision_letter", "assignment_notice", "notice_reply", "refusal_letter",
        "replacement_answer", "replacement_notice", "termination_decision", "termination_letter", "termination_notice", "termination_revoked",
        "termination_decision_one", "termination_revoked_one", "fraud_referral", "introduction_letter", "proof_letter", "coordination_letter", "relief_letter",
        "inquiry_letter",
    }  # fmt: skip
    assert changed == {
        "decision_grant.html": {"decision_grant"},
        "_contact.html": letters,
        "letter.html": letters
        # the bureau has an address of its own
        | {"official_letter", "objection_decision", "complaint_answer", "complaint_refusal"},
    }


def _changed(settings, folder, before):
    """Kinds whose version is another while the templates in `folder` go first."""
    [engine] = settings.TEMPLATES
    with override_settings(TEMPLATES=[engine | {"DIRS": [folder, *engine["DIRS"]]}]):
        return {kind for kind in PAPER_KINDS if render.template_version(kind) != before[kind]}


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("decision_refuse", "reasons"),
        ("cooperation_letter", "content"),
        ("supplement_notice", "note"),
        ("supplement_notice", "later"),
    ],
)
def test_what_somebody_wrote_in_lines_is_printed_in_lines(kind, field):
    html = render.paper_html(kind, {field: "收入超出标准。\n没有免予核查的情形。"})
    assert "收入超出标准。<br>没有免予核查的情形。" in html


def test_receipt_counts_what_came_more_than_once(county, sign_in):
    case = new_case(county)
    client, path = sign_in(county.chuangkou), reverse("cases:accept", args=[case.pk])
    typed = {"seen": case.version, "received": ["application_form", "wage_evidence", "identity", "status_proof"]}  # fmt: skip
    assert client.post(path, typed | {"copies_identity": "0"}).status_code == 422
    typed |= {"copies_identity": "2", "copies_wage_evidence": "15"}
    assert client.post(path, typed).status_code == 302
    told = paper_of(case, "material_receipt").facts["received"]
    assert [(row["title"], row["copies"]) for row in told] == [
        ("法律援助申请表", 1),
        ("身份证明", 2),
        ("身份证明材料：务工证明", 1),
        ("工资标准和拖欠证明", 15),
    ]
    assert Event.objects.get(verb="case.accept").data["materials"] == (
        "法律援助申请表、身份证明（2份）、身份证明材料：务工证明、工资标准和拖欠证明（15份）"
    )
