"""The list of cases, on the page, on a phone and in Excel; personal data in the file as on the page."""

import functools

from django.db.models import F
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from cases.enums import Channel, Kind, Outcome, State, Urgency
from cases.law.grounds import CROWDS, text_of
from cases.models.case_rows import GUARD
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.safety import warning_of
from legalaid.platform.core.words import near
from legalaid.platform.office.addresses import address
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import due_chip, icon
from legalaid.platform.procedure.models import colour

URGENT = ' <span class="chip late">紧急{}</span>'


def _day(moment):
    return timezone.localdate(moment).isoformat()


def _date(day):
    return day.isoformat()


def _crowds(codes):
    return "、".join(text_of(CROWDS, code) for code in codes)


def _label(choices):
    words = dict(choices.choices)
    return lambda code: words.get(code, code)


def _yes(flag):
    return "是" if flag else ""


def _page_of(row):
    return address("cases:detail", row["pk"])


def _urgent(row):
    return row["urgency"] != Urgency.NORMAL


@functools.cache
def _guard():
    """Stands beside a name whose owner may be called only as agreed."""
    said = '<span class="visually-hidden">，联系须按注意事项</span>'
    return mark_safe(f' <span class="guard">{icon("shield-alert")}{said}</span>')  # noqa: S308  our own


def _applicant(row, name):
    guard = _guard() if warning_of(*(row[field] for field in GUARD)) else ""
    ends = row["limitation_on"]
    until = f"，{near(ends)}届满" if ends else ""
    return format_html("{}{}{}", name, guard, format_html(URGENT, until) if _urgent(row) else "")


def _clock(row, _):
    due_at = row["due_at"]
    return due_chip(due_at, colour(row["due_from"], due_at) if due_at else "")


def _state(row, label):
    """With why it came back, where it did."""
    return (
        format_html('{} <span class="soft">{}</span>', label, row["back"])
        if row.get("back")
        else label
    )


CASES = Table(
    title="案件",
    style="rows",
    frame="frame scroll",
    look=lambda row: "urgent" if _urgent(row) else "",
    empty="没有符合条件的案件。",
    hint="请放宽条件，或用上方搜索框按编号、姓名、拼音首字母查找。",
    columns=(
        Column("number", "案件编号", "number", "code", link=_page_of, order="number", place="number", width=24),
        Column("applicant", "申请人", "applicant__name", draw=_applicant, place="applicant", width=10),
        Column("age", "年龄", "applicant_age", "num", width=6),
        Column("crowds", "人员类别", "crowds", show=_crowds, width=18),
        Column("cause", "案由", "cause__name", place="cause", width=30),
        Column("kind", "类别", "kind", show=_label(Kind), width=8),
        Column("stage", "阶段", "stage", width=10),
        Column("earlier", "前一阶段案件", "earlier__number", "code", width=24),
        Column("state", "状态", "state", show=_label(State), draw=_state, place="state", width=14),
        Column("turn", "轮到", "turn", show=_label(Role), width=12),
        Column("due", "期限", "due_at", show=_day, draw=_clock, order="due_at", place="due", width=12),
        Column("limitation", "时效届满", "limitation_on", "date", show=_date, order="limitation_on", width=12),
        Column("green", "绿色通道", "green", show=_yes, width=10),
        Column("handler", "承办人", "handler__user__name", width=10),
        Column("firm", "承办机构", "handler__firm__name", width=26),
        Column("station", "受理站点", "station__name", width=22),
        Column("channel", "来源", "channel", show=_label(Channel), width=12),
        Column("received", "申请日期", "received_at", "date", show=_day, order="received_at", width=12),
        Column("decided", "决定日期", "decided_at", "date", show=_day, width=12),
        Column("closed", "结案日", "closed_on", "date", show=_date, order="closed_on", width=12),
        Column("outcome", "办理结果", "outcome", show=_label(Outcome), width=14),
        Column("amount", "涉及金额（元）", "amount", "money", order="amount", width=14),
        Column("amount_won", "取得利益（元）", "amount_won", "money", order="amount_won", width=14),
        Column("changed", "最近办理", "changed_at", "date", show=_day, order="changed_at", width=12),
    ),
)  # fmt: skip
USUAL = ("number", "applicant", "cause", "state", "due", "handler", "station", "received")
MARKS = (
    "pk",
    "green",
    "urgency",
    "limitation_on",
    "due_at",
    "due_from",
)  # what a row shows beside its columns
FIRST_DUE = "due"


def ordering(asked):
    """Fields for a column's key, with a minus for descending; what has no date comes last either way."""
    descending, key = asked.startswith("-"), asked.lstrip("-")
    field = next((one.order for one in CASES.columns if one.key == key), "")
    if not field:
        return ordering(FIRST_DUE)
    if key == "received":  # the index of the list goes either way
        return ("-received_at", "-id") if descending else ("received_at", "id")

    turn = F(field).desc if descending else F(field).asc
    return turn(nulls_last=True), "id"


def fields_of(table):
    """The fields a page of this list reads of a case, and no others: personal data is decrypted only where it is shown."""
    marks = [*MARKS, *GUARD] if any(one.key == "applicant" for one in table.columns) else MARKS
    return [*marks, *(one.value for one in table.columns if one.value not in MARKS)]


def workbook(cases, table, progress=lambda done: None):
    """(bytes of an .xlsx, number of rows) for a queryset of cases; `progress(done)` now and then."""
    rows = cases.values(*(one.value for one in table.columns)).iterator(5000)
    return table.workbook(_told(rows, progress))


def _told(rows, progress):
    for done, row in enumerate(rows):
        if done % 5000 == 0:
            progress(done)
        yield row
