"""One case, whole life: a migrant worker's wages, from the window desk to the sealed dossier, each person in a browser of their own."""

import hashlib
import time
from decimal import Decimal
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from django.conf import settings

from cases.enums import State
from cases.models import Case
from cases.workflow import CASE
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.audit import chain
from legalaid.platform.documents import render
from legalaid.platform.documents.models import Paper, Volume
from legalaid.platform.jobs.models import Job
from tests.factories import age_of_applicant
from tests.papers import KNOWN

ID = "440524198801010011"


def register(clerk):
    page = clerk.page
    clerk.go("/cases/new/")
    page.fill("#id_id_number", ID)
    page.press("#id_id_number", "Tab")
    page.wait_for_selector(f"#side >> text={age_of_applicant()}岁")
    assert page.input_value("#id_sex") == "M"
    page.fill("#id_name", "李国强")
    page.fill("#id_phone", "13800138000")
    page.fill("#id_address", "清和县城关镇建设路1号")
    page.get_by_label("农民工").check()
    page.fill("#cause_text", "")
    page.type("#cause_text", "zsldbc")
    page.wait_for_selector("#causes button:has-text('追索劳动报酬纠纷')")
    page.press("#cause_text", "Enter")
    page.wait_for_selector("#side >> text=材料清单 >> visible=true")
    page.wait_for_selector("#received_identity")
    page.select_option("#id_stage", "仲裁")
    page.select_option("#id_applicant_role", "申请人")
    page.fill("#id_opponent_name", "清和县宏达建筑工程有限公司")
    page.fill("#id_organ", "清和县劳动人事争议仲裁委员会")
    page.fill("#id_amount", "18600")
    page.fill("#id_facts", "在宏达公司工地做砌筑工，三月至六月工资18600元未付，多次催要未果。")
    for box in page.locator("#side input[type=checkbox]").all():
        box.check()
    clerk.shot("intake")
    clerk.press("提交申请")
    page.wait_for_url("**/cases/*/")
    return Case.objects.get()


def upload(seat, slot, name):
    """A signed paper, scanned as a PDF."""
    data = render.pdf(
        f"<html lang='zh-CN'><title>{name}</title><h1>{name}</h1><p>签字件</p></html>"
    )
    seat.page.click("#tab-materials")
    seat.page.select_option("#slot", slot)
    seat.page.set_input_files(
        "#files", {"name": f"{name}.pdf", "mimeType": "application/pdf", "buffer": data}
    )
    seat.press("上传")
    seat.page.wait_for_selector("text=已保存1个文件")


@pytest.mark.django_db(transaction=True)
def test_case_life_from_window_to_sealed_dossier(people, worker, seat):
    clerk = seat("chuangkou")
    case = register(clerk)
    path = f"/cases/{case.pk}/"
    assert (case.green, case.state, case.kind) == (True, State.SUBMITTED, "civil")
    upload(clerk, "application_form", "法律援助申请表")
    clerk.shot("case_submitted")
    clerk.press("受理")
    clerk.press("受理")

    reviewer = seat("shencha")
    reviewer.shot("todo")
    reviewer.go(path)
    reviewer.press("形式审查通过")
    for name in ("jurisdiction", "proper_applicant", "documents"):
        reviewer.page.check(f"#id_{name}")
    reviewer.press("形式审查通过")
    reviewer.press("提出审查意见")
    assert reviewer.page.is_checked("#id_scope_passed_0")
    reviewer.page.check("#id_merits_passed_0")
    reviewer.page.fill("#id_merits_reason", "有工资条和考勤记录。")
    reviewer.page.check("#id_conflict_checked")
    reviewer.page.check("#id_proposal_0")
    reviewer.page.fill("#id_opinion", "符合法律援助条件，建议给予法律援助。")
    reviewer.shot("review")
    reviewer.press("提出审查意见")

    director = seat("zhuren")
    director.go(path)
    director.press("给予法律援助")
    director.shot("decision")
    director.press("给予法律援助")
    director.press("指派")
    director.page.locator("label", has_text=people.lvshi.name).locator("input").check()
    director.page.fill("#id_reason", "专长相符，有时间。")
    director.shot("assign")
    director.press("指派")

    handler = seat("lvshi", phone=True)
    handler.shot("handler_phone")
    handler.go(path)
    handler.press("接受指派")
    handler.press("接受指派")
    handler.press("签订委托协议")
    handler.press("签订委托协议")
    handler.press("首次会见（约见）")
    handler.page.fill("#id_place", "中心接待室")
    for box in handler.page.locator("input[name=told]").all():
        box.check()
    handler.page.fill("#id_record", "了解案情，告知四项事项。")
    handler.shot("meeting_phone")
    handler.press("首次会见（约见）")
    handler.press("看这个案件")
    upload(handler, "meeting", "约见笔录")
    handler.press("记一笔")
    handler.page.select_option("#id_entry_kind", "集体讨论")
    handler.page.fill("#id_content", "律所集体讨论仲裁方案。")
    handler.press("记办理日志")
    handler.page.click("details.menu summary:has-text('其他办理')")
    handler.press("向受援人通报")
    handler.page.fill("#id_content", "告知仲裁开庭时间。")
    handler.press("向受援人通报")
    handler.press("登记结案")
    handler.page.select_option("#id_document", "仲裁裁决书")
    handler.page.select_option("#id_outcome", "arbitrated")
    handler.page.fill("#id_amount_won", "18600")
    handler.page.fill("#id_result", "裁决公司支付工资18600元。")
    handler.press("登记结案")
    handler.press("看这个案件")
    handler.press("报送结案材料")
    handler.page.fill("#id_summary", "代理仲裁，全部请求得到支持。")
    handler.press("报送结案材料")
    handler.page.wait_for_selector(
        "text=承办卷还缺：委托协议（已签字的扫描件）、授权委托书（已签字的扫描件）、结案文书 >> visible=true"
    )
    handler.go(path)
    upload(handler, "agreement", "委托协议")
    upload(handler, "power_of_attorney", "授权委托书")
    upload(handler, "judgment", "仲裁裁决书")
    handler.press("报送结案材料")
    handler.page.fill("#id_summary", "代理仲裁，全部请求得到支持。")
    handler.press("报送结案材料")

    reviewer.go(path)
    reviewer.press("结案审查通过")
    reviewer.press("结案审查通过")
    archivist = seat("guidang")
    archivist.go(path)
    archivist.press("回访")
    asked = ("met_0", "told_0", "reported_0", "money_asked_1", *(f"asked_{n}_0" for n in range(4)))
    for name in (*asked, "satisfaction_0"):
        archivist.page.check(f"#id_{name}")
    archivist.press("回访")
    archivist.go(path)
    assert "等发放补贴或者由中心负责人免除，再归档" in archivist.page.inner_text("main")
    archivist.press("归档")
    archivist.press("归档")
    archivist.page.wait_for_selector("text=一案一补贴")
    assert "尚缺：一案一补贴" in archivist.page.inner_text("main")
    case.refresh_from_db()
    CASE.acts["record_payment"](
        case, by=system_user(), amount=Decimal("1400.00"), paid_on=case.closed_on
    )
    archivist.go(path + "archive/")
    archivist.shot("archive")
    archivist.press("归档")
    wait_until_sealed(case)
    archivist.go(path)
    archivist.shot("case_sealed")
    check_dossier(case)
    assert archivist.page.locator("input[type=file]").count() == 0
    assert chain.verify()[2] is None
    assert (in_clear(settings.PRIVATE_DIR), any(settings.PRIVATE_DIR.rglob("*.pdf"))) == ([], True)


