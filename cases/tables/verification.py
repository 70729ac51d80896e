"""Plans by which commitments are drawn, what was drawn, and who may not commit again."""

from cases.enums.agencies import Verified
from cases.workflow.termination import TERMINABLE
from legalaid.platform.core.words import day, moment
from legalaid.platform.office.addresses import address, page_of
from legalaid.platform.office.tables import Column, Table

PLANS = Table(
    title="核查计划",
    empty="还没有抽取过。",
    hint="按比例随机抽取适用诚信承诺的申请，逐件核查（法律援助法第四十一条）。",
    columns=(
        Column("at", "抽取时间", show=moment),
        Column("period", "申请收到日期", str, link=page_of("cases:verification")),
        Column("share", "比例（%）", kind="num"),
        Column("many", "抽中", kind="num"),
        Column("left", "待核查", kind="num"),
        Column("by", "抽取人", "by__name"),
    ),
)


def _ends(row):
    """An untrue commitment advises the end of aid where the case can still be ended (Law art. 48)."""
    return row.result == Verified.UNTRUE and row.case.state in TERMINABLE


def _proposal(row):
    return (
        address("cases:propose_termination", row.case_id) + "?for=commitment" if _ends(row) else ""
    )


DRAWN = Table(
    title="抽中的承诺",
    columns=(
        Column("position", "顺序", kind="num"),
        Column(
            "case", "案件", "case__number", link=lambda row: address("cases:detail", row.case_id)
        ),
        Column("applicant", "申请人", "case__applicant__name"),
        Column("state", "案件现状", lambda row: row.case.get_state_display()),
        Column(
            "result",
            "核查结果",
            "get_result_display",
            none="待核查",
            link=lambda row: address("cases:verify", row.pk),
        ),
        Column("checked_on", "核查日期", show=day),
        Column("by", "核查人", "by__name"),
        Column(
            "act",
            "办理",
            lambda row: "登记核查结果",
            link=lambda row: address("cases:verify", row.pk),
        ),
        Column("end", "承诺不属实", lambda row: "提出终止" if _ends(row) else "", link=_proposal),
    ),
)
BARS = Table(
    title="不再适用诚信承诺的人",
    empty="没有。",
    columns=(
        Column("applicant", "姓名", "case__applicant__name"),
        Column(
            "case", "案件", "case__number", link=lambda row: address("cases:detail", row.case_id)
        ),
        Column("at", "自", show=moment),
        Column("by", "决定人", "by__name"),
        Column("lift", "办理", lambda row: "解除", link=page_of("cases:lift_bar")),
    ),
)
