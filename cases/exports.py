"""The columns of a case list, on the page and in Excel alike; personal data as on the page."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

import xlsxwriter
from django.utils import timezone

from cases.enums import Outcome
from cases.law.grounds import CROWDS, text_of
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.text import mask_id, mask_phone


@dataclass(frozen=True)
class Column:
    """One column: `value` gives text, a number or None; `order` is the field the list sorts by, where an index or a short list allows it."""

    key: str
    label: str
    width: int
    value: Callable
    order: str = ""
    kind: str = ""


def _day(moment):
    return timezone.localdate(moment).isoformat() if moment else ""


def _crowds(case):
    return "、".join(text_of(CROWDS, code) for code in case.crowds)


COLUMNS = {
    column.key: column
    for column in (
        Column("number", "案件编号", 24, lambda case: case.number, "number", "code"),
        Column("applicant", "申请人", 10, lambda case: case.applicant.name),
        Column("age", "年龄", 6, lambda case: case.applicant_age, kind="num"),
        Column("crowds", "人员类别", 18, _crowds),
        Column("cause", "案由", 30, lambda case: case.cause.name),
        Column("kind", "类别", 8, lambda case: case.get_kind_display()),
        Column("stage", "阶段", 10, lambda case: case.stage),
        Column("state", "状态", 14, lambda case: case.get_state_display()),
        Column("turn", "轮到", 12, lambda case: Role(case.turn).label if case.turn else ""),
        Column("due", "期限", 12, lambda case: _day(case.due_at), "due_at"),
        Column("green", "绿色通道", 10, lambda case: "是" if case.green else ""),
        Column("handler", "承办人", 10, lambda case: str(case.handler or "")),
        Column("firm", "承办机构", 26, lambda case: str(case.handler.firm) if case.handler else ""),
        Column("station", "受理站点", 22, lambda case: case.station.name),
        Column("channel", "来源", 12, lambda case: case.get_channel_display()),
        Column("received", "申请日期", 12, lambda case: _day(case.received_at), "received_at", "date"),
        Column("decided", "决定日期", 12, lambda case: _day(case.decided_at), kind="date"),
        Column("closed", "结案日", 12, lambda case: case.closed_on.isoformat() if case.closed_on else "", "closed_on", "date"),
        Column("outcome", "办理结果", 14, lambda case: Outcome(case.outcome).label if case.outcome else ""),
        Column("amount", "涉及金额（元）", 14, lambda case: case.amount, "amount", "num"),
        Column("amount_won", "取得利益（元）", 14, lambda case: case.amount_won, "amount_won", "num"),
        Column("changed", "最近办理", 12, lambda case: _day(case.changed_at), "changed_at", "date"),
    )
}
SHOWN = ("number", "applicant", "cause", "state", "due", "handler", "station", "received")


def columns_of(keys):
    """The chosen columns in the order of the table; the usual ones when nothing known is chosen."""
    chosen = [column for key, column in COLUMNS.items() if key in keys]
    return chosen or [COLUMNS[key] for key in SHOWN]


CONSULTATION_HEAD = ("编号", "时间", "方式", "姓名", "证件号码", "电话", "性别", "人员类别", "问题类型", "件数", "咨询内容", "答复意见",
                     "处理", "引导去向", "状态", "站点", "答复人", "用时（分钟）")  # fmt: skip
CONSULTATION_WIDTHS = (22, 17, 12, 10, 20, 14, 6, 18, 18, 6, 50, 50, 16, 18, 10, 22, 10, 12)


def case_table(cases, columns):
    """(bytes of an .xlsx with these columns and one row per case of the queryset, number of rows)."""
    rows = ([column.value(case) for column in columns] for case in cases.iterator(2000))
    return _table("案件", [column.label for column in columns], [column.width for column in columns], rows)


def consultation_table(rows):
    """(bytes of an .xlsx with one row per consultation of the queryset, number of rows); identity and phone masked."""
    return _table("咨询", CONSULTATION_HEAD, CONSULTATION_WIDTHS, (_consultation(row) for row in rows.iterator(2000)))


def _table(title, head, widths, rows):
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(title)
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
