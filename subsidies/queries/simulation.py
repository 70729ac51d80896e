"""A year's closed cases under another standard, beside what the standards in force give: difference by kind and handler."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from cases.models import Case
from subsidies.law.calculation import ZERO, NoRate, calculate, total
from subsidies.queries.calculation import facts_of, first_of, with_facts
from subsidies.queries.standard import sheets


@dataclass
class Sums:
    """How many cases, and their yuan by the standard in force and by the one that is tried."""

    cases: int = 0
    now: Decimal = ZERO
    then: Decimal = ZERO

    def add(self, now, then):
        self.cases += 1
        self.now += now
        self.then += then


@dataclass
class Group:
    """The cases with the same facts met so far, as a batch numbers them."""

    followers: int = 0
    now: Decimal = ZERO
    then: Decimal = ZERO

    def add(self, now, then, *, follows):
        self.followers += follows
        self.now += now
        self.then += then


def simulate(standard, first_day, last_day):
    """{"count": number of cases, "now", "then", "kinds": [...], "handlers": [...], "unknown": cases without a row}. Cases with the same facts
    are numbered as a batch numbers them; duties and other work without a case are not in it.
    """
    tried, sheet_on = standard.sheet, sheets()
    whole, unknown = Sums(), 0
    kinds, handlers, groups = defaultdict(Sums), defaultdict(Sums), defaultdict(Group)

    for case in _graded(first_day, last_day).iterator(2000):
        _, current = sheet_on(case.closed_on) or (None, None)
        first = first_of(case)
        group = groups[first] if first else None

        number = _number_in(group, case)
        now = _sum(current, case, (number, group.now if group else None))
        then = _sum(tried, case, (number, group.then if group else None))
        if now is None or then is None:
            unknown += 1
            continue

        if group:
            group.add(now, then, follows=first != case.pk)
        whole.add(now, then)
        kinds[f"{case.get_kind_display()}·{case.stage}"].add(now, then)
        handlers[f"{case.handler.firm} {case.handler}"].add(now, then)

    return {
        "count": whole.cases,
        "unknown": unknown,
        "now": whole.now,
        "then": whole.then,
        "more": whole.then - whole.now,
        "kinds": _table(kinds),
        "handlers": _table(handlers),
    }


def _graded(first_day, last_day):
    closed = Case.objects.filter(closed_on__range=(first_day, last_day), handler__isnull=False)
    cases = with_facts(closed.exclude(grade=""))
    return cases.select_related("handler__user", "handler__firm", "claim")


def _number_in(group, case):
    if group is None or case.leads:
        return 1
    return group.followers + 2


def _sum(sheet, case, group):
    """What the case gets; None where there is no standard, or no row in it."""
    if sheet is None:
        return None
    try:
        return total(calculate(sheet, facts_of(case, group)))
    except NoRate:
        return None


def _table(sums):
    return [
        (name, row.cases, row.now, row.then, row.then - row.now)
        for name, row in sorted(sums.items())
    ]
