"""The annual report of a small county: golden text, Word read back by LibreOffice, PDF/A, bad years, and the long work around it."""

import subprocess
from datetime import date, datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
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
from legalaid.platform.documents import texts
from legalaid.platform.jobs import queue
from legalaid.platform.jobs.models import Job
from legalaid.platform.notifications.models import Message
from stations.hall.domain import ticket
from stations.models import Handler, Staff, Station
from tests.factories import walk
from tests.hall import windows
from tests.statistics import years
from tests.subsidies.money import fund_of

RIGHT = WD_ALIGN_PARAGRAPH.RIGHT
GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def year(county):
    return years.lay(county)


def words(found):
    """Every printed line of the text."""
    sections = text.sections(found)
    return "".join(f"{line}\n" for one in sections for line in [one.heading, *one.printed] if line)


@pytest.mark.parametrize("name", ["growing", "shrinking", "empty"])
def test_report_text_is_as_looked_at(year, name):
    found = words(readings(getattr(years, name.upper())))
    assert found == (GOLDEN / f"annual_report_{name}.txt").read_text()


def test_one_year_of_money_from_above_is_no_span_of_years(year):
    fund_of(year, "30000", source="provincial", year=years.BEFORE, at=years.at(years.BEFORE, 2, 5))
    told = words(readings(years.BEFORE))
    assert "2023年，共争取上级专项法律援助经费3.00万元；" in told
    assert "2023年至2023年" not in told


def test_figures_count_what_was_walked(year):
    found = readings(years.GROWING)
    expected = {
        "applications": 4, "granted": 3, "granted_before": 1, "granted_total": 4, "closed": 3, "recipients": 4, "follow_ups": 3,
        "consultations": 4, "consultations_before": 1, "outreach_events": 3, "migrant_workers": 4, "late_decisions": 1,
    }  # fmt: skip
    assert {key: found.value(key) for key in expected} == expected
    assert found.value("amount_won") * 10_000 == 3 * 18_600


@cache
def growing_file():
    """The Word file of the year that grew, and its pages as LibreOffice prints them; the same whichever test asks first."""
    data = report.make(years.GROWING, "docx")
    printed = pypdfium2.PdfDocument(texts.drawn(data, ".docx"))
    return data, [page.get_textpage().get_text_bounded() for page in printed]


def bare(words):
    """Without spaces and quotation marks, which a printed page gives back in another order."""
    return "".join(words.split()).translate(dict.fromkeys(map(ord, "“”")))


def test_word_file_opens_in_libreoffice_and_says_the_same(year):
    _, pages = growing_file()
    read = bare("".join(page.rpartition("—")[0].rpartition("—")[0] for page in pages))
    for line in words(readings(years.GROWING)).splitlines():
        assert bare(line) in read
    assert read.startswith("清和县2024年法律援助工作报告清和县法律援助中心目录一、主要做法及成效")


