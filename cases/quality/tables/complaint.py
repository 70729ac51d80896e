"""The lists of complaints: the bureau's, that of whoever took some down, what was asked of one."""

from cases.quality.workflow import COMPLAINT
from legalaid.platform.core.words import day
from legalaid.platform.office.addresses import page_of
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip, clock

COLOURS = {"received": "soon", "investigating": "soon", "answering": "soon", "answered": "kept"}


def _state(row, words):
    return clock(row) if row.due_at else chip(words, COLOURS.get(row.state, "quiet"))


def _told(row):
    """What whoever took it down may tell the one who asks again."""
    return COMPLAINT.places[row.state].public or row.get_state_display()


COMPLAINTS = Table(
    title="投诉",
    empty="还没有投诉。",
    hint="对法律援助机构、法律援助人员的投诉，由司法局受理、调查、答复。",
    columns=(
        Column("received_on", "收到", kind="date", show=day, link=page_of("quality:complaint")),
        Column("number", "编号", kind="code"),
        Column("complainant", "投诉人"),
        Column("about", "被投诉"),
        Column("ground", "事由", "ground__text"),
        Column("channel", "方式", "get_channel_display"),
        Column("state", "办理", "get_state_display", draw=_state),
    ),
)  # fmt: skip

TAKEN = Table(
    title="投诉",
    empty="您还没有登记投诉。",
    hint="您登记后转司法局办理；这里只有您本人登记的。",
    columns=(
        Column("received_on", "收到", kind="date", show=day, link=page_of("quality:complaint")),
        Column("number", "编号", kind="code"),
        Column("channel", "方式", "get_channel_display"),
        Column("state", "办理", _told),
    ),
)  # fmt: skip


def _answered(row):
    if row.answered_at:
        return "已答复"
    return "待答复" if row.waits else "不用答复"


INQUIRIES = Table(
    title="司法局的询问",
    empty="司法局没有请您说明的事项。",
    hint="司法局调查时请您说明或者整改的事项，只有您看得到。",
    columns=(
        Column("due_on", "答复期限", kind="date", show=day, link=page_of("quality:inquiry")),
        Column("kind", "要求", "get_kind_display"),
        Column("state", "情况", _answered),
    ),
)  # fmt: skip

GROUNDS = Table(
    title="投诉事由",
    empty="还没有投诉事由，请先添加。",
    hint="登记投诉时选择的事由，由司法局按规定增改；每项计入表十三的一栏。",
    columns=(
        Column("text", "事由", link=page_of("quality:complaint_ground")),
        Column("line", "计入表十三", "get_line_display"),
        Column("active", "使用", lambda row: "使用" if row.active else "停用"),
    ),
)  # fmt: skip
