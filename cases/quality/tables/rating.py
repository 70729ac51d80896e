"""The bad ratings, and how the windows stand."""

from cases.quality.enums.rating import RatingLevel
from legalaid.platform.core.words import day
from legalaid.platform.office.addresses import page_of
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip, clock


def _state(row, words):
    return clock(row) if row.due_at else chip(words, "kept")


BAD_RATINGS = Table(
    title="差评",
    empty="没有差评。",
    hint="差评全部回访，在期限内整改；评价到您本人的，由他人办理，这里看不到。",
    columns=(
        Column("on", "日期", kind="date", show=day, link=page_of("quality:rating")),
        Column("level", "评价", "get_level_display"),
        Column("service", "服务", "get_service_display"),
        Column("place", "窗口", "place"),
        Column("reached", "回访", lambda row: row.get_reached_display() or "未回访"),
        Column("state", "整改", "get_state_display", draw=_state),
    ),
)  # fmt: skip

WINDOWS = Table(
    title="各窗口的评价",
    style="cards numbers",
    empty="这一时期没有评价。",
    columns=(
        Column("name", "窗口", lambda row: row["name"]),
        Column("total", "评价数", lambda row: row["total"], kind="num"),
        *(
            Column(f"of_{one.value}", one.label, lambda row, key=f"of_{one.value}": row[key], kind="num")
            for one in RatingLevel
        ),
        Column("pleased", "满意率（%）", lambda row: row["pleased"], kind="num"),
        Column("called", "差评回访接通", lambda row: f"{row['called']} / {row['bad']}"),
        Column("missed", "未接通", lambda row: row["missed"], kind="num"),
        Column("rectified", "差评已整改", lambda row: f"{row['rectified']} / {row['bad']}"),
    ),
)  # fmt: skip
