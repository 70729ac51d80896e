"""Funds with their balances, one fund with its papers and movements, one journal entry."""

from django.core.paginator import Paginator
from django.db.models import Q, Sum
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views import View

from legalaid.platform.office.access import PermissionMixin
from subsidies.domain.fund import REVERSIBLE
from subsidies.models import YearEnd
from subsidies.queries.fund import ZERO, balances, funds_for
from subsidies.queries.ledger import (
    case_numbers,
    entries_for,
    for_reading,
    handler_names,
    lines_for,
    payment_of,
    sees_everything,
)
from subsidies.queries.proposal import appropriations, proposals_for

PAGE = 100  # lines of one entry: a unit may be paid for thousands of cases at once
SUMS = ("received", "carried_in", "moved", "spent", "reserved", "available", "carried_out")


class FundList(PermissionMixin, View):
    """The funds of a year, line by line, and their sum."""

    permission = "funds.view"

    def get(self, request):
        years = list(
            funds_for(request.user).order_by("-year").values_list("year", flat=True).distinct()
        )
        asked = request.GET.get("year", "")
        year = (
            int(asked)
            if asked.isdecimal() and int(asked) in years
            else (years[0] if years else timezone.localdate().year)
        )
        rows = balances(funds_for(request.user).filter(year=year))
        context = {
            "years": years,
            "year": year,
            "rows": rows,
            "sum": {key: sum(row[key] for row in rows) for key in SUMS},
            "ended": YearEnd.objects.filter(
                station__in={row["fund"].station_id for row in rows}, year=year
            ).first(),
            "waiting": proposals_for(request.user).waiting().count(),
        }
        return render(request, "subsidies/funds.html", context)


class FundPage(PermissionMixin, View):
    permission = "funds.view"

    def get(self, request, pk):
        fund = get_object_or_404(funds_for(request.user), pk=pk)
        context = {
            "fund": fund,
            "rows": balances([fund]),
            "commitments": fund.commitments.outstanding().select_related("by"),
            "papers": appropriations(request.user, fund),
            "lines": for_reading(lines_for(request.user).filter(fund=fund)).order_by("-on", "-pk")[
                :20
            ],
        }
        return render(request, "subsidies/fund.html", context)


class EntryPage(PermissionMixin, View):
    """A journal entry with the lines of one's own subtree; a case is named to those who may see the case."""

    permission = "funds.view"

    def get(self, request, pk):
        entry = get_object_or_404(
            entries_for(request.user).select_related("by", "checked_by", "reversal_of"), pk=pk
        )
        mine = lines_for(request.user).filter(entry=entry)
        page = Paginator(for_reading(mine.order_by("pk")), PAGE).get_page(request.GET.get("page"))
        lines = list(page)
        sums = mine.aggregate(
            debit=Sum("amount", filter=Q(amount__gt=0)),
            credit=Sum("amount", filter=Q(amount__lt=0)),
        )
        context = {
            "entry": entry,
            "lines": lines,
            "page": page,
            "numbers": case_numbers(lines, request.user),
            "people": handler_names(lines),
            "debit": sums["debit"] or ZERO,
            "credit": -(sums["credit"] or ZERO),
            "part": not sees_everything(request.user) and mine.count() < entry.lines.count(),
            "payment": payment_of(entry),
            "reversed_by": getattr(entry, "reversed_by", None),
            "reversible": entry.kind in REVERSIBLE and not hasattr(entry, "reversed_by"),
        }
        return render(request, "subsidies/entry.html", context)