def in_clear(folder):
    """Files in which a number, telephone or address of somebody can be read, and PDFs that are not encrypted."""
    known = [value.encode() for values in KNOWN.values() for value in values]
    return [
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and _says(path.read_bytes(), known)
    ]


def _says(data, known):
    return data.startswith(b"%PDF") or any(value in data for value in known)


def wait_until_sealed(case, seconds=180):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        case.refresh_from_db()
        if case.state == State.ARCHIVED:
            return
        time.sleep(0.5)
    pytest.fail(
        f"not sealed after {seconds} s: {case.state} {list(Job.objects.values_list('kind', 'state', 'error'))}"
    )


def check_dossier(case):
    """Text, page numbers, catalogue, hashes and PDF/A marks of both volumes."""
    volumes = {v.kind: v for v in Volume.objects.filter(subject_id=case.pk)}
    assert set(volumes) == {"approval", "handling"}
    titles = set(Paper.objects.filter(subject_id=case.pk).values_list("title", flat=True))
    for volume in volumes.values():
        data = content(volume)
        assert hashlib.sha256(data).hexdigest() == volume.sha256
        texts = page_texts(data)
        assert len(texts) == volume.pages
        assert case.number in texts[0]
        start = next(n for n, text in enumerate(texts) if "卷内目录" in text) + 1
        assert volume.manifest[0]["first"] == 1
        last = 0
        for row in volume.manifest:
            assert row["first"] == last + 1
            last = row["last"]
            first_page = texts[start + row["first"] - 1]
            assert str(row["first"]) in first_page.split()
            if row["title"].split()[0] in titles:
                assert row["title"].split()[0] in first_page
            assert f"{row['first']}-{row['last']}" in texts[start - 1]
        assert "备考表" in texts[start + last]
        check_archival(data)
    handled = [row["title"].split()[0] for row in volumes["handling"].manifest]
    assert handled[:2] == ["委托协议", "授权委托书"]  # as signed
    digests = {row["sha256"] for v in volumes.values() for row in v.manifest}
    issued = Paper.objects.filter(
        subject_id=case.pk, kind__in=("decision_grant", "assignment_notice", "closing_report")
    )
    assert {p.sha256 for p in issued} <= digests
    assert "清和县法律援助中心" in page_texts(content(volumes["approval"]))[0]


def content(volume):
    with volume.file.open("rb") as file:
        return file.read()


def page_texts(data):
    document = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def check_archival(data):
    with pikepdf.open(BytesIO(data)) as document:
        assert document.open_metadata()["pdfaid:part"] == "2"
        assert len(document.Root.OutputIntents) == 1
        fonts = [
            font for page in document.pages for font in page.resources.get("/Font", {}).values()
        ]
        assert fonts
        assert all(
            "/FontFile3" in f.DescendantFonts[0].FontDescriptor
            or "/FontFile2" in f.DescendantFonts[0].FontDescriptor
            for f in fonts
        )
