"""The annual work report: answers kept, files made from the figures of the year."""

from django.db import transaction

from legalaid.faces.statistics.annual import drawings, text, word
from legalaid.faces.statistics.annual.asked import QUESTIONS
from legalaid.faces.statistics.annual.collect import readings
from legalaid.faces.statistics.annual.pdf import pdf
from legalaid.faces.statistics.models import ReportAnswer
from legalaid.platform.audit.chain import record
from legalaid.platform.core.errors import DomainError
from legalaid.platform.office.exports import kind
from stations.queries.station import sees_every_station

FORMATS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
NOT_ALL = "年度工作报告汇总全部站点的数据，您只能查看其中一部分站点，不能生成。"


def answers(year):
    """{key: (this year's text, last year's text)}."""
    rows = {
        (row.year, row.key): row.text
        for row in ReportAnswer.objects.filter(year__in=(year, year - 1))
    }
    return {
        key: (rows.get((year, key), ""), rows.get((year - 1, key), "")) for key, _, _ in QUESTIONS
    }


def save_answers(year, given, *, by):
    with transaction.atomic():
        for key, words in given.items():
            ReportAnswer.objects.update_or_create(
                year=year, key=key, defaults={"text": words, "by": by}
            )
        record("office.setting", by=by, what=f"{year}年工作报告", change="填写数据以外的内容")


def make(year, form, scheme="自然年", step=None):
    """The report as bytes. form: docx or pdf. Raises DomainError for a year that has no data at all."""
    tell = step or (lambda *args: None)
    tell(0, 3, "计算数据")

    found = readings(year, scheme)
    if not found.known("granted"):
        raise DomainError(f"{year}年没有案件数据，不能生成报告。", field="year")

    tell(1, 3, "绘制图表")
    charts = drawings.charts(year, scheme)
    tell(2, 3, "排版")

    if form == "docx":
        return word.docx(found, [(caption, drawings.png(svg)) for caption, svg, _ in charts])

    return pdf(found, charts)


@kind("annual_report", "statistics.report")
def export(owner, step, *, year, form, scheme="自然年"):
    if not sees_every_station(owner):
        raise DomainError(NOT_ALL)
    data = make(year, form, scheme, step)
    return data, f"{text.title(readings(year, scheme))}.{form}", FORMATS[form]
