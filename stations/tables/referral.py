"""Referral slips, and how the units answer those they receive."""

from legalaid.platform.core.text import mask_name
from legalaid.platform.core.words import moment
from legalaid.platform.office.addresses import page_of
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import clock

SLIPS = Table(
    empty="没有这样的转介单。",
    hint="劳动监察、交警、妇联、信访、法院等单位与法律援助中心之间转介的事项都在这里，有回执、有期限、有反馈。",
    columns=(
        Column("number", "编号", link=page_of("stations:referral")),
        Column(
            "matter",
            "事项",
            lambda slip: slip.get_matter_display() if slip.reads else "",
            none="双方单位可见",
        ),
        Column("name", "当事人", lambda slip: mask_name(slip.name) if slip.reads else ""),
        Column("from_station", "转出单位"),
        Column("to_station", "接收单位"),
        Column("state", "状态", "get_state_display"),
        Column("due", "期限", "due_at", draw=lambda slip, _: clock(slip)),
        Column("sent_at", "转出时间", show=moment),
    ),
)

RATES = Table(
    empty="这段时间没有转介单。",
    hint="换一段时间再看。",
    columns=(
        Column("unit", "接收单位"),
        Column("received", "收到", kind="num"),
        Column("waiting", "等待接收", kind="num"),
        Column("answered", "已回复", kind="num"),
        Column("returned", "退回", kind="num"),
        Column("rate", "退回率", kind="num", show=lambda rate: f"{rate}%"),
        Column("closed", "办结", kind="num"),
    ),
)