def test_pdf_is_archivable_and_chinese(year, tmp_path):
    out = tmp_path / "report.pdf"
    call_command("annual_report", years.GROWING, "--out", str(out))
    with pikepdf.open(out) as document:
        meta = document.open_metadata()
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "B")
    read = subprocess.run(
        ["pdftotext", str(out), "-"], check=True, capture_output=True, text=True
    ).stdout
    assert "七个一" in read
    pages = [page.lstrip() for page in read.split("\f")]
    assert [page.startswith("附件2：主要数据") for page in pages if "数值" in page][0]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("2019", "--out", "x.docx"), "2019年没有任何业务数据，不能生成报告。"),
        (("2099", "--out", "x.docx"), "2099年还没有到，没有可以写的工作报告。"),
        (("2024", "--out", "x.odt"), "以 .docx 或 .pdf 结尾"),
    ],
)
def test_command_says_what_it_cannot_do(county, arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("annual_report", *arguments)


def test_page_offers_last_years_answers(sign_in, year):
    client = sign_in(year.zhuren)
    page = client.get(reverse("statistics:report_year", args=[2024]))
    assert page.context["form"].fields["rules_count"].initial == "10"
    report.save_answers(2023, {"plan": "建设示范窗口"}, by=year.zhuren)
    page = client.get(reverse("statistics:report_year", args=[2024]))
    assert "上年填的是“建设示范窗口”" in page.content.decode()
    answer = client.post(
        reverse("statistics:report_year", args=[2024]),
        {"plan": "增设两个联络点。", "rules_count": "12项", "vehicles": "２"},
    )
    assert answer.status_code == 302
    assert "增设两个联络点" in client.get(answer.url).content.decode()


def run_job(export):
    queue.run(export.job_id)
    export.refresh_from_db()
    return Job.objects.get(pk=export.job_id)


def test_long_work_ends_in_the_inbox_and_opens_for_its_owner_only(sign_in, year):
    export = exports.request(
        "annual_report", "2024年工作报告", by=year.zhuren, year=2024, form="pdf"
    )
    with pytest.raises(DomainError, match="正在生成"):
        exports.request("annual_report", "2024年工作报告", by=year.zhuren, year=2024, form="pdf")
    assert run_job(export).state == Job.State.DONE
    assert Message.objects.get(key=f"export:{export.pk}").url == reverse(
        "statistics:export", args=[export.pk]
    )
    assert (
        sign_in(year.sifaju).get(reverse("statistics:export", args=[export.pk])).status_code == 404
    )
    answer = sign_in(year.zhuren).get(reverse("statistics:export", args=[export.pk]))
    assert b"".join(answer.streaming_content)[:5] == b"%PDF-"


def test_reader_who_lost_the_right_gets_nothing(sign_in, year):
    export = exports.request(
        "annual_report", "2024年工作报告", by=year.zhuren, year=2024, form="pdf"
    )
    year.zhuren.role = "handler"
    year.zhuren.save()
    job = run_job(export)
    assert (job.state, job.error) == (Job.State.FAILED, "提出人已没有这项权限。")
    assert export.file.name == ""


def test_right_lost_after_the_file_was_made_closes_it_too(sign_in, year):
    export = exports.request(
        "annual_report", "2024年工作报告", by=year.zhuren, year=2024, form="pdf"
    )
    run_job(export)
    year.zhuren.role = "handler"
    year.zhuren.save()
    with pytest.raises(DomainError, match="没有查看这项内容的权限"):
        exports.opened(export, by=year.zhuren)


def test_cancelled_work_leaves_no_file(year):
    export = exports.request(
        "annual_report", "2024年工作报告", by=year.zhuren, year=2024, form="pdf"
    )
    exports.cancel(export, by=year.zhuren)
    assert run_job(export).state == Job.State.CANCELLED
    assert export.file.name == ""


def test_file_past_its_time_is_removed_and_said_so(year):
    export = exports.request(
        "annual_report", "2024年工作报告", by=year.zhuren, year=2024, form="pdf"
    )
    run_job(export)
    assert exports.sweep(timezone.now()) == 0
    assert exports.sweep(timezone.now() + timedelta(days=8)) == 1
    with pytest.raises(DomainError, match="已过保留期"):
        exports.opened(Export.objects.get(pk=export.pk), by=year.zhuren)


def test_report_on_every_station_is_closed_to_who_sees_only_some(sign_in, year):
    Station.objects.create(name="邻水县法律援助中心", kind="center", host="center")
    answer = sign_in(year.zhuren).get(reverse("statistics:report_year", args=[2024]))
    assert (answer.status_code, report.NOT_ALL in answer.content.decode()) == (403, True)
    export = exports.request(
        "annual_report", "2024年工作报告", by=year.zhuren, year=2024, form="pdf"
    )
    assert (run_job(export).state, export.file.name) == (Job.State.FAILED, "")
    assert (
        sign_in(year.admin).get(reverse("statistics:report_year", args=[2024])).status_code == 200
    )


def test_grades_of_the_years_cases_stand_in_the_report(year):
    assert readings(2024).known("grade_good") is False
    walk(year, "grade", at=timezone.make_aware(datetime(2024, 6, 4, 9, 0)))
    found = readings(2024)
    assert [found.value(f"grade_{grade}") for grade in ("excellent", "good", "pass", "fail")] == [
        0,
        1,
        0,
        0,
    ]
    assert "案件质量评定良好1件" in words(found)


def test_hall_stands_in_the_report_with_its_waiting_times(year):
    windows.window(year, 1, year.chuangkou)
    nine = timezone.make_aware(datetime(2024, 3, 4, 9, 0))
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
    found = readings(2024)
    assert "接待大厅取号4个，叫号接待3人次，其中绿色通道优先接待1人次，平均等候35分钟。" in words(
        found
    )
    assert "取号后半小时内接待的只占25.0%。" in words(found)
    before = readings(2023)
    assert words(before).count("接待大厅") == 0
    assert {before.known(key) for key in ("tickets", "tickets_served", "tickets_green")} == {False}


def test_a_year_without_data_says_so_and_prints_no_nought(sign_in, year):
    found = readings(2021)
    assert {
        key for key in ("applications", "granted", "closed", "recipients") if found.known(key)
    } == set()
    page = sign_in(year.zhuren).get(reverse("statistics:report_year", args=[2021]))
    assert (page.context["empty"], "这一年没有案件数据" in page.content.decode()) == (True, True)
    assert drawings.charts(2021)[0][2][1][0] == ["1月", "—", 0]


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
    """What Word does with them: a picture in a line of exact height is cut to the line."""
    document = Document(BytesIO(growing_file()[0]))
    pictures = [row._p for row in document.paragraphs if row._p.findall(f".//{qn('w:drawing')}")]
    spacing = [picture.find(f"{qn('w:pPr')}/{qn('w:spacing')}") for picture in pictures]
    assert [row.get(qn("w:lineRule")) for row in spacing] == ["auto", "auto"]


def test_contents_name_the_page_of_each_heading_and_the_foot_the_number(year):
    data, pages = growing_file()
    document = Document(BytesIO(data))
    contents = [row.text for row in document.paragraphs if "\t" in row.text]
    for line in contents:
        heading, number = line.split("\t")
        assert bare(heading) in bare(pages[int(number) - 1])
    assert [line.split("\t")[0] for line in contents] == [
        "一、主要做法及成效", "（一）加强组织领导，健全机构设施", "（二）强化制度约束，提升办案质量", "（三）优化便民服务，确保群众满意",
        "（四）加强宣传引导，扩大援助影响", "二、存在的问题及不足", "三、下一步工作措施", "附件1：图表", "附件2：主要数据",
    ]  # fmt: skip
    assert [page.split()[-3:] for page in pages[:2]] == [["—", "1", "—"], ["—", "2", "—"]]
    signature = [row.text for row in document.paragraphs if row.alignment == RIGHT]
    assert signature == ["清和县法律援助中心", "2025年1月15日"]


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("subsidy_standard", "-1", "应为金额，最多两位小数，如1400。"),
        ("subsidy_standard", "abc", "应为金额，最多两位小数，如1400。"),
        ("subsidy_standard", "0", "标准应大于0。"),
        ("subsidy_standard", "1000000", "不能超过100,000元，请核对。"),
        ("rules_count", "十来项", "应为整数，如10。"),
        ("vehicles", "1.5", "应为整数，如10。"),
        ("signed_on", "2025-02-30", "应为日期，如2026-01-15。"),
    ],
)
def test_answer_that_is_none_is_refused_beside_its_field_and_kept(
    sign_in, year, field, typed, sentence
):
    address = reverse("statistics:report_year", args=[years.GROWING])
    page = sign_in(year.zhuren).post(address, {"plan": "增设联络点", field: typed})
    form = page.context["form"]
    assert (page.status_code, form.errors) == (422, {field: [sentence]})
    assert (form[field].value(), form["plan"].value()) == (typed, "增设联络点")
    assert report.answers(years.GROWING)["plan"] == ("", "")


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (2099, "2099年还没有到，没有可以写的工作报告。"),
        (2001, "只写最近6年的工作报告，2001年的请在旧档中查找。"),
    ],
)
def test_year_without_a_report_says_why(sign_in, county, asked, sentence):
    page = sign_in(county.zhuren).get(reverse("statistics:report_year", args=[asked]))
    assert (page.status_code, sentence in page.content.decode()) == (404, True)


