"""Funds with their balances, one fund with its papers and movements, one journal entry."""

from django.core.paginator import Paginator
from django.utils import timezone

from legalaid.platform.office.asked import as_number
from legalaid.platform.office.pages import Page, RowPage
from subsidies.domain.fund import REVERSIBLE
from subsidies.models import YearEnd
from subsidies.queries.fund import balances, funds_for
from subsidies.queries.ledger import (
    case_numbers,
    debit_and_credit,
    entries_for,
    for_reading,
    handler_names,
    lines_for,
    payment_of,
    sees_everything,
)
from subsidies.queries.proposal import appropriations, proposals_for
from subsidies.tables.fund import BALANCES, sum_of
from subsidies.tables.ledger import ledger_lines, lines_of_entry

PAGE = 100  # lines of one entry: a unit may be paid for thousands of cases at once


class FundList(Page):
    """The funds of a year, line by line, and their sum."""

    permission = "funds.view"
    template_name = "subsidies/funds.html"
    table = BALANCES

    def get_context_data(self, **kwargs):
        funds = funds_for(self.request.user)
        years = list(funds.order_by("-year").values_list("year", flat=True).distinct())
        year = self.year(years)

        rows = balances(funds.filter(year=year))
        stations = {row["fund"].station_id for row in rows}

        return super().get_context_data(
            years=years,
            year=year,
            rows=rows,
            sum=sum_of(rows),
            ended=YearEnd.objects.filter(station__in=stations, year=year).first(),
            waiting=proposals_for(self.request.user).waiting().count(),
            **kwargs,
        )

    def year(self, years):
        """The year asked for, else the newest there is money of."""
        asked = as_number(self.request.GET.get("year"))
        if asked in years:
            return asked
        return years[0] if years else timezone.localdate().year


class FundPage(RowPage):
    permission = "funds.view"
    template_name = "subsidies/fund.html"
    table, lines_table = BALANCES, ledger_lines()

    def get_queryset(self):
        return funds_for(self.request.user)

    def get_context_data(self, **kwargs):
        fund, user = self.object, self.request.user
        lines = for_reading(lines_for(user).filter(fund=fund))

        return super().get_context_data(
            rows=balances([fund]),
            commitments=fund.commitments.outstanding().select_related("by"),
            papers=appropriations(user, fund),
            lines=lines.order_by("-on", "-pk")[:20],
            **kwargs,
        )


class EntryPage(RowPage):
    """A journal entry with the lines of one's own subtree; a case is named to those who may see the case."""

    permission = "funds.view"
    template_name = "subsidies/entry.html"

    def get_queryset(self):
        entries = entries_for(self.request.user)
        return entries.select_related("by", "checked_by", "reversal_of")

    def get_context_data(self, **kwargs):
        entry, user = self.object, self.request.user
        mine = lines_for(user).filter(entry=entry)
        page = Paginator(for_reading(mine.order_by("pk")), PAGE).get_page(
            self.request.GET.get("page")
        )
        lines = list(page)

        debit, credit = debit_and_credit(mine)
        is_part = not sees_everything(user) and mine.count() < entry.lines.count()
        reversed_by = getattr(entry, "reversed_by", None)

        return super().get_context_data(
            lines=lines,
            page=page,
            table=lines_of_entry(case_numbers(lines, user), handler_names(lines)),
            debit=debit,
            credit=credit,
            part=is_part,
            payment=payment_of(entry),
            reversed_by=reversed_by,
            reversible=entry.kind in REVERSIBLE and reversed_by is None,
            **kwargs,
        )
