"""Lists of peer reviews, and of the sheets one has to fill."""

from cases.quality.enums.review import GRADED
from legalaid.platform.core.words import day, short
from legalaid.platform.office.addresses import page_of
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip, clock

COLOURS = {"settled": "kept", "rectified": "kept", "withdrawn": "quiet"}


def _state(row, words):
    if row.objection_over:
        return chip(f"异议期已满（{short(row.due_at)}）", "soon")
    return clock(row) if row.due_at else chip(words, COLOURS.get(row.state, "soon"))


REVIEWS = Table(
    title="同行评估",
    empty="还没有同行评估。",
    hint="结案审查通过的案件列入后，由两名专家分别评分。",
    columns=(
        Column("number", "案号", "case__number", kind="code", link=page_of("quality:review")),
        Column("cause", "案由", "case__cause__name"),
        Column("handler", "承办人"),
        Column("firm", "承办机构", "handler__firm__name"),
        Column("at", "列入", kind="date", show=day),
        Column("grade", "等次", lambda row: row.get_grade_display() if row.state in GRADED else ""),
        Column("state", "状态", "get_state_display", draw=_state),
    ),
)


def _handed(row):
    return "已交" if row.handed else "待评分"


SHEETS = Table(
    title="我的评分",
    empty="没有交给您的评分表。",
    hint="请您评估的案卷列在这里；评分只有您自己看得到，直到评分完毕。",
    columns=(
        Column("number", "案号", "review__case__number", kind="code", link=page_of("quality:score")),
        Column("cause", "案由", "review__case__cause__name"),
        Column("given_at", "交给您", kind="date", show=day),
        Column("state", "状态", _handed, draw=lambda row, words: chip(words, "kept" if row.handed else "soon")),
    ),
)  # fmt: skip
