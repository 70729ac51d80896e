"""Where figures come from: rows with their columns, and the events that put a row into a period."""

from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import Case as When_
from django.db.models import Q, SmallIntegerField, Value, When

SOURCES = {}


@dataclass(frozen=True)
class Source:
    """`events(span)` gives the Q of each event; `measures` are the sums a figure may name; `cuts` what one may divide by.

    `flags`: named conditions a figure may ask for beside plain columns. `visible(user, rows)`: the objects behind rows within
    one's rights; `head`, `cells(object)` and `address(object)`: how a list shows them.
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
    flags: dict = field(default_factory=dict)
    address: callable = lambda row: row.get_absolute_url()

    def named(self, span):
        """Every Q a condition may name."""
        return self.events(span) | self.flags

    def rows(self, span, stations, events):
        """The rows of these stations that touch the period by one of the named events."""
        given = self.events(span)
        rows = self.model.objects.filter(reduce(or_, (given[name] for name in sorted(events)), Q()))
        return rows if stations is None else rows.filter(**{f"{self.station}__in": stations})

    def cube(self, span, stations, columns):
        """Rows summed up by every column asked for: a few hundred or thousand groups, whatever the number of rows."""
        given = self.named(span)
        events = {name: _flag(q) for name, q in given.items() if name in columns}
        plain = sorted(columns - set(given))
        rows = self.rows(span, stations, set(events) - set(self.flags))
        return (
            rows.values(*plain, **events).annotate(**{f"sum_{name}": total for name, total in self.measures.items()}).order_by()
        )


def _flag(q):
    return When_(When(q, then=Value(1)), default=Value(0), output_field=SmallIntegerField())


def register(source):
    SOURCES[source.key] = source
