"""The list of those who keep out of a case, or are asked to."""

from legalaid.platform.core.words import day
from legalaid.platform.office.addresses import address
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip


def _settle(row):
    step = "decide_recusal" if row.waits else "lift_recusal"
    return f"{address('cases:detail', row.case_id)}{step}/"


def _state(row, words):
    return chip(words, "soon" if row.waits else "quiet")


RECUSALS = Table(
    title="回避",
    empty="没有等待决定的回避申请，也没有已经决定的回避。",
    hint="要求工作人员回避的，由中心负责人决定；要求中心负责人、司法局人员回避的，由司法局决定。",
    columns=(
        Column("received_on", "收到", kind="date", show=day),
        Column("person", "要求谁回避", str),
        Column("number", "案号", "case__number", kind="code"),
        Column("station", "受理站点", "case__station__name"),
        Column("asked_by", "由谁提出", "get_asked_by_display"),
        Column("state", "情况", lambda row: "待决定" if row.waits else "已回避", draw=_state),
        Column("step", "办理", lambda row: "决定" if row.waits else "撤销回避", link=_settle),
    ),
)  # fmt: skip
