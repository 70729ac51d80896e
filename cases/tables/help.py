"""Form 29: one row a help, on the page, on paper and in Excel; identity numbers are in none of them."""

from cases.enums import HelpState
from legalaid.platform.core.words import hour, near
from legalaid.platform.office.addresses import address
from legalaid.platform.office.sheets import write_sheet
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip, clock


def _page_of(row):
    return address("cases:help", row.pk)


def _times(row):
    return f"{hour(row.starts_at)}—{hour(row.ends_at)}" if row.starts_at else ""


def _listed(texts):
    return "、".join(texts)


RUNNING = (HelpState.WAITING, HelpState.FORWARDING, HelpState.FORWARDED)
COLOURS = {HelpState.NOT_GIVEN: "quiet", HelpState.VOID: "quiet"}


def _state(row, words):
    if row.due_at:
        return clock(row)
    colour = "soon" if row.state in RUNNING else COLOURS.get(row.state, "kept")
    return chip(words, colour)


HELPS = Table(
    title="值班律师法律帮助工作台账",
    empty="还没有法律帮助登记。",
    hint="值班律师签到后在“我的值班”里逐人登记；办案机关的通知在“登记帮助通知”里登记。",
    columns=(
        Column("number", "编号", link=_page_of, width=22),
        Column("on", "日期", show=near, write=str, width=12),
        Column("times", "时间", _times, none="", width=14),
        Column("name", "姓名", width=10),
        Column("cause", "涉嫌罪名", "cause__name", width=18),
        Column("organ", "办案机关", width=20),
        Column("stage", "阶段", width=10),
        Column("acts", "内容", "act_texts", show=_listed, none="", width=36),
        Column("plea", "是否认罪认罚", "get_plea_display", none="", width=14),
        Column("lawyer", "值班律师", show=str, width=10),
        Column("signed", "签名", "get_signed_display", none="", page=False, width=12),
        Column("result", "结果", page=False, width=40),
        Column("why", "未能提供的原因", "get_why_display", none="", page=False, width=16),
        Column("source", "来源", "get_source_display", page=False, width=16),
        Column("state", "状态", "get_state_display", draw=_state, width=16),
        Column("station", "站点", "station__name", page=False, width=22),
    ),
)  # fmt: skip
PRINTED = (
    "on",
    "times",
    "name",
    "cause",
    "organ",
    "stage",
    "acts",
    "plea",
    "lawyer",
    "signed",
    "state",
)


def totals_in_words(totals):
    """[(what, number)] of form 29."""
    return [
        ("受帮助人次", totals["persons"]),
        *totals["kinds"],
        ("其中认罪认罚", totals["admits"]),
        ("待提供", totals["waiting"]),
        ("未能提供", totals["not_given"]),
    ]


def workbook(rows, totals):
    """(bytes of the ledger, number of its rows); under them what they add up to."""
    columns = HELPS.on_sheet
    count = 0

    def lines():
        nonlocal count
        for row in rows:
            count += 1
            yield [column.written(row) for column in columns]
        for what, number in totals_in_words(totals):
            yield [what, number, *[""] * (len(columns) - 2)]

    data, _ = write_sheet(HELPS.title, [(one.label, one.width) for one in columns], lines())
    return data, count


def printed(rows):
    """(headings, lines of words) of the ledger on paper."""
    columns = [one for one in HELPS.columns if one.key in PRINTED]
    return [one.label for one in columns], [[one.words(row) for one in columns] for row in rows]
