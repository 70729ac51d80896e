"""The list of answers for everybody, as the office sees them."""

from legalaid.platform.core.words import moment
from legalaid.platform.office.addresses import page_of
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip

from .enums import AnswerState

COLOURS = {AnswerState.WRITTEN: "soon", AnswerState.SHOWN: "kept"}

ANSWERS = Table(
    title="公开解答",
    empty="还没有公开的解答。",
    hint="网上提问的人同意公开的，在咨询页“拟写公开的解答”，由另一人审核后公开。",
    columns=(
        Column("title", "标题", link=page_of("answers:detail")),
        Column("topic", "类型", "get_topic_display"),
        Column(
            "state",
            "状态",
            "get_state_display",
            draw=lambda row, words: chip(words, COLOURS.get(row.state, "quiet")),
        ),
        Column("written_at", "拟写", show=moment),
        Column("written_by", "拟写人", "written_by__name"),
        Column("shown_on", "公开日期", none="—"),
    ),
)
