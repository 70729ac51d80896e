"""Of many rows how many there are of each kind and urgency, and the first few of each: two queries for all that is asked, written by hand,
for Django takes longer to write such ones than a database to answer them. One counts without sorting, the other reads each group from
where it begins."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from legalaid.platform.office.paging import GROUPED, all_kept

FEW = 5
LATE, PROMISE, TODAY, WEEK, LATER = range(
    5
)  # when a limit hurts; of a promise that has passed the law's limit may still run
PASSED = f"WHEN due < :now THEN {LATE}"
PROMISED = f"WHEN law < :now THEN {LATE} WHEN due < :now THEN {PROMISE}"
REST = f"WHEN due < :today THEN {TODAY} WHEN due < :week THEN {WEEK} ELSE {LATER} END"
# between what such a limit lies, so that an index on it is entered there
BETWEEN = {
    LATE: "",
    PROMISE: "AND due < :now",
    TODAY: "AND due >= :now AND due < :today",
    WEEK: "AND due >= :today AND due < :week",
    LATER: "AND (due >= :week OR due IS NULL)",
}
NAMED = re.compile(r":(\w+)")
COUNTED = "SELECT {number}, {urgency}, {kind}, COUNT(*) FROM waiting{number} GROUP BY 2, 3"
GROUP = """SELECT {group}, ROW_NUMBER() OVER (ORDER BY {order}) AS place, pk FROM (SELECT {due} AS due, pk FROM waiting{number}
WHERE {kind} = :kind AND {urgency} = {value} {between} ORDER BY {order} LIMIT {few}) AS few{group}"""


@dataclass(frozen=True)
class Question:
    """What is asked about a queryset. `kind`: a field, or "" where all are alike; `limit`: an expression, or None; `law`: the law's limit,
    where `limit` may be a promise, which is never the later; `ends`: the three moments (or dates) that part the urgencies."""

    rows: QuerySet
    ends: tuple
    kind: str = ""
    limit: Any = None
    law: Any = None


def first_few(questions):
    """Of each question {(urgency, kind): (count, [pk])}. More than a thousand rows are counted again only after some seconds."""
    asked = {}
    for number, question in enumerate(questions):
        with suppress(EmptyResultSet):  # rows of nobody's: a person without a station
            asked[number] = _Rows(number, question)

    counted = all_kept(
        "desk",
        {number: rows.asked for number, rows in asked.items()},
        lambda new: _counted(asked, new),
        _crowded,
    )
    found = [
        {(urgency, kind): (total, []) for urgency, kind, total in counted.get(number, ())}
        for number in range(len(questions))
    ]
    groups = [(number, *group) for number, rows in enumerate(found) for group in rows]
    for at, _, pk in _first_of(asked, groups):
        number, *group = groups[at]
        found[number][tuple(group)][1].append(pk)
    return found


def _counted(asked, numbers):
    """{number: [(urgency, kind, count)]} of these."""
    found = {number: [] for number in numbers}
    rows = [asked[number] for number in numbers]
    for number, *group in sorted(_ask(rows, [one.counted() for one in rows])):
        found[number].append(tuple(group))
    return found


def _first_of(asked, groups):
    """[(place in `groups`, place in the group, pk)] of the first few of each (number, urgency, kind)."""
    if not groups:
        return []
    parts = [
        asked[number].first_of(at, urgency, kind)
        for at, (number, urgency, kind) in enumerate(groups)
    ]
    named = [asked[number] for number in dict.fromkeys(number for number, *_ in groups)]
    return sorted(_ask(named, parts))


def _ask(named, parts):
    """The rows of these parts, (SQL, parameters), that read `named`."""
    head = ", ".join(rows.head for rows in named)
    body = " UNION ALL ".join(sql for sql, _ in parts)
    params = [value for rows in named for value in rows.params]
    params += [value for _, values in parts for value in values]

    with connection.cursor() as cursor:
        cursor.execute(f"WITH {head} {body}", params)
        return cursor.fetchall()


class _Rows:
    """The rows of a question as SQL, with the names of what parts them."""

    def __init__(self, number, question):
        rows, columns = question.rows, {"pk": "pk"}
        if question.kind:
            columns["kind"] = question.kind
        if question.limit is not None:
            rows, columns["due"] = rows.annotate(desk_due=question.limit), "desk_due"
        if question.law is not None:
            rows, columns["law"] = rows.annotate(desk_law=question.law), "desk_law"

        inner, self.params = rows.order_by().values_list(*columns.values()).query.sql_with_params()
        self.head = f"waiting{number} ({', '.join(columns)}) AS NOT MATERIALIZED ({inner})"
        passed = PASSED if question.law is None else PROMISED
        self.dated = question.limit is not None
        self.names = {
            "number": number,
            "kind": "kind" if question.kind else "''",
            "due": "due" if self.dated else "NULL",
            "order": "due NULLS LAST, pk" if self.dated else "pk",
            "urgency": f"CASE {passed} {REST}" if self.dated else str(LATER),
        }
        self.values = dict(
            zip(("now", "today", "week"), map(_adapted, question.ends), strict=False)
        )
        # the same whatever the second, and whatever else is asked
        self.asked = inner, self.params, self.values.get("today")

    def counted(self):
        return self._filled(COUNTED)

    def first_of(self, group, urgency, kind):
        between = BETWEEN[urgency] if self.dated else ""
        return self._filled(GROUP, group=group, value=urgency, between=between, few=FEW, of=kind)

    def _filled(self, sql, of="", **names):
        """(SQL, its parameters in order)"""
        values, sql = self.values | {"kind": of}, sql.format(**self.names, **names)
        return NAMED.sub("%s", sql), [values[name] for name in NAMED.findall(sql)]


def _crowded(counted):
    return sum(count for _, _, count in counted) > GROUPED


def _adapted(end):
    if isinstance(end, datetime):
        return connection.ops.adapt_datetimefield_value(end)
    return connection.ops.adapt_datefield_value(end)
