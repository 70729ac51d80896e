"""Budget lines with their balances, and what finance entered."""

from django.utils.html import format_html

from legalaid.platform.core.money import yuan
from legalaid.platform.core.words import moment
from legalaid.platform.office.addresses import address, page_of
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip
from subsidies.enums import ProposalState
from subsidies.models.ledger import voucher
from subsidies.queries.fund import BALANCE

COLOURS = {ProposalState.ENTERED: "soon", ProposalState.APPROVED: "kept"}


def _money(key, label):
    return Column(key, label, kind="money", quiet=True)


def _available(row, words):
    allowed = row["overdraft"]
    more = format_html(" {}", chip(f"准予超支{yuan(allowed)}", "soon")) if allowed else ""
    return format_html("<b>{}</b>{}", words, more)


BALANCES = Table(
    caption="各预算科目的收入、支出和余额（元）",
    columns=(
        Column("fund", "经费", link=lambda row: address("subsidies:fund", row["fund"].pk)),
        Column("line", "科目", lambda row: row["allotment"].get_line_display(), quiet=True),
        _money("received", "拨入"),
        _money("carried_in", "上年结转"),
        _money("moved", "调剂"),
        _money("spent", "支出"),
        _money("reserved", "已批待付"),
        Column("available", "可用余额", kind="money", draw=_available),
        _money("carried_out", "结转下年"),
    ),
)


def sum_of(rows):
    """The last row of the balances."""
    sums = {key: yuan(sum(row[key] for row in rows)) for key in BALANCE}
    return {"fund": "合计", "line": "—", **sums}


def _entered(proposal):
    return f"{proposal.entered_by.name} {moment(proposal.entered_at)}"


def _state(proposal, words):
    return chip(words, COLOURS.get(proposal.state, "quiet"))


PROPOSALS = Table(
    style="cards brief",
    empty="没有经费事项。",
    hint="拨款、支出、科目调剂、准予超支、冲正和年度结账由财务人员录入，另一人审批后入账。",
    columns=(
        Column("what", "事项", str, link=page_of("subsidies:proposal")),
        Column("fund", "经费", quiet=True),
        Column("reason", "事由", quiet=True),
        Column("amount", "金额（元）", kind="money", place="sum", quiet=True),
        Column("state", "状态", "get_state_display", draw=_state),
        Column("entered", "录入", _entered),
        Column("decided_by", "审批", "decided_by__name", quiet=True),
        Column("posted", "凭证", "posted_id", show=voucher, quiet=True,
               link=lambda row: row.posted_id and address("subsidies:entry", row.posted_id)),
    ),
)  # fmt: skip
