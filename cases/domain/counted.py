"""Keeps the statistics' narrow row of each case in step with the case, and the sums of months and spans with the row."""

from itertools import islice
from operator import add

from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, F, Max, Q, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from cases.enums import UNCOUNTED, State
from cases.law import counting
from cases.law.scope import matter_of
from cases.models import (
    Case,
    CountedCase,
    CountedMonth,
    CountedSpan,
    CountProfile,
    GroupMember,
    JointApplicant,
    LogEntry,
)
from cases.queries.eligibility import cause_path
from cases.workflow import CASE
from legalaid.platform.core import tally

from . import faults

KEY = ("case", "part")
FIELDS = [field.name for field in CountedCase._meta.fields if field.name not in ("id", *KEY)]
BATCH = 2000
DAYS = ("received_on", "decided_on", "closed_on")


def _is(condition):
    return ExpressionWrapper(condition, BooleanField())


# what cases.law.counting says of a row, asked of the database: whether it is orderly, in which part of which month its days lie
IN_ORDER = _is(Q(closed_on=None) | Q(granted=True, decided_on__lte=F("closed_on")))
PARTS = {f"{day}_month": TruncMonth(day) for day in DAYS} | {
    f"{day}_late": _is(Q(**{f"{day}__day__gte": counting.TURN})) for day in DAYS
}


@CASE.on_done
def follow(case, step, by, at):
    """After each step; what it did may make a double of a later case, or no longer."""
    write([case])
    faults.mark_later(case)


@CASE.on_many_opened
def follow_many(cases, step, by, at):
    """None is older than they, so what they double was there before."""
    write(cases)


@transaction.atomic
def write(cases):
    """Writes the rows of these cases, new or again, and what they add to the sums."""
    pairs = _made(cases, {})
    told = CountedCase.objects.filter(case__in=cases).select_related("profile")
    stored = list(told.select_for_update(of=("self",)))

    before = _sums((row, vars(row.profile), _in_order(row)) for row in stored)
    after = _sums((row, profile, _in_order(row)) for row, profile in pairs)
    _store([row for row, _ in pairs], stored)
    for model, sums in after.items():
        tally.add(model, tally.gained(before[model], sums))


def _made(cases, ids):
    """[(row, its profile)] of these cases. `ids`: {profile: its id}, as far as they are known; the others are added."""
    pairs = _rows(cases)
    _find_ids([profile for _, profile in pairs if _values(profile) not in ids], ids)
    quiet, doubles = _quiet_since(cases), faults.doubles([case.pk for case in cases])
    for row, profile in pairs:
        row.profile_id, row.granted = ids[_values(profile)], profile["decision"] == "granted"
        if row.part == 0:
            row.quiet_since = quiet.get(row.case_id)
            row.faults = faults.of(row.case, profile, double=row.case_id in doubles)

    return pairs


def _store(rows, stored):
    """Instead of those `stored`, of which some stand for a lot of crowds no more."""
    parts = {(row.case_id, row.part) for row in rows}
    gone = [row.pk for row in stored if (row.case_id, row.part) not in parts]
    CountedCase.objects.filter(pk__in=gone).delete()
    CountedCase.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=KEY, update_fields=FIELDS
    )


def _in_order(row):
    return counting.orderly(row.granted, row.decided_on, row.closed_on)


def _rows(cases):
    """[(row, its profile)]: one for each lot of crowds among those who apply in a case, the applicant's first."""
    several = [case for case in cases if case.applicant_count > 1]
    listed, members = {}, {}
    if several:
        for person in JointApplicant.objects.filter(case__in=several):
            listed.setdefault(person.case_id, []).append(person)
        for member in GroupMember.objects.filter(case__in=several).order_by():
            members[member.case_id, member.joint_id] = member

    found = []
    for case in cases:
        profile = profile_of(case)
        shares = _shares(case, profile, listed.get(case.pk, ()), members)
        for part, (crowds, fate, share) in enumerate(shares):
            found.append((row_of(case, part, share, fate), _of_fate(profile, crowds, fate)))
    return found


def _of_fate(profile, crowds, fate):
    """The profile of some of the applicants. `fate`: what is so of them and not of the case."""
    if fate is None:
        return profile | {"crowds": crowds}
    own = {"crowds": crowds, "decision": fate.decision, "outcome": fate.outcome}
    return profile | own | ({} if fate.decision == "granted" else {"handler_kind": ""})


