"""The annual work report: answers kept, passages written by hand, files made from the figures of the year."""

from django.db import transaction
from django.utils import timezone

from legalaid.faces.statistics.annual import asked, drawings, text, word
from legalaid.faces.statistics.annual.collect import readings
from legalaid.faces.statistics.annual.pdf import pdf
from legalaid.faces.statistics.models import ReportAnswer, ReportPassage
from legalaid.faces.statistics.queries.edition import refuse_handed_in
from legalaid.platform.audit.chain import record
from legalaid.platform.core.errors import DomainError, StaleState
from legalaid.platform.office.exports import kind
from stations.queries.station import sees_every_station

FORMATS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
NOT_ALL = "年度工作报告汇总全部站点的数据，您只能查看其中一部分站点，不能生成。"
TOLD = ("granted", "applications", "consultations", "outreach_events", "trainings", "budget", "tickets")  # fmt: skip


def answers(year):
    """{key: (this year's text, last year's text)}."""
    rows = {
        (row.year, row.key): row.text
        for row in ReportAnswer.objects.filter(year__in=(year, year - 1))
    }
    return {
        question.key: (rows.get((year, question.key), ""), rows.get((year - 1, question.key), ""))
        for question in asked.QUESTIONS
    }


def save_answers(year, given, *, by):
    """Raises DomainError with the field of an answer that is none."""
    read = {one.key: asked.read(one, given[one.key]) for one in asked.QUESTIONS if one.key in given}
    with transaction.atomic():
        refuse_handed_in(year)
        for key, words in read.items():
            ReportAnswer.objects.update_or_create(
                year=year, key=key, defaults={"text": words, "by": by}
            )
        record("office.setting", by=by, what=f"{year}年工作报告", change="填写数据以外的内容")


def written(year):
    """{key: (the text it was written over, the words written)}"""
    rows = ReportPassage.objects.filter(year=year)
    return {key: (base, words) for key, base, words in rows.values_list("key", "base", "text")}


def passages(year):
    """{key: Passage} of the year as it stands."""
    found = text.sections(readings(year), written(year))
    return {passage.key: passage for section in found for passage in section.passages}


def version(year, key):
    """Of what was written over a passage; 0 where nothing was."""
    row = ReportPassage.objects.filter(year=year, key=key).values_list("version", flat=True)
    return row.first() or 0


def rewrite(year, key, words, *, base, seen, by):
    """Keeps a passage in the words of a person, over `base`, what the figures say today."""
    with transaction.atomic():
        refuse_handed_in(year)
        row = _ours(year, key, seen)
        row.base, row.text, row.by = base, words, by
        row.version += 1
        row.save()
        record("report.rewrite", by=by, year=year, passage=key, words=words)
    return row


def restore(year, key, *, seen, by):
    """Gives a passage back to the figures."""
    with transaction.atomic():
        refuse_handed_in(year)
        row = _ours(year, key, seen)
        if row.pk:
            record("report.restore", by=by, year=year, passage=key, words=row.text)
            row.delete()


def _ours(year, key, seen):
    row = ReportPassage.objects.select_for_update().filter(year=year, key=key).first()
    if seen != (row.version if row else 0):
        raise StaleState("这一段刚刚被别人改过，请看过现在的文字再改。")
    return row or ReportPassage(year=year, key=key)


def refuse_to_come(year):
    """A year that has not begun has no report."""
    if year > timezone.localdate().year:
        raise DomainError(f"{year}年还没有到，没有可以写的工作报告。", field="year")


def bare(found):
    """Whether nothing at all is known of the year."""
    return not any(found.known(key) for key in TOLD)


def make(year, form, scheme="自然年", step=None):
    """The report as bytes. form: docx or pdf. Raises DomainError for a year to come, or of which nothing is known."""
    tell = step or (lambda *args: None)
    refuse_to_come(year)
    tell(0, 3, "计算数据")

    found, own = readings(year, scheme), written(year)
    if bare(found):
        raise DomainError(f"{year}年没有任何业务数据，不能生成报告。", field="year")

    tell(1, 3, "绘制图表")
    charts = drawings.charts(year, scheme) if found.known("granted") else []
    tell(2, 3, "排版")

    if form == "docx":
        pictures = [(caption, drawings.png(svg)) for caption, svg, _ in charts]
        return word.docx(found, pictures, own)

    return pdf(found, charts, own)


@kind("annual_report", "statistics.report")
def export(owner, step, *, year, form, scheme="自然年"):
    if not sees_every_station(owner):
        raise DomainError(NOT_ALL)
    data = make(year, form, scheme, step)
    return data, f"{text.title(readings(year, scheme))}.{form}", FORMATS[form]
