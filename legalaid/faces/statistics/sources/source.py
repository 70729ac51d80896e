"""Where figures come from: rows with their columns, and the events that put a row into a period."""

from dataclasses import dataclass, field
from functools import reduce
from operator import add, or_

from django.db.models import Case as When_
from django.db.models import IntegerField, Q, Value, When

SOURCES = {}


@dataclass(frozen=True)
class Source:
    """`events(span)` gives the Q of each event; `measures` are the sums a figure may name; `cuts` what one may divide by.

    `flags`: named conditions a figure may ask for beside plain columns. `profile`: the model that holds the plain columns where rows share
    them by a key of that name. `kept(span, events, measures)`: the rows summed up by profile and `bits`, from sums kept of all stations; None
    where these cannot tell. `visible(user, rows)`: the objects behind rows within one's rights; `head`, `cells(object)` and
    `address(object)`: how a list shows them. `named_by`: paths to the number of the matter, and what tells its
    rows apart: by it a row is known outside of this database.
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
    profile: type = None
    kept: callable = None
    address: callable = lambda row: row.get_absolute_url()
    named_by: tuple = ()

    @property
    def via(self):
        return "profile__" if self.profile else ""

    def named(self, span):
        """Every Q a condition may name."""
        return self.events(span) | self.flags

    def rows(self, span, stations, events):
        """The rows of these stations that touch the period by one of the named events."""
        given = self.events(span)
        rows = self.model.objects.filter(_any(given[name] for name in sorted(events)))
        return rows if stations is None else rows.filter(**{f"{self.station}__in": stations})

    def cube(self, span, stations, columns, measures):
        """(SQL, parameters) of the rows summed up by every column asked for: a few thousand groups, whatever the number of rows.

        The events of a row are one number while rows are grouped, and columns of 0 and 1 afterwards.
        """
        given = self.named(span)
        events = sorted(columns & set(given))
        plain = columns - set(given)
        own = plain - {field.name for field in self.profile._meta.fields} if self.profile else plain
        keys = sorted(own) + ["profile_id"] * bool(plain - own)
        kept = self.kept if stations is None and not own else None
        grouped = kept and kept(span, events, measures)
        text, params = grouped or self._counted(span, stations, keys, events, measures)
        parts = "".join(f', (bits >> {n}) & 1 AS "{name}"' for n, name in enumerate(events))
        table = self.profile._meta.db_table if plain - own else ""
        join = f" JOIN {table} ON {table}.id = profile_id" if table else ""
        return f"(SELECT grouped.*{parts} FROM ({text}) grouped) cube{join}", params  # noqa: S608  names of our own

    def _counted(self, span, stations, keys, events, measures):
        """The rows themselves, grouped."""
        given = self.named(span)
        bits = (
            {"bits": reduce(add, [_bit(given[name], n) for n, name in enumerate(events)])}
            if events
            else {}
        )
        rows = self.rows(span, stations, set(events) - set(self.flags))
        sums = {f"sum_{name}": self.measures[name] for name in sorted(measures)}
        return rows.values(*keys, **bits).annotate(**sums).order_by().query.sql_with_params()


def _any(conditions):
    """One or another of these, each alternative said once: an event that contains others would have the database ask twice."""
    parts = {}
    for q in conditions:
        for part in q.children if q.connector == Q.OR and not q.negated else [q]:
            parts[part if isinstance(part, Q) else Q(part)] = None
    return reduce(or_, parts, Q())


def _bit(q, n):
    return When_(When(q, then=Value(1 << n)), default=Value(0), output_field=IntegerField())


def register(source):
    SOURCES[source.key] = source
