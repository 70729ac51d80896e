"""The columns of a case list, on the page and in Excel alike; personal data as on the page."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

import xlsxwriter
from django.db.models import F
from django.utils import timezone

from cases.enums import Channel, Kind, Outcome, State
from cases.law.grounds import CROWDS, text_of
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.text import mask_id, mask_phone
from legalaid.platform.office.sheets import printable


def _plain(value):
    return value


def _day(moment):
    return timezone.localdate(moment).isoformat() if moment else ""


def _date(day):
    return day.isoformat() if day else ""


def _crowds(codes):
    return "、".join(text_of(CROWDS, code) for code in codes)


def _label(choices):
    words = dict(choices.choices)
    return lambda code: words.get(code, code)


def _yes(flag):
    return "是" if flag else ""


@dataclass(frozen=True)
class Column:
    """One column: `show` makes of the value of `field` a text, a number or None; `order` is the field the list sorts by, where an index
    or a short list allows it."""

    key: str
    label: str
    width: int
    field: str
    show: Callable = _plain
    order: str = ""
    kind: str = ""


COLUMNS = {
    column.key: column
    for column in (
        Column("number", "案件编号", 24, "number", order="number", kind="code"),
        Column("applicant", "申请人", 10, "applicant__name"),
        Column("age", "年龄", 6, "applicant_age", kind="num"),
        Column("crowds", "人员类别", 18, "crowds", _crowds),
        Column("cause", "案由", 30, "cause__name"),
        Column("kind", "类别", 8, "kind", _label(Kind)),
        Column("stage", "阶段", 10, "stage"),
        Column("state", "状态", 14, "state", _label(State)),
        Column("turn", "轮到", 12, "turn", _label(Role)),
        Column("due", "期限", 12, "due_at", _day, "due_at"),
        Column("green", "绿色通道", 10, "green", _yes),
        Column("handler", "承办人", 10, "handler__user__name"),
        Column("firm", "承办机构", 26, "handler__firm__name"),
        Column("station", "受理站点", 22, "station__name"),
        Column("channel", "来源", 12, "channel", _label(Channel)),
        Column("received", "申请日期", 12, "received_at", _day, "received_at", "date"),
        Column("decided", "决定日期", 12, "decided_at", _day, kind="date"),
        Column("closed", "结案日", 12, "closed_on", _date, "closed_on", "date"),
        Column("outcome", "办理结果", 14, "outcome", _label(Outcome)),
        Column("amount", "涉及金额（元）", 14, "amount", order="amount", kind="num"),
        Column("amount_won", "取得利益（元）", 14, "amount_won", order="amount_won", kind="num"),
        Column("changed", "最近办理", 12, "changed_at", _day, "changed_at", "date"),
    )
}
SHOWN = ("number", "applicant", "cause", "state", "due", "handler", "station", "received")
MARKS = (
    "pk",
    "green",
    "urgency",
    "due_at",
    "due_from",
)  # what a row of a page shows beside its columns


NEWEST = "-received"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def ordering(order):
    """`order` is a sortable column's key, with a minus for descending; what has no date comes last either way."""
    column = COLUMNS.get(order.lstrip("-"))
    if column is None or not column.order:
        return ordering(NEWEST)
    if column.key == "received":
        return ("-received_at", "-id") if order.startswith("-") else ("received_at", "id")
    field = F(column.order)
    return (
        field.desc(nulls_last=True) if order.startswith("-") else field.asc(nulls_last=True),
        "id",
    )


def columns_of(keys):
    """The chosen columns in the order of the table; the usual ones when nothing known is chosen."""
    chosen = [column for key, column in COLUMNS.items() if key in keys]
    return chosen or [COLUMNS[key] for key in SHOWN]


def fields_of(columns):
    """The fields a page with these columns reads of a case, and no others: personal data is decrypted only where it is shown."""
    return [*MARKS, *(column.field for column in columns if column.field not in MARKS)]


def row_of(case, columns):
    """The same fields of a case that is at hand as a whole."""
    return {field: _along(case, field) for field in fields_of(columns)}


def _along(value, path):
    for name in path.split("__"):
        value = None if value is None else getattr(value, name)
    return value


CONSULTATION_HEAD = ("编号", "时间", "方式", "姓名", "证件号码", "电话", "性别", "人员类别", "问题类型", "件数", "咨询内容", "答复意见",
                     "处理", "引导去向", "状态", "站点", "答复人", "用时（分钟）")  # fmt: skip
CONSULTATION_WIDTHS = (22, 17, 12, 10, 20, 14, 6, 18, 18, 6, 50, 50, 16, 18, 10, 22, 10, 12)


def case_table(cases, columns, progress=lambda done: None):
    """(bytes of an .xlsx with these columns and one row per case of the queryset, number of rows); `progress(done)` now and then."""
    shows = [column.show for column in columns]
    found = cases.values_list(*(column.field for column in columns)).iterator(5000)
    rows = (
        [show(value) for show, value in zip(shows, values, strict=True)]
        for values in _told(found, progress)
    )
    return _table(
        "案件", [column.label for column in columns], [column.width for column in columns], rows
    )


def _told(rows, progress):
    for done, row in enumerate(rows):
        if done % 5000 == 0:
            progress(done)
        yield row


def consultation_table(rows):
    """(bytes of an .xlsx with one row per consultation of the queryset, number of rows); identity and phone masked."""
    return _table(
        "咨询",
        CONSULTATION_HEAD,
        CONSULTATION_WIDTHS,
        (_consultation(row) for row in rows.iterator(2000)),
    )


def _table(title, head, widths, rows):
    out = BytesIO()
    book = xlsxwriter.Workbook(
        out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet(title)
    printable(sheet)
    bold = book.add_format({"bold": True, "bottom": 1})
    for column, (name, width) in enumerate(zip(head, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, bold)
    sheet.freeze_panes(1, 1)
    count = 0
    for count, values in enumerate(rows, 1):
        for column, value in enumerate(values):
            if value is not None and not isinstance(value, str):
                sheet.write_number(count, column, value)
            else:
                sheet.write_string(count, column, value or "")
    book.close()
    return out.getvalue(), count


def _consultation(row):
    return (
        row.number,
        timezone.localtime(row.at).strftime("%Y-%m-%d %H:%M"),
        row.get_channel_display(),
        row.name or "未提供",
        mask_id(row.id_number),
        mask_phone(row.phone) if row.phone else "",
        row.get_sex_display(),
        "、".join(row.crowd_texts),
        "、".join(row.topic_texts),
        len(row.topics.all()),
        row.question,
        row.answer,
        row.get_outcome_display(),
        row.directed_to,
        row.get_state_display(),
        row.station.name,
        str(row.answered_by or ""),
        row.minutes,
    )
