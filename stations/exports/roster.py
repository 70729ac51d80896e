"""A month's duty plan as Excel: a line a duty, with what was signed and how often help was given."""

from django.utils import timezone

from legalaid.platform.office.sheets import write_sheet

WEEK = "一二三四五六日"
HEAD = [
    ("日期", 12), ("星期", 8), ("岗位", 16), ("地点", 26), ("上岗", 8), ("离岗", 8), ("时数", 8), ("值班人员", 12), ("所属机构", 26), ("签到", 8),
    ("签退", 8), ("帮助人次", 10), ("说明", 26),
]  # fmt: skip


def roster_table(roster):
    """(bytes, number of rows)."""
    shifts = (
        roster.shifts.with_people()
        .prefetch_related("helps")
        .order_by("starts_at", "post__kind", "post__name")
    )
    lines = [_row(shift) for shift in shifts]
    return write_sheet("值班表", HEAD, lines)


def clock(at):
    return f"{timezone.localtime(at):%H:%M}" if at else ""


def _row(shift):
    handler = shift.handler
    note = (
        f"缺勤：{shift.absence}"
        if shift.absent_at
        else "迟到"
        if shift.late
        else "早退"
        if shift.early
        else ""
    )
    return (
        shift.day, f"周{WEEK[shift.day.weekday()]}", shift.post.name, shift.post.place, clock(shift.starts_at), clock(shift.ends_at),
        float(shift.hours), str(handler or "缺人"), str(handler.firm) if handler else "", clock(shift.signed_in_at),
        clock(shift.signed_out_at), sum(row.count for row in shift.helps.all()), note,
    )  # fmt: skip
