"""The annual report of a small county: golden text, Word read back by LibreOffice, PDF/A, bad years, and the long work around it."""

import subprocess
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from docx import Document
from docx.oxml.ns import qn

from legalaid.faces.statistics.annual import drawings, text
from legalaid.faces.statistics.annual.collect import readings
from legalaid.faces.statistics.annual.window import year_span
from legalaid.faces.statistics.domain import export as exports
from legalaid.faces.statistics.domain import report
from legalaid.faces.statistics.models import Export
from legalaid.faces.statistics.queries.sums import sums
from legalaid.platform.accounts.models import User
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.words import day
from legalaid.platform.jobs import queue
from legalaid.platform.jobs.models import Job
from legalaid.platform.notifications.models import Message
from stations.hall.domain import ticket
from stations.models import Handler, Staff, Station
from tests.factories import new_case, walk
from tests.hall import windows

GOLDEN = Path(__file__).parent / "golden" / "annual_report.txt"
LAST_YEAR = timezone.make_aware(datetime(2024, 5, 7, 9, 0))


@pytest.fixture
def year(county):
    for number in range(3):
        walk(county, "follow_up", at=timezone.make_aware(datetime(2025, 3, 3 + number, 9, 0)))
    walk(county, "grant", at=LAST_YEAR)
    new_case(county, at=timezone.make_aware(datetime(2025, 4, 7, 9, 0)))
    report.save_answers(2025, {"rules_count": "10项", "vehicles": "1辆"}, by=county.zhuren)
    return county


def words(found):
    return (
        "\n".join(p for heading, _, body in text.sections(found) for p in [heading, *body] if p)
        + "\n"
    )


def test_report_text_is_as_looked_at(year, settings):
    found = words(readings(2025))
    assert found == GOLDEN.read_text()


def test_figures_count_what_was_walked(year):
    found = readings(2025)
    expected = {
        "applications": 4,
        "granted": 3,
        "granted_before": 1,
        "granted_total": 4,
        "closed": 3,
        "recipients": 4,
        "follow_ups": 3,
    }
    assert {key: found.value(key) for key in expected} == expected
    assert found.value("amount_won") * 10_000 == 3 * 18_600
    assert found.value("migrant_workers") == 4


def test_word_file_opens_in_libreoffice_and_says_the_same(year, tmp_path):
    out = tmp_path / "报告.docx"
    call_command("annual_report", 2025, "--out", str(out))
    run = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "txt:Text",
        "--outdir",
    ]
    subprocess.run([*run, str(tmp_path), str(out)], check=True, capture_output=True, timeout=120)
    read = (tmp_path / "报告.txt").read_text(encoding="utf-8-sig").splitlines()
    for line in words(readings(2025)).splitlines():
        assert line in read
    assert "清和县2025年法律援助工作报告" in read