def _shares(case, profile, listed, members):
    """[(crowds, Fate, Share)] of the applicant, and whoever is alike or not told of, and of the others."""
    if case.state in UNCOUNTED:
        return [(profile["crowds"], None, counting.Share(0, 0, 0))]

    day = timezone.localdate(case.received_at)
    others = [
        counting.Head(
            counting.crowd_bits(
                person.counted_as(case, day),
                person.sex or (case.applicant.sex if person.crowds is None else ""),
            ),
            *_told_of(case, members.get((case.pk, person.pk))),
        )
        for person in listed
    ]
    lead = members.get((case.pk, None))
    own = counting.Head(profile["crowds"], None, lead.won if lead else None)
    return counting.shares(
        own, others, case.applicant_count, case.indivisible, case.amount_won or 0
    )


def _told_of(case, member):
    """(Fate, sum won) of one of the list."""
    return (None, None) if member is None else (_fate(case, member), member.won)


def _fate(case, member):
    received = member.joined_on or timezone.localdate(case.received_at)
    if member.granted is False and member.grounds:
        decision = counting.decision(False, member.grounds)
        return counting.Fate(received, decision, member.decided_on)
    if member.left_on and not member.granted or member.joined_on and member.granted is None:
        return counting.Fate(received)
    if member.left_on:
        ended = (member.left_on, counting.TERMINATED)
        return counting.Fate(received, "granted", member.decided_on, *ended)
    if member.joined_on:
        return counting.Fate(received, "granted", member.decided_on, case.closed_on, case.outcome)
    return None


def _sums(rows):
    """{model of sums: {its keys: its sums}} of these rows with their profiles. Who adds to both, or holds both, takes the first first."""
    spans, months = {}, {}
    for row, profile, in_order in rows:
        days = (row.received_on, row.decided_on, row.closed_on)
        won = row.won if row.closed_on else 0
        for *span, sign in counting.spans(*days, row.granted, in_order):
            sums = (sign * row.weight, sign * row.persons, sign * won)
            _add(spans, (*span, row.profile_id), sums)

        for day, event, cut, value in counting.parts(*days, profile):
            key = (day.replace(day=1), cut, event, value, row.station_id)
            _add(months, key, (row.weight, row.persons, row.won if event == "closed" else 0))

    return {CountedSpan: spans, CountedMonth: months}


def _add(found, key, sums):
    old = found.get(key)
    found[key] = tuple(map(add, old, sums)) if old else sums


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


@transaction.atomic
def rebuild():
    """Counts every case anew, after an import or a change of the map of causes; returns how many."""
    joined = ("cause", "handler__firm", "applicant", "closure")
    rows = Case.objects.select_related(*joined).prefetch_related("decisions")
    rows = rows.order_by("pk").iterator(BATCH)

    count, ids = 0, {}
    while batch := list(islice(rows, BATCH)):
        stored = CountedCase.objects.filter(case__in=batch).only("case", "part")
        _store([row for row, _ in _made(batch, ids)], stored)
        count += len(batch)
    add_up()
    return count


@transaction.atomic
def add_up():
    """The sums of months and spans anew from the rows, which are right; returns how many were others."""
    for model in (CountedSpan, CountedMonth):
        tally.hold(model)
    alike = CountedCase.objects.order_by().annotate(in_order=IN_ORDER, **PARTS)
    rows = alike.values("station_id", "profile_id", "granted", "in_order", *PARTS).annotate(
        **{f"{name}_": Sum(name) for name in CountedSpan.SUMS}
    )

    profiles = {row.pk: vars(row) for row in CountProfile.objects.all()}
    counted = _sums(_summed(row, profiles) for row in rows.iterator())
    return sum(tally.settle(model, sums) for model, sums in counted.items())


def _summed(row, profiles):
    """Cases of one station and profile and of the same parts of months, as if they were one."""
    days = {name: _first(row[f"{name}_month"], row[f"{name}_late"]) for name in DAYS}
    sums = {name: row[f"{name}_"] for name in CountedSpan.SUMS}
    alike = {name: row[name] for name in ("station_id", "profile_id", "granted")}
    return CountedCase(**alike, **days, **sums), profiles[row["profile_id"]], row["in_order"]


def _first(month, late):
    return month.replace(day=counting.TURN) if late else month


def row_of(case, part, share, fate):
    days = {
        "received_on": timezone.localdate(case.received_at),
        "decided_on": _decided_on(case),
        "closed_on": case.closed_on,
    }
    if fate:
        days = {name: getattr(fate, name) for name in DAYS}
    return CountedCase(
        case=case,
        part=part,
        station_id=case.station_id,
        **days,
        weight=share.weight,
        persons=share.persons,
        won=share.won,
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
    decision = case.decision if case.decided_at else None
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
