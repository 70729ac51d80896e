"""Cases of whole months, also of such as begin on the 21st, from the sums kept by profile instead of the rows (decision 86).

What was received, decided and closed is what the parts of months say. What is open at the end is all that stands, less what came to stand afterwards.
Served are those open at the end and those closed in the period: whoever was granted aid in it is one or the other.
"""

from datetime import date

from django.db import connection

from cases.law.counting import EVER, TURN, part, year
from cases.models import CountedSpan
from legalaid.faces.statistics.models import Span

TABLE = CountedSpan._meta.db_table
FIRST = (1, TURN)
# the events of a period to which a sum of its parts belongs
BELONGS = {
    "received": ("received",),
    "granted": ("decided",),
    "closed": ("closed", "served"),
    "decided": ("decided", "served"),
    "ended": ("closed", "served"),
}
STANDS = ("open", "served")


def of_months(span, events, measures):
    """(SQL, parameters) of what the rows of the span add up to by profile and by `bits`, where each of `events` has its bit; None where
    the sums cannot tell."""
    if not events or span.starts.day not in FIRST or span.after.day not in FIRST:
        return None

    def bits(*named):
        return sum(1 << number for number, event in enumerate(events) if event in named)

    asked = [(*sum_, bits(*named)) for sum_, named in _asked(span) if bits(*named)]
    columns = ", ".join(sorted(measures))
    sums = ", ".join(f"SUM(sign * {name}) AS sum_{name}" for name in sorted(measures))
    places = ", ".join(["(%s, %s, %s, %s, %s)"] * len(asked))
    text = f"""
        WITH asked (event, starts, ends, sign, bits) AS (VALUES {places})
        SELECT profile_id, bits, {sums} FROM (
            SELECT profile_id, bits, sign, weight + persons AS whole, {columns} FROM asked JOIN {TABLE} USING (event, starts, ends)
            UNION ALL SELECT profile_id, %s, -1, weight + persons, {columns} FROM {TABLE} WHERE event = 'standing' AND starts > %s
            UNION ALL SELECT profile_id, %s, -1, weight + persons, {columns} FROM {TABLE} WHERE event = 'between' AND starts >= %s AND ends <= %s
        ) told WHERE bits > 0 AND whole <> 0 GROUP BY profile_id, bits HAVING SUM(sign * whole) <> 0"""  # noqa: S608  names of our own
    params = [value for sum_ in asked for value in sum_]
    params += [bits(*STANDS), span.ends, bits("served"), span.starts, span.ends]
    return text, [_stored(value) for value in params]


def _asked(span):
    """[((event, first day, last day, sign), the events of the period it belongs to)]; the years after it are asked for beside these."""
    found = [((event, *piece), BELONGS[event]) for piece in pieces(span) for event in BELONGS]
    found.append((("standing", *EVER, 1), STANDS))
    for first, last, sign in _rest_of_year(span):
        found.append((("granted", first, last, -sign), STANDS))
        found.append((("closed", first, last, sign), STANDS))
    return found


def _rest_of_year(span):
    last = year(span.ends)[1]
    return pieces(Span(span.after, last)) if span.ends < last else []


def _stored(value):
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def pieces(span):
    """[(first day, last day, sign)]: what this span is made of, parts of months and years; most of a year is the year without the rest."""
    found = []
    for number in range(span.starts.year, span.ends.year + 1):
        parts = [part(date(number, month, day)) for month in range(1, 13) for day in FIRST]
        inside = [one for one in parts if span.starts <= one[0] and one[1] <= span.ends]
        outside = [one for one in parts if one not in inside]

        if len(outside) + 1 < len(inside):
            found.append((*year(date(number, 1, 1)), 1))
            found += [(*one, -1) for one in outside]
        else:
            found += [(*one, 1) for one in inside]
    return found