def test_pdf_is_archivable_and_chinese(year, tmp_path):
    out = tmp_path / "report.pdf"
    call_command("annual_report", 2025, "--out", str(out))
    with pikepdf.open(out) as document:
        meta = document.open_metadata()
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "B")
    read = subprocess.run(
        ["pdftotext", str(out), "-"], check=True, capture_output=True, text=True
    ).stdout
    assert "七个一" in read


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("2019", "--out", "x.docx"), "2019年没有案件数据"),
        (("2025", "--out", "x.odt"), "以 .docx 或 .pdf 结尾"),
    ],
)
def test_command_says_what_it_cannot_do(county, arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("annual_report", *arguments)


def test_page_offers_last_years_answers(sign_in, year):
    client = sign_in(year.zhuren)
    page = client.get(reverse("statistics:report_year", args=[2025]))
    assert page.context["form"].fields["rules_count"].initial == "10项"
    report.save_answers(2024, {"plan": "建设示范窗口"}, by=year.zhuren)
    page = client.get(reverse("statistics:report_year", args=[2025]))
    assert "上年填的是“建设示范窗口”" in page.content.decode()
    answer = client.post(
        reverse("statistics:report_year", args=[2025]),
        {"plan": "增设两个联络点。", "rules_count": "12项"},
    )
    assert answer.status_code == 302
    assert "增设两个联络点" in client.get(answer.url).content.decode()


def run_job(export):
    queue.run(export.job_id)
    export.refresh_from_db()
    return Job.objects.get(pk=export.job_id)


def test_long_work_ends_in_the_inbox_and_opens_for_its_owner_only(sign_in, year):
    export = exports.request(
        "annual_report", "2025年工作报告", by=year.zhuren, year=2025, form="docx"
    )
    with pytest.raises(DomainError, match="正在生成"):
        exports.request("annual_report", "2025年工作报告", by=year.zhuren, year=2025, form="docx")
    assert run_job(export).state == Job.State.DONE
    assert Message.objects.get(key=f"export:{export.pk}").url == reverse(
        "statistics:export", args=[export.pk]
    )
    assert (
        sign_in(year.sifaju).get(reverse("statistics:export", args=[export.pk])).status_code == 404
    )
    answer = sign_in(year.zhuren).get(reverse("statistics:export", args=[export.pk]))
    assert b"".join(answer.streaming_content)[:2] == b"PK"


def test_reader_who_lost_the_right_gets_nothing(sign_in, year):
    export = exports.request(
        "annual_report", "2025年工作报告", by=year.zhuren, year=2025, form="pdf"
    )
    year.zhuren.role = "handler"
    year.zhuren.save()
    job = run_job(export)
    assert (job.state, job.error) == (Job.State.FAILED, "提出人已没有这项权限。")
    assert export.file.name == ""


def test_right_lost_after_the_file_was_made_closes_it_too(sign_in, year):
    export = exports.request(
        "annual_report", "2025年工作报告", by=year.zhuren, year=2025, form="pdf"
    )
    run_job(export)
    year.zhuren.role = "handler"
    year.zhuren.save()
    with pytest.raises(DomainError, match="没有查看这项内容的权限"):
        exports.opened(export, by=year.zhuren)


def test_cancelled_work_leaves_no_file(year):
    export = exports.request(
        "annual_report", "2025年工作报告", by=year.zhuren, year=2025, form="pdf"
    )
    exports.cancel(export, by=year.zhuren)
    assert run_job(export).state == Job.State.CANCELLED
    assert export.file.name == ""


def test_file_past_its_time_is_removed_and_said_so(year):
    export = exports.request(
        "annual_report", "2025年工作报告", by=year.zhuren, year=2025, form="pdf"
    )
    run_job(export)
    assert exports.sweep(timezone.now()) == 0
    assert exports.sweep(timezone.now() + timedelta(days=8)) == 1
    with pytest.raises(DomainError, match="已过保留期"):
        exports.opened(Export.objects.get(pk=export.pk), by=year.zhuren)


def test_report_on_every_station_is_closed_to_who_sees_only_some(sign_in, year):
    Station.objects.create(name="邻水县法律援助中心", kind="center", host="center")
    answer = sign_in(year.zhuren).get(reverse("statistics:report_year", args=[2025]))
    assert (answer.status_code, report.NOT_ALL in answer.content.decode()) == (403, True)
    export = exports.request(
        "annual_report", "2025年工作报告", by=year.zhuren, year=2025, form="pdf"
    )
    assert (run_job(export).state, export.file.name) == (Job.State.FAILED, "")
    assert (
        sign_in(year.admin).get(reverse("statistics:report_year", args=[2025])).status_code == 200
    )


def test_grades_of_the_years_cases_stand_in_the_report(year):
    assert readings(2025).known("grade_good") is False
    walk(year, "grade", at=timezone.make_aware(datetime(2025, 6, 3, 9, 0)))
    found = readings(2025)
    assert [found.value(f"grade_{grade}") for grade in ("excellent", "good", "pass", "fail")] == [
        0,
        1,
        0,
        0,
    ]
    assert "经评定，优秀0件、良好1件、合格0件、不合格0件。" in words(found)


def test_hall_stands_in_the_report_with_its_waiting_times(year):
    windows.window(year, 1, year.chuangkou)
    nine = timezone.make_aware(datetime(2025, 3, 3, 9, 0))
    for came, ground in ((0, ""), (1, ""), (2, "elderly")):
        ticket.take(
            station=windows.center(),
            purpose="consult",
            ground=ground,
            at=nine + timedelta(minutes=came),
        )
    ticket.take(
        station=windows.center(), purpose="consult", ground="", at=nine + timedelta(minutes=90)
    )  # nobody ever calls this one
    for minutes in (30, 31, 46):  # the green one waits 28 minutes, the first 31, the second 45
        row = ticket.call_next(by=year.chuangkou, at=nine + timedelta(minutes=minutes))
        ticket.receive(row, by=year.chuangkou, at=nine + timedelta(minutes=minutes))
    found = readings(2025)
    assert (
        "接待大厅取号4个，叫号接待3人次，其中绿色通道优先接待1人次，平均等候35分钟，取号后半小时内接待的占25.0%。"
        in words(found)
    )
    before = readings(2024)
    assert words(before).count("接待大厅") == 0
    assert {before.known(key) for key in ("tickets", "tickets_served", "tickets_green")} == {False}


def test_a_year_without_data_says_so_and_prints_no_nought(sign_in, year):
    found = readings(2023)
    assert {
        key for key in ("applications", "granted", "closed", "recipients") if found.known(key)
    } == set()
    page = sign_in(year.zhuren).get(reverse("statistics:report_year", args=[2023]))
    assert (page.context["empty"], "这一年没有案件数据" in page.content.decode()) == (True, True)
    assert drawings.charts(2023)[0][2][1][0] == ["1月", "—", 0]


def test_a_running_year_is_marked_and_its_months_to_come_are_no_noughts(county):
    today = timezone.localdate()
    walk(county, "grant", at=timezone.now() - timedelta(hours=1))
    found = readings(today.year)
    assert f"（截至{day(today)}，年度未完）" in text.title(found)
    (caption, _, (_, rows)), _ = drawings.charts(today.year)
    assert caption.endswith("（年度未完）")
    to_come = [row for row in rows if row[2] == "—"]
    assert len(to_come) == 12 - today.month
    assert {row[1] for row in rows} == {"—"}


def test_people_and_stations_are_those_of_the_years_end(county):
    """One left since, one came since, one is the bureau's; a village point is no township station."""
    center = county.zhuren.staff.station
    town = Station.objects.filter(kind="township").first()
    before = {key: readings(2025).value(key) for key in ("staff", "lawyers", "townships", "points")}
    Staff.objects.filter(user=county.chuangkou).update(left_on=date(2026, 1, 9))
    User.objects.filter(pk=county.chuangkou.pk).update(is_active=False)
    Staff.objects.filter(user=county.shencha).update(joined_on=date(2026, 1, 5))
    Handler.objects.filter(user=county.lvshi).update(left_on=date(2026, 1, 9), active=False)
    Station.objects.create(parent=town, name="东村联络点", kind="township", host="other")
    Station.objects.create(
        parent=center, name="新镇工作站", kind="township", host="other", opened_on=date(2026, 1, 5)
    )
    after = {key: readings(2025).value(key) for key in before}
    assert after == before | {"staff": before["staff"] - 1, "points": before["points"] + 1}
    tables = sums({"staff", "stations"}, year_span(2025))
    assert (
        tables["staff"] == after["staff"] == Staff.objects.exclude(user__role="bureau").count() - 1
    )


def test_charts_of_the_word_file_stand_on_lines_of_their_own_height(year):
    document = Document(BytesIO(report.make(2025, "docx")))
    pictures = [row for row in document.paragraphs if row._p.findall(f".//{qn('w:drawing')}")]
    assert [row.paragraph_format.line_spacing for row in pictures] == [1.0, 1.0]
