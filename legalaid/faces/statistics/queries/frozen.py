"""The figures of a period and the rows behind them at one moment, as a text that is the same wherever the same data are (decision 146).

Rows are named by the number the office knows them by, never by a key of the database.
"""

import hashlib
import json
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import Case, IntegerField, Value, When

from legalaid.faces.statistics.figures import FIGURES
from legalaid.faces.statistics.sources import SOURCES
from legalaid.faces.statistics.tables import LINES, TABLES

from .sums import by_source, sums
from .table import called, fill_all, local_names

KINDS = {"month": ("month",), "quarter": ("quarter",), "half": ("half",), "year": ("half",)}
UNNAMED = ""


@dataclass(frozen=True)
class Frozen:
    """`figures`: {figure: number}; `rows`: {source: {name of a row: {figure: number}}}; `filled`: the tables; `apart`: sums that are not those of their
    rows."""

    figures: dict
    rows: dict
    filled: tuple
    apart: tuple
    local: dict  # what the county called its own columns

    @property
    def broken(self):
        """[(table, check)] of the rules that do not hold."""
        return [(one.table, check) for one in self.filled for check in one.broken]

    @property
    def wrong(self):
        """The sentences of what keeps a period from being frozen."""
        return [check.said for _, check in self.broken] + list(self.apart)

    def text(self, period):
        """Canonical JSON: sorted, without spaces, numbers as they are printed."""
        return _canonical(
            {
                "scheme": period.scheme.name,
                "period": period.name,
                "starts": period.starts_on.isoformat(),
                "ends": period.ends_on.isoformat(),
                "figures": {key: str(number) for key, number in self.figures.items()},
                "tables": {
                    one.table.key: [[row.line.number, row.shown] for row in one.rows]
                    for one in self.filled
                },
                "rows": sha256(self.rows_text),
            }
            | ({"local": self.local} if self.local else {})
        )

    @property
    def rows_text(self):
        told = {
            source: {
                name: {key: str(number) for key, number in counted.items()}
                for name, counted in rows.items()
            }
            for source, rows in self.rows.items()
        }
        return _canonical(told)


def _canonical(facts):
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def deflated(text):
    return zlib.compress(text.encode(), 9)


def inflated(rows):
    return zlib.decompress(bytes(rows)).decode()


def read_rows(snapshot):
    """{source: {name: {figure: Decimal}}} as they were frozen."""
    told = json.loads(inflated(snapshot.rows))
    return {
        source: {
            name: {key: Decimal(number) for key, number in counted.items()}
            for name, counted in rows.items()
        }
        for source, rows in told.items()
    }


def tables_of(period):
    """The returns a period of this length has."""
    return [table for table in TABLES.values() if table.unit in KINDS[period.scheme.unit]]


@contextmanager
def one_moment():
    """Whatever is read within is of one moment, although others go on writing; within a transaction it is that one's."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def as_of_now(period):
    """Frozen, of the data as they stand. Figures of a source whose rows have names are counted twice, from the sums and from the rows."""
    tables = tables_of(period)
    keys = {key for table in tables for key in table.figures}
    with one_moment():
        filled = fill_all(tables, period.span)
        figures = sums(keys, period.span)
        local = local_names(tables, period.span)
        rows = {
            source: rows_of(SOURCES[source], own, period.span)
            for source, own in by_source(keys).items()
            if SOURCES[source].named_by
        }
    return Frozen(figures, rows, tuple(filled), tuple(_apart(figures, rows)), local)


def rows_of(source, figures, span):
    """{name: {figure: number}} of the rows that any of the figures counts."""
    conditions = {key: FIGURES[key].condition for key in figures}
    columns = sorted({column for one in conditions.values() for column in one.columns})
    named, events = source.named(span), source.events(span)
    bits = {f"is_{name}": _bit(named[name]) for name in columns if name in named}
    plain = {name: f"{source.via}{name}" for name in columns if name not in named}
    measures = sorted({one.measure for one in conditions.values()})

    rows = source.rows(span, None, set(events)).order_by()
    rows = rows.values(*source.named_by, *plain.values(), **bits)
    rows = rows.annotate(**{f"sum_{name}": source.measures[name] for name in measures})
    found = {}
    for row in rows:
        has = {name: row[path] for name, path in plain.items()}
        has |= {name.removeprefix("is_"): row[name] for name in bits}
        counted = {
            key: row[f"sum_{one.measure}"] or 0
            for key, one in conditions.items()
            if _holds(one, has)
        }
        if counted := {key: _exact(number) for key, number in counted.items() if number}:
            _add(found, "/".join(str(row[path]) for path in source.named_by), counted)
    return found


def _bit(q):
    return Case(When(q, then=Value(1)), default=Value(0), output_field=IntegerField())


def _holds(condition, row):
    return all(
        row["crowds"] & values if column == "crowd" else row[column] in values
        for column, values in condition.where
    )


def _exact(number):
    return number.quantize(Decimal("0.01")) if isinstance(number, Decimal) else number


def _add(found, name, counted):
    """Two rows of one name stand together."""
    old = found.setdefault(name, {})
    for key, number in counted.items():
        old[key] = old.get(key, 0) + number


def _apart(figures, rows):
    """The sentences of the figures whose sum is not that of their rows."""
    for own in rows.values():
        added = {}
        for counted in own.values():
            _add(added, UNNAMED, counted)
        told = added.get(UNNAMED, {})
        keys = {key for key in figures if FIGURES[key].source in rows and key in told}
        for key in sorted(keys):
            if figures[key] != told[key]:
                yield f"“{FIGURES[key].label}”各月合计是{figures[key]}，逐件相加是{told[key]}。"


@dataclass(frozen=True)
class Changed:
    """A figure that is not what it was, or whose rows are not: `rows`: [(source, number of the matter, what it counted, what it counts)]."""

    figure: object
    before: Decimal
    now: Decimal
    rows: tuple


def difference(snapshot):
    """[Changed]: what became of the frozen figures since, each with every case, question or complaint that moved it."""
    then = json.loads(snapshot.figures)["figures"]
    before, now = read_rows(snapshot), as_of_now(snapshot.period)
    found = []
    for key in sorted({*then, *now.figures} & FIGURES.keys()):
        figure = FIGURES[key]
        rows = before.get(figure.source, {}), now.rows.get(figure.source, {})
        moved = tuple(_moved(figure, *rows))
        numbers = Decimal(then.get(key, 0)), Decimal(now.figures.get(key, 0))
        if moved or numbers[0] != numbers[1]:
            found.append(Changed(figure, *numbers, moved))
    return found


def _moved(figure, before, now):
    for name in sorted({*before, *now}):
        was = before.get(name, {}).get(figure.key, 0)
        is_ = now.get(name, {}).get(figure.key, 0)
        if was != is_:
            yield figure.source, name, was, is_


def number_of(name):
    """The number of the matter a row belongs to."""
    return name.partition("/")[0]


def handed_in(snapshot):
    """[(table, [(line, number as printed)])] of what was frozen, every line of the form."""
    kept = json.loads(snapshot.figures)
    told, local = kept["tables"], kept.get("local", {})
    return [
        (TABLES[key], [(called(LINES[key, number], local), shown) for number, shown in lines])
        for key, lines in told.items()
        if key in TABLES
    ]


def printed(snapshot):
    """The same; columns without a source are left out."""
    return [
        (table, [(line, shown) for line, shown in lines if line.figure])
        for table, lines in handed_in(snapshot)
    ]
