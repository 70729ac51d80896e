"""The quarterly closing table of a fund under the rules of a project (彩票公益金): each case, and the sums by kind."""

from django.utils import timezone

from cases.enums import Kind
from legalaid.platform.office.sheets import write_sheet
from legalaid.platform.office.tables import Column, Table
from subsidies.enums import Crossing

KEPT_APART = "（密卷）"
WHOLE = "合计"


def _cause(row):
    """Whose story it is, only those know who work on it."""
    return KEPT_APART if row["case__secret"] else row["case__cause__name"]


def _assigned(row):
    return timezone.localdate(row["case__assigned_at"]) if row["case__assigned_at"] else None


def _difficult(row):
    crossing = row["case__claim__crossing"]
    words = ["重大疑难"] if row["case__claim__difficult"] else []
    return "、".join(words + ([Crossing(crossing).label] if crossing else []))


CLOSED = Table(
    title="季度结案统计表",
    style="cards brief",
    empty="这个季度没有由这笔经费支付的结案案件。",
    columns=(
        Column("number", "案件编号", "case__number", width=22),
        Column("kind", "类别", lambda row: Kind(row["case__kind"]).label, width=8),
        Column("stage", "阶段", quiet=True, width=12),
        Column("cause", "案由", _cause, quiet=True, width=24),
        Column("firm", "承办单位", "firm__name", width=26),
        Column("handler", "承办人", "handler__user__name", width=10),
        Column("assigned", "指派日期", _assigned, "date", show=str, quiet=True, width=12),
        Column("on", "结案日期", kind="date", show=str, width=12),
        Column("difficult", "疑难、跨区域", _difficult, none="", quiet=True, width=16),
        Column("total", "补贴（元）", kind="money", short="补贴", place="sum", width=12),
        Column("paid_on", "到账日期", "payment__paid_on", "date", show=str, quiet=True, width=12),
    ),
)
SUMS = Table(
    caption="按类别合计",
    columns=(
        Column("kind", "类别", lambda row: Kind(row[0]).label if row[0] else WHOLE),
        Column("cases", "件数", lambda row: row[1], "num"),
        Column("difficult", "其中疑难、跨区域（件）", lambda row: row[2], "num"),
        Column("amount", "补贴（元）", lambda row: row[3], "money"),
    ),
)


def closing_book(rows, sums):
    """(bytes of an .xlsx, number of cases' rows): a row a case, the sums below."""
    columns = CLOSED.on_sheet
    lines = [[one.written(row) for one in columns] for row in rows]

    lines += [[], [one.label for one in SUMS.columns]]
    lines += [[one.written(row) for one in SUMS.columns] for row in sums]
    data, _ = write_sheet(CLOSED.title, [(one.label, one.width) for one in columns], lines)
    return data, len(rows)
