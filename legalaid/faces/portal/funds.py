"""What the notices on money say, out of the ledger: no person, no case, no account (Law art. 58)."""

from django.db.models import Count, Q, Sum

from cases.enums import Grade
from legalaid.faces.statistics.models import Span
from legalaid.platform.core.money import yuan
from legalaid.platform.core.words import day
from subsidies.enums import Source
from subsidies.law import chart
from subsidies.models import EntryLine, Standard
from subsidies.models.standard import CONDITIONS
from subsidies.queries.figures import told_twice
from subsidies.queries.standard import standard_on

from .content import content
from .enums import NoticeKind

OTHER_SUBSIDIES = ("duty", "consultation", "drafting", "quality")


@content(NoticeKind.FUNDS)
def funds(first, last):
    """Money received by source and spent by kind; a reversal takes back what it reverses."""
    booked = EntryLine.objects.filter(on__range=(first, last)).order_by()
    received = dict(
        booked.filter(account=chart.APPROPRIATED)
        .values_list("fund__source")
        .annotate(sum=-Sum("amount"))
    )
    spent = dict(
        booked.filter(account__in=chart.EXPENSES).values_list("account").annotate(sum=Sum("amount"))
    )
    tables = [
        _sums(
            "经费收入",
            "来源",
            [(label, received[source]) for source, label in Source.choices if source in received],
        ),
        _sums(
            "经费支出",
            "用途",
            [(label, spent[kind]) for kind, label in chart.EXPENSE_KINDS if kind in spent],
        ),
    ]

    return {"tables": tables if received or spent else []}


def _sums(caption, label, found):
    rows = [
        *([name, yuan(amount)] for name, amount in found),
        ["合计", yuan(sum(amount for _, amount in found))],
    ]
    return {"caption": caption, "head": [label, "金额（元）"], "rows": rows, "total": True}


@content(NoticeKind.SUBSIDIES)
def subsidies(first, last):
    """Case subsidies and the others, by the unit they were paid to (司发通〔2019〕27号: standards and payments are made public)."""
    paid = EntryLine.objects.filter(on__range=(first, last), firm__isnull=False).order_by()
    number = Count("pk") - 2 * Count("pk", filter=Q(amount__lt=0))  # what is taken back counts back
    cases = (
        paid.filter(account="case").values_list("firm__name").annotate(sum=Sum("amount"), n=number)
    )
    rows = [
        [firm, count, yuan(amount)]
        for firm, amount, count in sorted(cases, key=lambda row: -row[1])
        if count or amount
    ]
    if rows:
        rows.append(
            [
                "合计",
                sum(row[1] for row in rows) - told_twice(Span(first, last)),
                yuan(sum(amount for _, amount, _ in cases)),
            ]
        )

    other = (
        paid.filter(account__in=OTHER_SUBSIDIES)
        .values_list("firm__name", "account")
        .annotate(sum=Sum("amount"))
    )
    kinds = dict(chart.EXPENSE_KINDS)
    others = [[firm, kinds[kind], yuan(amount)] for firm, kind, amount in sorted(other) if amount]
    tables = [
        {
            "caption": "办案补贴（按承办单位）",
            "head": ["承办单位", "件数", "金额（元）"],
            "rows": rows,
            "counts": [1],
            "amounts": [2],
            "total": True,
        },
        {
            "caption": "其他补贴（按承办单位）",
            "head": ["承办单位", "种类", "金额（元）"],
            "rows": others,
        },
    ]

    return {
        "tables": [table for table in tables if table["rows"]],
        "public": sorted({row[0] for row in (*rows[:-1], *others)}),
    }


@content(NoticeKind.STANDARD)
def standard(first, last):
    """What the county pays by on the last day (司发通〔2019〕27号: the standard is made public): its rows, and what moves them."""
    row = standard_on(last)
    if row is None:
        return {"tables": []}

    rates = [
        [rate.name, yuan(rate.direct), yuan(rate.labour), yuan(rate.amount)]
        for rate in row.rates.all()
    ]
    tables = [
        {
            "caption": f"{row}（{row.source}，{day(row.valid_from)}起执行）",
            "head": ["服务", "直接费用（元）", "基本劳务费（元）", "合计（元）"],
            "rows": rates,
        },
        {"caption": "增减和限额", "head": ["项目", "标准"], "rows": _conditions(row)},
    ]
    return {"tables": [table for table in tables if table["rows"]]}


def _conditions(standard):
    """[[label, value]] of what the standard says beside its rows."""
    factors = [f"factor_{grade}" for grade in Grade.values]
    fields = [*CONDITIONS, *factors, "withheld_by", "notice_days"]
    said = [(name, getattr(standard, name)) for name in fields]
    found = [
        [Standard._meta.get_field(name).verbose_name, str(value)]
        for name, value in said
        if value or name in factors
    ]
    graded = Standard._meta.get_field("graded").verbose_name
    return [*found, [graded, "是" if standard.graded else "否"]]
