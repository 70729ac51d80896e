"""Of many rows how many there are of each kind and urgency, and the first few of each: two queries, written by hand, for Django takes
longer to write such ones than a database to answer them. One counts without sorting, the other reads each group from where it begins."""

import re
from datetime import datetime

from django.core.exceptions import EmptyResultSet
from django.db import connection

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
WAITING = "WITH waiting ({columns}) AS NOT MATERIALIZED ({rows}) "
COUNTED = "SELECT {urgency}, {kind}, COUNT(*) FROM waiting GROUP BY 1, 2 ORDER BY 1, 2"
GROUP = """SELECT * FROM (SELECT {number} AS number, {due} AS due, pk FROM waiting
WHERE {kind} = :kind{number} AND {urgency} = {value} {between} ORDER BY {order} LIMIT {few}) AS few{number}"""


def first_few(rows, *, kind, limit, ends, law=None):
    """{(urgency, kind): (count, [pk])} of a queryset. `kind`: a field, or "" where all are alike; `limit`: an expression, or None; `law`:
    the law's limit, where `limit` may be a promise, which is never the later; `ends`: the three moments (or dates) that part the urgencies."""
    try:
        waiting = _Waiting(rows, kind=kind, limit=limit, law=law, ends=ends)
    except EmptyResultSet:
        return {}
    counted = waiting.counted()
    if not counted:
        return {}

    found = {(urgency, value): (total, []) for urgency, value, total in counted}
    groups = list(found)
    for number, _, pk in waiting.first_of(groups):
        found[groups[number]][1].append(pk)
    return found


class _Waiting:
    """The rows as SQL, with the names of what parts them."""

    def __init__(self, rows, *, kind, limit, law, ends):
        columns = {"pk": "pk"}
        if kind:
            columns["kind"] = kind
        if limit is not None:
            rows, columns["due"] = rows.annotate(desk_due=limit), "desk_due"
        if law is not None:
            rows, columns["law"] = rows.annotate(desk_law=law), "desk_law"

        inner, self.params = rows.order_by().values_list(*columns.values()).query.sql_with_params()
        self.head = WAITING.format(columns=", ".join(columns), rows=inner)
        passed = PASSED if law is None else PROMISED
        self.dated = limit is not None
        self.names = {
            "kind": "kind" if kind else "''",
            "due": "due" if self.dated else "NULL",
            "order": "due NULLS LAST, pk" if self.dated else "pk",
            "urgency": f"CASE {passed} {REST}" if self.dated else str(LATER),
        }
        self.values = dict(zip(("now", "today", "week"), map(_adapted, ends), strict=False))

    def counted(self):
        """[(urgency, kind, count)]"""
        return self._ask(COUNTED.format(**self.names), {})

    def first_of(self, groups):
        """[(number of its group, limit, pk)] of the first few of each."""
        parts = [
            GROUP.format(
                number=number,
                value=urgency,
                between=BETWEEN[urgency] if self.dated else "",
                few=FEW,
                **self.names,
            )
            for number, (urgency, _) in enumerate(groups)
        ]
        kinds = {f"kind{number}": kind for number, (_, kind) in enumerate(groups)}
        return self._ask(f"{' UNION ALL '.join(parts)} ORDER BY number, due NULLS LAST, pk", kinds)

    def _ask(self, sql, more):
        values = self.values | more
        named = [values[name] for name in NAMED.findall(sql)]

        with connection.cursor() as cursor:
            cursor.execute(self.head + NAMED.sub("%s", sql), [*self.params, *named])
            return cursor.fetchall()


NAMED = re.compile(r":(\w+)")


def _adapted(end):
    if isinstance(end, datetime):
        return connection.ops.adapt_datetimefield_value(end)
    return connection.ops.adapt_datefield_value(end)
