"""A year's closed cases under another standard, beside what the standards in force give: difference by kind and handler."""

from collections import defaultdict

from cases.models import Case
from subsidies.law.calculation import ZERO, NoRate, calculate, total
from subsidies.queries.calculation import facts_of, first_of, with_facts
from subsidies.queries.standard import sheets


def simulate(standard, first_day, last_day):
    """{"count": number of cases, "now", "then", "kinds": [...], "handlers": [...], "unknown": cases without a row}. Cases with the same facts
    are numbered as a batch numbers them; duties and other work without a case are not in it.
    """
    cases = with_facts(
        Case.objects.filter(closed_on__range=(first_day, last_day), handler__isnull=False).exclude(
            grade=""
        )
    ).select_related("handler__user", "handler__firm", "claim")
    sheet, on, unknown, count = standard.sheet, sheets(), 0, 0
    groups = defaultdict(lambda: {"followers": 0, "now": ZERO, "then": ZERO})
    kinds, handlers = defaultdict(lambda: [0, ZERO, ZERO]), defaultdict(lambda: [0, ZERO, ZERO])
    for case in cases.iterator(2000):
        _, current = on(case.closed_on) or (None, None)
        first = first_of(case)
        group = groups[first] if first else None
        now, then = _sum(current, case, group, "now"), _sum(sheet, case, group, "then")
        if now is None or then is None:
            unknown += 1
            continue
        if group:
            group["followers"] += first != case.pk
            group["now"] += now
            group["then"] += then
        count += 1
        for table, key in (
            (kinds, f"{case.get_kind_display()}·{case.stage}"),
            (handlers, f"{case.handler.firm} {case.handler}"),
        ):
            row = table[key]
            row[0] += 1
            row[1] += now
            row[2] += then
    return {
        "count": count,
        "unknown": unknown,
        "kinds": _table(kinds),
        "handlers": _table(handlers),
        **_whole(kinds),
    }


def _sum(sheet, case, group, which):
    number = (1 if case.leads else group["followers"] + 2, group[which]) if group else (1, None)
    try:
        return total(calculate(sheet, facts_of(case, number))) if sheet else None
    except NoRate:
        return None


def _table(sums):
    return [(key, n, now, then, then - now) for key, (n, now, then) in sorted(sums.items())]


def _whole(sums):
    now, then = (
        sum((row[1] for row in sums.values()), ZERO),
        sum((row[2] for row in sums.values()), ZERO),
    )
    return {"now": now, "then": then, "more": then - now}
