"""Figures of money, all out of the ledger; unknown while nothing is booked."""

from django.db.models import Sum

from cases.models import CountedCase
from legalaid.platform.core.money import TEN_THOUSAND
from subsidies.enums import Source
from subsidies.models import Fund
from subsidies.queries import figures

from .reading import Reading

UPPER = (Source.PROVINCIAL, Source.CENTRAL, Source.LOTTERY)


def money_figures(span):
    year = span.ends.year
    budgets = {row[0]: row[1] for row in figures.budget_growth()}
    years = list(
        Fund.objects.filter(year__lte=year)
        .order_by("year")
        .values_list("year", flat=True)
        .distinct()
    )
    upper = figures.appropriated(years[0], year, *UPPER) / TEN_THOUSAND if years else None
    average, rate = figures.average_subsidy(span), figures.payment_rate(span)

    yield _wan(
        "budget", "同级财政预算", budgets.get(year), year, "同级财政拨入本年度的法律援助经费"
    )
    yield _wan(
        "budget_before",
        "上年同级财政预算",
        budgets.get(year - 1),
        year - 1,
        "同级财政拨入上年度的法律援助经费",
    )
    yield Reading("provincial_years", "上级专项经费年度", _years(years[0], year) if years else "")
    yield Reading(
        "provincial",
        "上级专项经费",
        upper or None,
        "万元",
        f"{years[0] if years else year}年至{year}年",
        "省级专项、中央转移支付和彩票公益金合计",
        2,
    )
    yield Reading(
        "average_subsidy",
        "案均补贴",
        average.yuan,
        "元",
        str(span),
        "本期发放的办案补贴除以领取补贴的案件数",
        2,
    )
    yield Reading(
        "payment_rate",
        "办案补贴发放率",
        rate.percent,
        "%",
        str(span),
        "本期结案审查通过、应发补贴的案件中已发放的占比",
        1,
    )
    yield Reading(
        "yearly_cases",
        "近三年年均办案",
        yearly(span),
        "件",
        f"{year - 2}年至{year}年",
        "近三年给予法律援助件数的平均",
    )

    settled = figures.four_in_place(year, on=span.ends)

    yield Reading(
        "four_settled",
        "四落实",
        "；".join(f"{what}：{ground}" for what, met, ground in settled if met),
        "",
        str(span),
    )
    yield Reading(
        "four_missing",
        "四落实中没有落实的",
        tuple(what for what, met, _ in settled if not met),
        "",
        str(span),
    )


def yearly(span):
    """Mean of the cases granted in the three years ending with the span's, over the years that have any."""
    year = span.ends.year
    rows = CountedCase.objects.filter(
        granted=True, decided_on__year__gte=year - 2, decided_on__year__lte=year
    )
    found = list(rows.values_list("decided_on__year").annotate(n=Sum("weight")).order_by())
    return round(sum(n for _, n in found) / len(found)) if found else None


def _years(first, last):
    return f"{last}年" if first == last else f"{first}年至{last}年"


def _wan(key, label, yuan, year, definition):
    return Reading(
        key, label, yuan / TEN_THOUSAND if yuan else None, "万元", f"{year}年", definition, 2
    )
