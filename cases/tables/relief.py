"""The register of fees spared and of judicial aid (S24)."""

from cases.law.relief import GRANTED, PARTLY
from cases.queries.relief import stand_of
from legalaid.platform.core.money import yuan
from legalaid.platform.core.words import day
from legalaid.platform.office.addresses import address
from legalaid.platform.office.sheets import write_sheet
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip


def _case(row):
    return address("cases:detail", row.case_id)


def _written(value):
    return value.isoformat() if value else ""


def _state(row, words):
    if row.answered_on is None:
        return chip(words, "soon" if row.asked_on else "quiet")
    return chip(words, "kept" if row.result in (GRANTED, PARTLY) else "quiet")


RELIEFS = Table(
    title="减免费用和司法救助登记簿",
    empty="还没有减免费用、司法救助的登记。",
    hint="首次会见以后，在案件页“告知减免费用、司法救助”；申请和结果也在那里登记。",
    columns=(
        Column("told_on", "告知", kind="date", show=day, write=_written, width=12),
        Column("number", "案件", "case__number", link=_case, width=22),
        Column("applicant", "受援人", "case__applicant__name", width=10),
        Column("cause", "案由", "case__cause__name", page=False, width=22),
        Column("what", "事项", width=20),
        Column("organ", "向谁申请", width=22),
        Column("asked_on", "申请", kind="date", show=day, write=_written, width=12),
        Column("stand", "情况", stand_of, draw=_state, width=16),
        Column("answered_on", "答复", kind="date", show=day, write=_written, width=12),
        Column("amount", "金额（元）", kind="money", width=14),
    ),
)  # fmt: skip


def totals_in_words(totals):
    """[(what, number)]: items, and yuan."""
    return [
        ("告知", f"{totals['told']}项"),
        ("申请", f"{totals['asked']}项"),
        ("准许", f"{totals['granted']}项"),
        ("减免费用", f"{yuan(totals['saved'])}元"),
        ("司法救助金", f"{yuan(totals['aid'])}元"),
    ]


def workbook(rows, totals):
    """(bytes of the register, number of its rows); under them what they add up to."""
    columns = RELIEFS.on_sheet
    lines = [[column.written(row) for column in columns] for row in rows]
    sums = [[*pair, *[""] * (len(columns) - 2)] for pair in totals_in_words(totals)]
    headings = [(one.label, one.width) for one in columns]
    data, _ = write_sheet(RELIEFS.title, headings, [*lines, *sums])
    return data, len(lines)
