"""Keeps the statistics' narrow row of each case in step with the case."""

from itertools import islice

from django.utils import timezone

from cases.law import counting
from cases.models import Case, CountedCase, CountProfile
from cases.workflow import CASE

FIELDS = [field.name for field in CountedCase._meta.fields if not field.primary_key]
BATCH = 2000


@CASE.on_done
def follow(case, step, by, at):
    """After each step that moves a case or decides something on it."""
    if not step.minor:
        write([case])


def write(cases, ids=None):
    """Writes the rows of these cases, new or again. `ids`: {profile: its id}, for who writes many."""
    ids = {} if ids is None else ids
    profiles = [profile_of(case) for case in cases]
    _find_ids([profile for profile in profiles if _values(profile) not in ids], ids)

    pairs = zip(cases, profiles, strict=True)
    rows = [row_of(case, profile, ids[_values(profile)]) for case, profile in pairs]
    CountedCase.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["case"], update_fields=FIELDS
    )


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
    cases = Case.objects.select_related("cause", "handler__firm", "decision", "applicant")
    rows = cases.order_by("pk").iterator(BATCH)

    count, ids = 0, {}
    while batch := list(islice(rows, BATCH)):
        write(batch, ids)
        count += len(batch)
    return count


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
    """A notified case is one from the day the notice came in: nobody decides on it (Law art. 36)."""
    moment = case.received_at if case.by_notice else case.decided_at
    return timezone.localdate(moment) if moment else None


def profile_of(case):
    """{column of CountProfile: its value}"""
    decision = getattr(case, "decision", None) if case.decided_at else None
    granted, grounds = (decision.granted, decision.grounds) if decision else (None, ())
    handler = case.handler if case.handler_id else None

    return {
        "kind": case.kind,
        "row": counting.row(case.cause.row, case.stage),
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
