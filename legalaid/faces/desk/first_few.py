"""Of many rows how many there are of each kind and urgency, and the first few of each: one query, written by hand, for Django takes longer
to write such a one than a database to answer it."""

from datetime import datetime

from django.core.exceptions import EmptyResultSet
from django.db import connection

FEW = 5
LATE, PROMISE, TODAY, WEEK, LATER = range(
    5
)  # when a limit hurts; of a promise that has passed the law's limit may still run
SQL = """
WITH waiting ({columns}) AS ({rows}),
placed AS (SELECT pk, {kind} AS kind, {due} AS due, {urgency} AS urgency FROM waiting),
numbered AS (
  SELECT pk, kind, urgency, COUNT(*) OVER (PARTITION BY urgency, kind) AS total,
    ROW_NUMBER() OVER (PARTITION BY urgency, kind ORDER BY due NULLS LAST, pk) AS place
  FROM placed
)
SELECT urgency, kind, total, pk FROM numbered WHERE place <= {few} ORDER BY urgency, kind, place
"""
PASSED = f"WHEN due < %s THEN {LATE}"
PROMISED = f"WHEN law < %s THEN {LATE} WHEN due < %s THEN {PROMISE}"
URGENCY = "CASE {passed} WHEN due < %s THEN {today} WHEN due < %s THEN {week} ELSE {later} END"


def first_few(rows, *, kind, limit, ends, law=None):
    """{(urgency, kind): (count, [pk])} of a queryset. `kind`: a field, or "" where all are alike; `limit`: an expression, or None; `law`:
    the law's limit, where `limit` may be a promise; `ends`: the three moments (or dates) that part the urgencies."""
    dated = limit is not None
    if dated:
        rows = rows.annotate(desk_due=limit)
    if law is not None:
        rows = rows.annotate(desk_law=law)
    columns = {"pk": "pk"}
    columns |= {"kind": kind} if kind else {}
    columns |= {"due": "desk_due"} if dated else {}
    columns |= {"law": "desk_law"} if law is not None else {}
    try:
        inner, params = rows.order_by().values_list(*columns.values()).query.sql_with_params()
    except EmptyResultSet:
        return {}

    sql = SQL.format(
        columns=", ".join(columns),
        rows=inner,
        kind="kind" if kind else "''",
        due="due" if dated else "NULL",
        urgency=_urgency(law is not None) if dated else LATER,
        few=FEW,
    )
    moments = [_adapted(end) for end in ends] if dated else []
    if law is not None:
        moments.insert(0, moments[0])

    found = {}
    with connection.cursor() as cursor:
        cursor.execute(sql, [*params, *moments])
        for urgency, value, total, pk in cursor.fetchall():
            found.setdefault((urgency, value), (total, []))[1].append(pk)
    return found


def _urgency(promises):
    passed = PROMISED if promises else PASSED
    return URGENCY.format(passed=passed, today=TODAY, week=WEEK, later=LATER)


def _adapted(end):
    if isinstance(end, datetime):
        return connection.ops.adapt_datetimefield_value(end)
    return connection.ops.adapt_datefield_value(end)
