"""The lists as Excel, personal data masked as on the page."""

from io import BytesIO

import xlsxwriter
from django.utils import timezone

from legalaid.platform.core.text import mask_id, mask_phone

HEAD = (
    "案件编号",
    "申请人",
    "案由",
    "类别",
    "状态",
    "绿色通道",
    "受理站点",
    "承办人",
    "承办机构",
    "申请日期",
    "期满日期",
    "结案日",
    "涉及金额（元）",
)
WIDTHS = (24, 10, 30, 8, 14, 10, 22, 10, 26, 12, 12, 12, 14)


CONSULTATION_HEAD = ("编号", "时间", "方式", "姓名", "证件号码", "电话", "性别", "人员类别", "问题类型", "件数", "咨询内容", "答复意见",
                     "处理", "引导去向", "状态", "站点", "答复人", "用时（分钟）")  # fmt: skip
CONSULTATION_WIDTHS = (22, 17, 12, 10, 20, 14, 6, 18, 18, 6, 50, 50, 16, 18, 10, 22, 10, 12)


def case_table(cases):
    """(bytes of an .xlsx with one row per case of the queryset, number of rows)."""
    return _table("案件", HEAD, WIDTHS, (_row(case) for case in cases.iterator(2000)))


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


def _row(case):
    return (
        case.number,
        case.applicant.name,
        case.cause.name,
        case.get_kind_display(),
        case.get_state_display(),
        "是" if case.green else "",
        case.station.name,
        str(case.handler or ""),
        str(case.handler.firm) if case.handler else "",
        _day(case.received_at),
        _day(case.due_at),
        case.closed_on.isoformat() if case.closed_on else "",
        case.amount,
    )


def _day(moment):
    return timezone.localdate(moment).isoformat() if moment else ""