def passage(key):
    return report.passages(years.GROWING)[key]


def test_passage_written_by_hand_stays_and_its_figures_follow(sign_in, year):
    client = sign_in(year.zhuren)
    address = reverse("statistics:report_passage", args=[years.GROWING, "opening"])
    page = client.get(address)
    mine = page.context["form"]["text"].value().replace("全年收到", "在县委政法委支持下，全年收到")
    answer = client.post(address, {"text": mine, "seen": page.context["seen"]})
    assert answer.status_code == 302

    walk(year, "grant", at=years.at(years.GROWING, 8, 5))
    assert passage("opening").clashes == ()
    assert "在县委政法委支持下，全年收到法律援助申请5件，给予法律援助4件，比上年增长300.0%" in str(
        passage("opening")
    )
    stale = client.post(address, {"text": "别的", "seen": "0"})
    assert (stale.status_code, "刚刚被别人改过" in stale.content.decode()) == (409, True)

    client.post(address, {"text": "别的", "seen": "1", "restore": "1"})
    assert (passage("opening").by_hand, "政法委" in str(passage("opening"))) == (False, False)


def test_passage_taken_out_is_not_printed_and_the_problems_are_counted_on(year):
    first, second = (str(passage(key)) for key in ("problem_stations", "problem_promises"))
    assert (first[:2], second[:2]) == ("一是", "二是")
    report.rewrite(
        years.GROWING,
        "problem_stations",
        "",
        base=passage("problem_stations").fresh,
        seen=0,
        by=year.zhuren,
    )
    assert (str(passage("problem_stations")), str(passage("problem_promises"))[:2]) == ("", "一是")


def test_passage_that_is_none_has_no_page(sign_in, year):
    address = reverse("statistics:report_passage", args=[years.GROWING, "nothing"])
    assert sign_in(year.zhuren).get(address).status_code == 404
