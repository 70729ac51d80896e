"""Keeps the statistics' narrow row of each case in step with the case, and the sums of its months with the row."""

from itertools import islice

from django.db import transaction
from django.db.models import Max, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from cases.enums import State
from cases.law import counting
from cases.law.scope import matter_of
from cases.models import Case, CountedCase, CountedMonth, CountProfile, LogEntry
from cases.queries.eligibility import cause_path
from cases.workflow import CASE
from legalaid.platform.core import tally

from . import faults

FIELDS = [field.name for field in CountedCase._meta.fields if not field.primary_key]
BATCH = 2000


@CASE.on_done
def follow(case, step, by, at):
    """After each step; what it did may make a double of a later case, or no longer."""
    write([case])
    faults.mark_later(case)


@transaction.atomic
def write(cases, ids=None):
    """Writes the rows of these cases, new or again. `ids`: {profile: its id}, for who writes many."""
    ids = {} if ids is None else ids
    profiles = [profile_of(case) for case in cases]
    _find_ids([profile for profile in profiles if _values(profile) not in ids], ids)

    pairs = list(zip(cases, profiles, strict=True))
    quiet, doubles = _quiet_since(cases), faults.doubles([case.pk for case in cases])
    rows = [row_of(case, profile, ids[_values(profile)]) for case, profile in pairs]
    for (case, profile), row in zip(pairs, rows, strict=True):
        row.quiet_since = quiet.get(case.pk)
        row.faults = faults.of(case, profile, double=case.pk in doubles)

    stored = CountedCase.objects.filter(pk__in=[case.pk for case in cases])
    told = stored.select_related("profile").select_for_update(of=("self",))
    before = _sums((row, vars(row.profile)) for row in told)
    after = _sums(zip(rows, profiles, strict=True))
    CountedCase.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["case"], update_fields=FIELDS
    )
    tally.add(CountedMonth, tally.gained(before, after))


def _sums(rows):
    """{keys of CountedMonth: its sums} of these rows with their profiles."""
    found = {}
    for row, profile in rows:
        days = (row.received_on, row.decided_on, row.closed_on)
        for day, event, cut, value in counting.parts(*days, profile):
            key = (day.replace(day=1), cut, event, value, row.station_id)
            weight, persons, won = found.get(key, (0, 0, 0))
            more = row.won if event == "closed" else 0
            found[key] = (weight + row.weight, persons + row.persons, won + more)
    return found


def _quiet_since(cases):
    """{case: the day of the last entry, or of the assignment} of those being handled."""
    handled = [case for case in cases if case.state == State.HANDLING and case.assigned_at]
    told = LogEntry.objects.filter(case__in=handled).order_by().values_list("case")
    last = dict(told.annotate(Max("done_on"))) if handled else {}

    days = {case.pk: timezone.localdate(case.assigned_at) for case in handled}
    return {key: max(day, last.get(key, day)) for key, day in days.items()}


def _find_ids(profiles, ids):
    """Adds to `ids` the ids of these profiles, making those nobody had before."""
    if len(profiles) == 1:
        row, _ = CountProfile.objects.get_or_create(**profiles[0])
        ids[_values(profiles[0])] = row.pk
    elif profiles:
        rows = [CountProfile(**profile) for profile in profiles]
        CountProfile.objects.bulk_create(rows, ignore_conflicts=True)
        stored = CountProfile.objects.values_list("pk", *profiles[0])
        ids.update((tuple(values), pk) for pk, *values in stored)


def _values(profile):
    return tuple(profile.values())


def rebuild():
    """Counts every case anew, after an import or a change of the map of causes; returns how many."""
    joined = ("cause", "handler__firm", "decision", "applicant", "closure")
    rows = Case.objects.select_related(*joined).order_by("pk").iterator(BATCH)

    count, ids = 0, {}
    while batch := list(islice(rows, BATCH)):
        write(batch, ids)
        count += len(batch)
    add_up()
    return count


@transaction.atomic
def add_up():
    """The sums of the months anew from the rows, which are right; returns how many were others."""
    tally.hold(CountedMonth)
    months = {name: TruncMonth(name) for name in ("received_on", "decided_on", "closed_on")}
    numbers = {name: Sum(name) for name in CountedMonth.SUMS}
    alike = CountedCase.objects.order_by().values("station_id", "profile_id")
    rows = alike.annotate(**{f"{name}_": month for name, month in months.items()}).annotate(
        **{f"{name}_": total for name, total in numbers.items()}
    )

    profiles = {row.pk: vars(row) for row in CountProfile.objects.all()}
    counted = _sums((_summed(row), profiles[row["profile_id"]]) for row in rows.iterator())
    return tally.settle(CountedMonth, counted)


def _summed(row):
    return CountedCase(**{name.removesuffix("_"): value for name, value in row.items()})


def row_of(case, profile, key):
    return CountedCase(
        case=case,
        station_id=case.station_id,
        profile_id=key,
        granted=profile["decision"] == "granted",
        received_on=timezone.localdate(case.received_at),
        decided_on=_decided_on(case),
        closed_on=case.closed_on,
        weight=counting.weight(case.applicant_count, case.indivisible),
        persons=case.applicant_count,
        won=case.amount_won or 0,
    )


def _decided_on(case):
    """Nobody decides on a notified case (Law art. 36): it is one from the day a lawyer was assigned (本期指派)."""
    moment = case.assigned_at if case.by_notice else case.decided_at
    return timezone.localdate(moment) if moment else None


def _claim(case):
    """The matter that was chosen at the window; "" where it follows from the cause."""
    return "" if case.matter == matter_of(cause_path(case.cause)) else case.matter


def profile_of(case):
    """{column of CountProfile: its value}"""
    decision = getattr(case, "decision", None) if case.decided_at else None
    granted, grounds = (decision.granted, decision.grounds) if decision else (None, ())
    handler = case.handler if case.handler_id else None

    return {
        "kind": case.kind,
        "row": counting.row(case.cause.row, case.stage, _claim(case)),
        "channel": case.channel,
        "notified": case.notified,
        "route": counting.route(case.notified, case.channel),
        "stage": counting.stage(case.stage),
        "role": counting.role(case.applicant_role),
        "forum": counting.forum(case.mode, case.stage),
        "decision": counting.decision(case.by_notice or granted, grounds),
        "handler_kind": counting.handler(handler.kind, handler.firm.kind) if handler else "",
        "outcome": case.outcome,
        "crowds": counting.crowd_bits(case.crowds, case.applicant.sex),
    }
