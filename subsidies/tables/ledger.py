"""Lines of the ledger and their sums; on a phone a cell that says nothing is left out."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from legalaid.platform.core.money import yuan
from legalaid.platform.office.addresses import address
from legalaid.platform.office.tables import Column, Table
from subsidies.law import chart
from subsidies.models.fund import fund_words
from subsidies.models.ledger import voucher

ACCOUNTS = dict(chart.ACCOUNTS)
HIDDEN = mark_safe('<span class="soft">不在您的权限内</span>')


def _entry(line):
    return address("subsidies:entry", line.entry_id)


def _fund(line):
    return fund_words(line.fund__year, line.fund__source)


def _debit(line):
    return line.amount if line.amount > 0 else None


def _credit(line):
    return -line.amount if line.amount <= 0 else None


def _differing(people):
    """What differs between the lines of one entry; `people`: {handler: name}."""

    def payee(line):
        return f"{line.payee} {people.get(line.handler_id, '')}".strip()

    return (
        Column("fund", "经费", _fund, quiet=True),
        Column("account", "科目", lambda line: ACCOUNTS[line.account], quiet=True),
        Column("payee", "收款单位和承办人", payee, quiet=True),
        Column("debit", "借方（元）", _debit, "money", place="sum", quiet=True),
        Column("credit", "贷方（元）", _credit, "money", place="sum", quiet=True),
    )


def _case(numbers):
    """The case of a line, named to those who may see it; `numbers`: {case: number}."""

    def drawn(line, words):
        if line.case_id not in numbers:
            return HIDDEN if line.case_id else words
        return format_html(
            '<a href="{}">{}</a>', address("cases:detail", line.case_id), numbers[line.case_id]
        )

    return Column("case", "案件", "case_id", draw=drawn, quiet=True)


def ledger_lines(*more, people=()):
    return Table(
        style="cards brief",
        columns=(
            Column("on", "日期"),
            Column("entry", "凭证", lambda line: voucher(line.entry_id), link=_entry),
            Column("memo", "摘要", lambda line: line.entry__memo, quiet=True),
            *_differing(dict(people)),
            *more,
        ),
    )


def lines_with_cases(numbers, people):
    return ledger_lines(_case(numbers), people=people)


def lines_of_entry(numbers, people):
    return Table(columns=(*_differing(people), _case(numbers)))


def _sum(words):
    return Column("amount", words, kind="money", place="sum", quiet=True)


def _more(row, words):
    where = f"{reverse('subsidies:lines')}?{row['query']}"
    return format_html('<a href="{}" aria-label="查看{}的明细">{}</a>', where, row["name"], words)


def totals_table(words, months):
    """Totals by one dimension, each leading to its lines."""
    return Table(
        caption=f"{months}，按{words}合计",
        columns=(
            Column("name", words),
            Column("count", "笔数", kind="num"),
            _sum("金额（元）"),
            Column("lines", "明细", lambda row: "查看", draw=_more),
        ),
    )


def named_sums(words, counted):
    """Names with a count and an amount."""
    return Table(
        columns=(Column("name", words), Column("count", counted, kind="num"), _sum("金额（元）"))
    )


def sum_of(rows):
    """The last row of such a table."""
    amount = sum(row["amount"] for row in rows)
    return {"name": "合计", "count": sum(row["count"] for row in rows), "amount": yuan(amount)}


STATUTORY = Table(
    style="",
    columns=(
        Column("number", "行次"),
        Column("label", "项目"),
        Column("wan", "万元", kind="num"),
        Column("yuan", "元", kind="money"),
    ),
)

GROWTH = Table(
    columns=(
        Column("year", "年度", lambda row: row[0]),
        Column("local", "同级财政（元）", lambda row: row[1], "money", short="同级财政"),
        Column("whole", "全部来源（元）", lambda row: row[2], "money", short="全部来源"),
        Column("growth", "同级财政增长", lambda row: row[3], "num", show=lambda percent: f"{percent}%",
               short="增长"),
    ),
)  # fmt: skip
