"""Organs asked, and the figures of their answers."""

from legalaid.platform.core.words import day
from legalaid.platform.office.addresses import page_of
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip, clock

COLOURS = {"answered": "kept", "void": "quiet"}


def _state(row, words):
    return clock(row) if row.due_at else chip(words, COLOURS.get(row.state, "soon"))


INQUIRIES = Table(
    title="征询意见",
    empty="还没有征询过办案机关。",
    hint="向办理过案件的机关发函，回执上的编码在这里录入。",
    columns=(
        Column("at", "发函", kind="date", show=day, link=page_of("quality:organ_inquiry")),
        Column("organ", "办案机关"),
        Column("number", "案件编号", "case__number", kind="code"),
        Column("handler", "承办人", "handler__user__name"),
        Column("code", "回执编码", kind="code"),
        Column("overall", "总体评价", "get_overall_display"),
        Column("state", "情况", "get_state_display", draw=_state),
    ),
)
FIGURES = Table(
    title="办案机关意见",
    style="cards numbers",
    empty="这段时间没有征询过。",
    columns=(
        Column("organ", "办案机关"),
        Column("asked", "发函", kind="num"),
        Column("answered", "答复", kind="num"),
        Column("good", "总体好、较好", kind="num"),
        Column(
            "average",
            "总体评价平均（满分4）",
            lambda row: None if row["average"] is None else f"{row['average']:.1f}",
            short="平均",
        ),
        Column("unclean", "反映廉洁问题", kind="num"),
    ),
)
