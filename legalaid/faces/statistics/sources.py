"""Where figures come from: rows with their columns, and the events that put a row into a period."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Case as When_
from django.db.models import Q, SmallIntegerField, Sum, Value, When
from django.utils import timezone

from cases.models import Tally
from cases.queries.case import cases_for

SOURCES = {}


@dataclass(frozen=True)
class Source:
    """`events(span)` gives the Q of each event; `measures` are the sums a figure may name; `cuts` what one may divide by.

    `visible(user, rows)`: the objects behind rows within one's rights; `head` and `cells(object)`: how a list shows them.
    """

    key: str
    model: type
    events: callable
    measures: dict
    visible: callable
    permission: str
    head: tuple
    cells: callable
    cuts: tuple = ()
    station: str = "station"

    def rows(self, span, stations, events):
        """The rows of these stations that touch the period by one of the named events."""
        given = self.events(span)
        rows = self.model.objects.filter(reduce(or_, (given[name] for name in sorted(events)), Q()))
        return rows if stations is None else rows.filter(**{f"{self.station}__in": stations})

    def cube(self, span, stations, columns):
        """Rows summed up by every column asked for: a few hundred or thousand groups, whatever the number of rows."""
        given = self.events(span)
        events = {name: _flag(q) for name, q in given.items() if name in columns}
        plain = sorted(columns - set(given))
        rows = self.rows(span, stations, set(events))
        return (
            rows.values(*plain, **events).annotate(**{f"sum_{name}": total for name, total in self.measures.items()}).order_by()
        )


def _flag(q):
    return When_(When(q, then=Value(1)), default=Value(0), output_field=SmallIntegerField())


def case_events(span):
    """received, decided, closed: that day lies in the period. open: granted and not closed at its end. served: any of it."""
    decided = Q(decided_on__range=(span.starts, span.ends))
    closed = Q(closed_on__range=(span.starts, span.ends))
    still = Q(decision="granted", decided_on__lte=span.ends) & (Q(closed_on=None) | Q(closed_on__gt=span.ends))
    return {
        "received": Q(received_on__range=(span.starts, span.ends)),
        "decided": decided,
        "closed": closed,
        "open": still,
        "served": decided | closed | still,
    }


def register(source):
    SOURCES[source.key] = source


def cases_visible(user, rows):
    return cases_for(user).filter(pk__in=rows.order_by().values("pk")).for_lists()


def case_cells(case):
    return (
        case.number, case.applicant.name, case.get_kind_display(), case.cause.name, case.get_state_display(), case.station.name,
        str(case.handler or ""), timezone.localdate(case.received_at).isoformat(),
        timezone.localdate(case.decided_at).isoformat() if case.decided_at else "", case.closed_on.isoformat() if case.closed_on else "",
        1 if case.indivisible else case.applicant_count, case.applicant_count,
    )  # fmt: skip


register(
    Source(
        "cases", Tally, case_events, {name: Sum(name) for name in ("weight", "persons", "won")}, cases_visible, "cases.view",
        ("案件编号", "申请人", "类别", "案由", "状态", "站点", "承办人", "申请", "决定", "结案", "件数", "人次"), case_cells,
        cuts=("station", "township", "kind", "handler_kind", "row", "crowd", "channel"),
    )
)  # fmt: skip
