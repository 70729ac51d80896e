"""Plans, and the lines of one."""

from cases.quality.enums import Tool
from legalaid.platform.core.words import day
from legalaid.platform.office.addresses import page_of
from legalaid.platform.office.tables import Column, Table

PLANS = Table(
    title="质量检查计划",
    empty="还没有质量检查计划。",
    hint="先定检查哪一段时间结案的案件，再逐项写明方式、范围和比例（法律援助法第五十九条）。",
    columns=(
        Column("title", "名称", link=page_of("quality:plan")),
        Column("span", "结案期间"),
        Column("station", "机构", "station__name"),
        Column("by", "制定人", "by__name"),
        Column("at", "制定日期", kind="date", show=day),
    ),
)


def _drawn(line):
    """Hearings are chosen as they come up."""
    if line.tool == Tool.OBSERVATION:
        return "不抽取"
    return f"{line.standing.total}件中抽{line.standing.many}件" if line.standing else ""


def _draw_page(line):
    return line.standing.get_absolute_url() if line.standing else ""


LINES = Table(
    title="计划项目",
    empty="还没有项目。",
    hint="一项写明一种方式、哪些案件、多少。",
    columns=(
        Column("tool", "方式", "get_tool_display"),
        Column("among", "范围"),
        Column("wanted", "要求"),
        Column("drawn", "抽取", _drawn, none="未抽取", link=_draw_page),
        Column("progress", "完成"),
        Column("pk", "办理", template="quality/_line_acts.html"),
    ),
)
