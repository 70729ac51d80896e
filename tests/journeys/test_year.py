"""The administrator's morning: from the board to the report to a published notice that names nobody."""

import subprocess
from datetime import datetime
from io import BytesIO

import pypdfium2
import pytest
from django.utils import timezone
from docx import Document

from cases.models import Party, Person
from legalaid.faces.portal.models import Notice
from legalaid.platform.jobs.queue import held
from tests.factories import walk

YEAR = timezone.localdate().year


def sheets(page):
    """What stands on each sheet of A4 when the page is printed."""
    pages = pypdfium2.PdfDocument(page.pdf(format="A4"))
    return ["".join(one.get_textpage().get_text_range().split()) for one in pages]


@pytest.mark.django_db(transaction=True)
def test_year_from_board_to_report_to_published_notice(
    people, worker, seat, browser, live_server, tmp_path
):
    with held():  # the worker has the report to make, not the papers of the way there to print
        for day in range(3, 7):
            walk(people, "follow_up", at=timezone.make_aware(datetime(YEAR - 1, 3, day, 9, 0)))

    director = seat("zhuren")
    director.go("/statistics/")
    assert director.page.locator(".tile").count() == 6
    director.shot("dashboard_begun")
    begun, kept = sheets(director.page)
    assert ("清和县法律援助中心" in begun, "案件来源" in begun, "站点" in begun) == (
        True,
        True,
        False,
    )
    assert ("期限和承诺" in kept, "本年经费" in kept, "站点" in kept) == (True, True, True)

    director.go(f"/statistics/report/{YEAR - 1}/")
    assert "给予法律援助4件" in director.page.inner_text("article.report")
    director.page.fill("#id_rules_count", "10项")
    director.press("保存并更新文字")
    assert "制定并公示工作制度10项" in director.page.inner_text("article.report")
    director.shot("report")
    director.press("生成 Word")
    director.page.wait_for_selector("text=已生成")
    with director.page.expect_download() as download:
        director.page.click("text=下载")
    document = Document(BytesIO(download.value.path().read_bytes()))
    assert any("给予法律援助4件" in paragraph.text for paragraph in document.paragraphs)
    director.go("/messages/")
    assert f"{YEAR - 1}年工作报告（docx）”已生成" in director.page.inner_text("main")

    admin = seat("admin")
    admin.go("/notices/new/")
    admin.page.fill("#id_first_day", f"{YEAR - 1}-01-01")
    admin.page.fill("#id_last_day", f"{YEAR - 1}-12-31")
    admin.page.fill("#id_title", f"{YEAR - 1}年法律援助案件办理情况公示")
    admin.page.fill("#id_intro", "受援人李国强的工资已经追回。")
    admin.press("生成公示稿")
    notice = Notice.objects.get()
    director.go(f"/notices/{notice.pk}/publish/")
    director.press("发布")
    assert "可能泄露个人信息，不能发布" in director.page.inner_text("main")

    admin.go(f"/notices/{notice.pk}/revise/")
    admin.page.fill("#id_intro", "本年度案件办理情况如下。")
    admin.press("修改说明")
    director.go(f"/notices/{notice.pk}/publish/")
    director.press("发布")
    notice.refresh_from_db()
    assert notice.state == "published"

    visitor = browser.new_page()
    visitor.goto(f"{live_server.url}/public/")
    visitor.click(f"text={notice.title}")
    page = visitor.inner_text("body")
    assert "案件办理情况（件）" in page
    pdf = tmp_path / "notice.pdf"
    pdf.write_bytes(visitor.request.get(f"{live_server.url}/public/{notice.pk}/notice.pdf").body())
    paper = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True
    ).stdout
    assert notice.title in paper
    secrets = {
        value
        for person in Person.objects.all()
        for value in (person.name, person.id_number, person.phone, person.address)
    }
    secrets |= set(Party.objects.values_list("name", flat=True))
    assert {secret for secret in secrets if secret and (secret in page or secret in paper)} == set()
    visitor.close()
