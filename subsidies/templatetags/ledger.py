"""The rows of the tables of money, drawn in Python: forty rows of nine columns are the bulk of a ledger page."""

from functools import cache

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import mark_safe

from legalaid.platform.core.money import yuan
from legalaid.platform.core.words import moment
from legalaid.platform.office.addresses import address
from subsidies.enums import ProposalState
from subsidies.law import chart
from subsidies.models.fund import fund_words
from subsidies.models.ledger import voucher
from subsidies.queries.fund import BALANCE

register = template.Library()

ACCOUNTS = dict(chart.ACCOUNTS)
HIDDEN = mark_safe('<span class="soft">不在您的权限内</span>')
LINE_HEAD = ("日期", "凭证", "摘要", "经费", "科目", "收款单位和承办人", "借方（元）", "贷方（元）")
BALANCE_HEAD = (
    "经费",
    "科目",
    "拨入",
    "上年结转",
    "调剂",
    "支出",
    "已批待付",
    "可用余额",
    "结转下年",
)
PROPOSAL_HEAD = ("事项", "经费", "事由", "金额（元）", "状态", "录入", "审批", "凭证")
COLOURS = {ProposalState.ENTERED: "amber", ProposalState.APPROVED: "green"}
MONEY = frozenset(
    {*BALANCE_HEAD[2:], "借方（元）", "贷方（元）", "金额（元）", "笔数", "件（次）数"}
)
BRIEF = frozenset(
    {"借方（元）", "贷方（元）", "金额（元）"}
)  # beside the first cell where a phone shows a row in few lines
EMPTY = ("—", "0.00")


@cache
def _open(name, empty):
    """A cell that says nothing is left out where a phone lists the cells of a row one below the other."""
    kinds = " ".join(
        kind for kind, so in (("num", name in MONEY), ("sum", name in BRIEF), ("none", empty)) if so
    )
    said = f' class="{kinds}"' if kinds else ""
    return f'<td{said} data-label="{escape(name)}">'


def _row(head, cells, style=""):
    parts = [
        f"{_open(name, cell in EMPTY)}{conditional_escape(cell)}</td>"
        for name, cell in zip(head, cells, strict=True)
    ]
    return f"<tr{style}>{''.join(parts)}</tr>"


def _kind(name):
    return ' class="num"' if name in MONEY else ""


def _table(head, rows, caption="", kind="list cards"):
    names = "".join(f"<th{_kind(name)}>{escape(name)}</th>" for name in head)
    said = f'<caption class="visually-hidden">{escape(caption)}</caption>' if caption else ""
    body = "".join(rows)
    return mark_safe(  # noqa: S308  every cell above is escaped
        f'<div class="frame"><table class="{kind}">{said}<thead><tr>{names}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _link(view, pk, words):
    return format_html('<a href="{}">{}</a>', address(view, pk), words)


@register.simple_tag
def ledger_lines(lines, numbers=None, people=None):
    """Lines of the ledger; with `numbers`, {case: number of those one may see}, each with its case; `people`: {handler: name}."""
    head = LINE_HEAD if numbers is None else (*LINE_HEAD, "案件")
    return _table(
        head,
        [_row(head, _line(line, numbers, people or {})) for line in lines],
        kind="list cards brief",
    )


def _line(line, numbers, people):
    amount = yuan(abs(line.amount))
    cells = [
        line.on.isoformat(), _link("subsidies:entry", line.entry_id, voucher(line.entry_id)), line.entry__memo,
        fund_words(line.fund__year, line.fund__source), ACCOUNTS[line.account],
        f"{line.payee} {people.get(line.handler_id, '')}".strip() or "—",
        *((amount, "—") if line.amount > 0 else ("—", amount)),
    ]  # fmt: skip
    return cells if numbers is None else [*cells, _case(line.case_id, numbers)]


def _case(pk, numbers):
    if pk in numbers:
        return _link("cases:detail", pk, numbers[pk])
    return HIDDEN if pk else "—"


@register.simple_tag
def entry_lines(lines, numbers, people):
    """Lines of one entry: what differs between them."""
    head = (*LINE_HEAD[3:], "案件")
    return _table(
        head,
        [
            _row(head, [*_line(line, None, people)[3:], _case(line.case_id, numbers)])
            for line in lines
        ],
    )


@register.simple_tag
def fund_balances(rows, sums=None):
    """Budget lines with their balances, and their sum."""
    drawn = [_row(BALANCE_HEAD, _balance(row)) for row in rows]
    if sums:
        cells = ["合计", "—", *(yuan(sums[key]) for key in BALANCE)]
        drawn.append(_row(BALANCE_HEAD, cells, ' class="total"'))
    return _table(BALANCE_HEAD, drawn, "各预算科目的收入、支出和余额（元）")


def _balance(row):
    cells = {key: yuan(row[key]) for key in BALANCE}
    more = (
        format_html(' <span class="chip amber">准予超支{}</span>', yuan(row["overdraft"]))
        if row["overdraft"]
        else ""
    )
    cells["available"] = format_html("<b>{}</b>{}", cells["available"], more)
    return [
        _link("subsidies:fund", row["fund"].pk, row["fund"]),
        row["allotment"].get_line_display(),
        *cells.values(),
    ]


@register.simple_tag
def ledger_totals(rows, words, months, count, total):
    """Totals, each leading to its lines, and their sum."""
    head, lines = (words, "笔数", "金额（元）", "明细"), reverse("subsidies:lines")
    drawn = [
        _row(head, (row["name"], row["count"], yuan(row["amount"]), _more(lines, row)))
        for row in rows
    ]
    drawn.append(_row(head, ("合计", count, yuan(total), months), ' class="total"'))
    return _table(head, drawn, f"{months}，按{words}合计")


def _more(lines, row):
    return format_html(
        '<a href="{}?{}" aria-label="{}的明细">明细</a>', lines, row["query"], row["name"]
    )


@register.simple_tag
def sums(rows, words, counted):
    """Names with a count and an amount, and their sum."""
    head, rows = (words, counted, "金额（元）"), list(rows)
    drawn = [_row(head, (row["name"], row["count"], yuan(row["amount"]))) for row in rows]
    whole = ("合计", sum(row["count"] for row in rows), yuan(sum(row["amount"] for row in rows)))
    return _table(head, [*drawn, _row(head, whole, ' class="total"')])


@register.simple_tag
def proposals(rows):
    """What finance entered, with who decided it and the entry it became."""
    return _table(
        PROPOSAL_HEAD,
        [_row(PROPOSAL_HEAD, _proposal(row)) for row in rows],
        kind="list cards brief",
    )


def _proposal(row):
    state = format_html(
        '<span class="chip {}">{}</span>', COLOURS.get(row.state, "grey"), row.get_state_display()
    )
    return (
        _link("subsidies:proposal", row.pk, row), row.fund or "—", row.reason, "—" if row.amount is None else yuan(row.amount), state,
        f"{row.entered_by.name} {moment(row.entered_at)}", row.decided_by.name if row.decided_by else "—",
        _link("subsidies:entry", row.posted_id, voucher(row.posted_id)) if row.posted_id else "—",
    )  # fmt: skip
