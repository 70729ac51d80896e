"""Of many rows how many there are of each kind and urgency, and the first few of each: one query for all that is asked, written by hand,
for Django takes longer to write such ones than a database to answer them. Of `many` rows a second one counts without sorting now and then, and
of more than a thousand each group is read from where it begins."""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.core.exceptions import EmptyResultSet
from django.db import connection

from legalaid.platform.office.paging import GROUPED, all_kept

FEW = 5
SPELLED = 60  # seconds in which the rows are asked for in the same words
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
# plain rows, put in order here: a database takes longer to set about a window of five rows than to send a hundred
WHOLE = "SELECT {number}, {urgency}, {kind}, CAST({due} AS TEXT), pk FROM waiting{number}"
GROUP = """SELECT {number}, {value}, :kind, CAST(due AS TEXT), pk FROM (SELECT {due} AS due, pk FROM waiting{number}
WHERE {kind} = :kind AND {urgency} = {value} {between} ORDER BY {order} LIMIT {few}) AS few{number}"""


@dataclass(frozen=True)
class Question:
    """What is asked about the queryset `rows()` makes, `many` rows where a county has thousands. `kind`: a field, or "" where all are alike;
    `limit`: an expression, or None; `law`: the law's limit, where `limit` may be a promise, which is never the later; `ends`: the three
    moments (or dates) that part the urgencies; `few`: how many of each group are named."""

    rows: Callable
    ends: tuple
    kind: str = ""
    limit: Any = None
    law: Any = None
    many: bool = False
    few: int = FEW


def first_few(questions, whose):
    """Of each question, {name: Question}, what is found, {(urgency, kind): (count, [pk])}, in their order. More than a thousand rows are
    counted again only after some seconds. `whose`: for whom, where and in which minute; as long the words of a name stay as they are,
    whatever has come in meanwhile: to write them takes longer than to answer them."""
    asked = {
        number: _Rows(number, question, *sql)
        for number, (question, sql) in enumerate(_spelled(questions, whose))
        if sql
    }

    many = {number: rows for number, rows in asked.items() if rows.many}
    crowds = all_kept(
        "desk",
        {number: rows.asked for number, rows in many.items()},
        lambda new: _crowds(many, new),
        lambda _: True,
    )
    totals = {
        (number, urgency, kind): total
        for number, groups in crowds.items()
        for urgency, kind, total in groups
    }
    parts = [many[number].first_of(urgency, kind) for number, urgency, kind in totals]
    parts += [rows.whole() for number, rows in asked.items() if not crowds.get(number)]

    groups = defaultdict(list)
    for number, urgency, kind, due, pk in _ask(asked.values(), parts):
        groups[number, urgency, kind].append((due is None, due, pk))

    found = [{} for _ in questions]
    for (number, urgency, kind), rows in sorted(groups.items()):
        keys = [pk for *_, pk in sorted(rows)[: asked[number].few]]
        found[number][urgency, kind] = totals.get((number, urgency, kind), len(rows)), keys
    return found


def _spelled(questions, whose):
    """[(question, (SQL, parameters) of its rows, or None where they are nobody's: of a person without a station)]"""
    key = f"desk:words:{whose}"
    known = cache.get(key, {})
    new = {name: _sql_of(question) for name, question in questions.items() if name not in known}
    if new:
        cache.set(key, known | new, SPELLED)
    return [(question, (known | new)[name]) for name, question in questions.items()]


def _sql_of(question):
    rows, columns = question.rows(), ["pk"]
    if question.kind:
        columns.append(question.kind)
    if question.limit is not None:
        rows = rows.annotate(desk_due=question.limit)
        columns.append("desk_due")
    if question.law is not None:
        rows = rows.annotate(desk_law=question.law)
        columns.append("desk_law")

    try:
        return rows.order_by().values_list(*columns).query.sql_with_params()
    except EmptyResultSet:
        return None


def _crowds(asked, numbers):
    """{number: [(urgency, kind, count)]} of these; nothing where there are so few that they are as well read whole."""
    found = {number: [] for number in numbers}
    rows = [asked[number] for number in numbers]
    for number, *group in sorted(_ask(rows, [one.counted() for one in rows])):
        found[number].append(tuple(group))

    total = {number: sum(count for _, _, count in groups) for number, groups in found.items()}
    return {number: found[number] if total[number] > GROUPED else [] for number in numbers}


def _ask(named, parts):
    """The rows of these parts, (SQL, parameters), that read `named`."""
    if not parts:
        return []

    head = ", ".join(rows.head for rows in named)
    body = " UNION ALL ".join(sql for sql, _ in parts)
    params = [value for rows in named for value in rows.params]
    params += [value for _, values in parts for value in values]

    with connection.cursor() as cursor:
        cursor.execute(f"WITH {head} {body}", params)
        return cursor.fetchall()


class _Rows:
    """The rows of a question as SQL, with the names of what parts them."""

    def __init__(self, number, question, inner, params):
        self.params, self.many, self.few = params, question.many, question.few
        asked = {"pk": True, "kind": question.kind, "due": question.limit, "law": question.law}
        columns = ", ".join(name for name, what in asked.items() if what not in (None, ""))
        self.head = f"waiting{number} ({columns}) AS NOT MATERIALIZED ({inner})"

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

    def whole(self):
        return self._filled(WHOLE)

    def first_of(self, urgency, kind):
        between = BETWEEN[urgency] if self.dated else ""
        return self._filled(GROUP, value=urgency, between=between, few=self.few, of=kind)

    def _filled(self, sql, of="", **names):
        """(SQL, its parameters in order)"""
        values, sql = self.values | {"kind": of}, sql.format(**self.names, **names)
        return NAMED.sub("%s", sql), [values[name] for name in NAMED.findall(sql)]


def _adapted(end):
    if isinstance(end, datetime):
        return connection.ops.adapt_datetimefield_value(end)
    return connection.ops.adapt_datefield_value(end)
