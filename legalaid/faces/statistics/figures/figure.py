"""A figure: what is summed over which rows. One function per figure (or per family of figures); its docstring is the definition.

A condition names columns of its source and the value, or values, they must have; `crowd` asks for bits of the crowds.
The database sums a figure and the drill-down filters by the same condition, so the two cannot differ.
"""

from dataclasses import dataclass, field

from django.db.models import F, Q
from django.db.models.lookups import GreaterThan

FIGURES = {}


@dataclass(frozen=True)
class Condition:
    """`source`: key of the rows; `measure`: the column summed; `where`: ((column, (values)), ...)."""

    source: str
    measure: str
    where: tuple
    unit: str = "件"

    def sql(self):
        """(SQL text over the source's columns, parameters)."""
        parts, params = [], []
        for column, values in self.where:
            if column == "crowd":
                parts.append(f'("crowds" & {values}) <> 0')
            else:
                parts.append(f'"{column}" IN ({", ".join(["%s"] * len(values))})')
                params += values

        return " AND ".join(parts) or "1 = 1", params

    def q(self, events, via=""):
        """The same as a Q; `events` gives the Q of each event of the period, `via` leads from the source's rows to its other columns."""
        found = Q()
        for column, values in self.where:
            if column == "crowd":
                found &= Q(GreaterThan(F(f"{via}crowds").bitand(values), 0))
            else:
                found &= events[column] if column in events else Q(**{f"{via}{column}__in": values})
        return found

    @property
    def columns(self):
        return {"crowds" if column == "crowd" else column for column, _ in self.where}


@dataclass(frozen=True)
class Figure:
    key: str
    label: str
    definition: str = field(compare=False)
    condition: Condition = field(compare=False)

    @property
    def unit(self):
        return self.condition.unit

    @property
    def source(self):
        return self.condition.source


def condition(source, measure, unit, **where):
    as_tuple = {
        key: value if isinstance(value, tuple) or key == "crowd" else (value,)
        for key, value in where.items()
    }
    return Condition(source, measure, tuple(as_tuple.items()), unit)


def figure(key, label):
    """Decorator: the function returns the condition; its docstring is the official definition."""

    def register(fn):
        FIGURES[key] = Figure(key, label, _definition(fn), fn())
        return fn

    return register


def family(key, members):
    """Decorator for one figure per member: `members` maps a code to (label, value); the function is called with the value."""

    def register(fn):
        for code, (label, value) in members.items():
            FIGURES[f"{key}.{code}"] = Figure(
                f"{key}.{code}", label, _definition(fn).replace("{label}", label), fn(value)
            )
        return fn

    return register


def _definition(fn):
    return " ".join(fn.__doc__.split()).replace("。 ", "。")
