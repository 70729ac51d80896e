"""Cases, by their narrow row."""

from django.db.models import OuterRef, Q, Subquery, Sum
from django.utils import timezone

from cases.models import CountedCase, CountProfile
from cases.queries.case import cases_for

from .source import Source, register
from .spans import of_months


def case_events(span):
    """received, decided, closed: that day lies in the period. open: granted and not closed at its end. served: any of it."""
    decided = Q(decided_on__range=(span.starts, span.ends))
    closed = Q(closed_on__range=(span.starts, span.ends))
    still = Q(granted=True, decided_on__lte=span.ends) & (
        Q(closed_on=None) | Q(closed_on__gt=span.ends)
    )

    return {
        "received": Q(received_on__range=(span.starts, span.ends)),
        "decided": decided,
        "closed": closed,
        "open": still,
        "served": decided | closed | still,
    }


# nothing is won before a case is closed: the rest need not be added up
MEASURES = {
    "weight": Sum("weight"),
    "persons": Sum("persons"),
    "won": Sum("won", filter=Q(closed_on__isnull=False)),
}


def cases_visible(user, rows):
    """The cases, with how many of their cases and persons these rows count."""
    found = cases_for(user).filter(pk__in=rows.order_by().values("case")).for_lists()
    own = rows.filter(case=OuterRef("pk")).order_by().values("case")
    return found.annotate(
        counted_weight=Subquery(own.annotate(n=Sum("weight")).values("n")),
        counted_persons=Subquery(own.annotate(n=Sum("persons")).values("n")),
    )


def case_cells(case):
    return (
        case.number,
        case.applicant.name,
        case.get_kind_display(),
        case.cause.name,
        case.get_state_display(),
        case.station.name,
        str(case.handler or ""),
        timezone.localdate(case.received_at).isoformat(),
        timezone.localdate(case.decided_at).isoformat() if case.decided_at else "",
        case.closed_on.isoformat() if case.closed_on else "",
        case.counted_weight,
        case.counted_persons,
    )


register(
    Source(
        "cases", CountedCase, case_events, MEASURES, cases_visible, "cases.view",
        ("案件编号", "申请人", "类别", "案由", "状态", "站点", "承办人", "申请", "决定", "结案", "件数", "人次"), case_cells,
        cuts=("station", "township", "kind", "handler_kind", "row", "crowd", "channel"), profile=CountProfile, kept=of_months,
        named_by=("case__number", "part"),
    )
)  # fmt: skip
