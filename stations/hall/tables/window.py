"""The windows of the hall."""

from legalaid.platform.office.addresses import page_of
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip


def _state(window, _):
    return chip("在用", "kept") if window.active else chip("停用", "quiet")


WINDOWS = Table(
    empty="还没有窗口。",
    hint="新设第一个窗口后，大屏和自助取号的地址随之生成。",
    columns=(
        Column("window", "窗口", str, link=page_of("hall:window")),
        Column("name", "名称"),
        Column("purposes", "办理事项", lambda window: "、".join(window.purpose_names), none=""),
        Column("clerk", "在座"),
        Column("state", "状态", "active", draw=_state),
    ),
)
