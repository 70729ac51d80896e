"""Keeps the statistics' narrow row of each case in step with the case."""

from itertools import islice

from django.utils import timezone

from cases.law import counting
from cases.models import Case, Tally
from cases.workflow import CASE

FIELDS = [field.name for field in Tally._meta.fields if not field.primary_key]
BATCH = 2000


@CASE.on_done
def follow(case, step, by, at):
    """After each step that moves a case or decides something on it."""
    if not step.minor:
        write([case])


def write(cases):
    """Writes the rows of these cases, new or again."""
    Tally.objects.bulk_create(
        [tally_of(case) for case in cases], update_conflicts=True, unique_fields=["case"], update_fields=FIELDS
    )


def rebuild():
    """Counts every case anew, after an import or a change of the map of causes; returns how many."""
    rows = Case.objects.select_related("cause", "handler__firm", "decision").order_by("pk").iterator(BATCH)
    count = 0
    while batch := list(islice(rows, BATCH)):
        write(batch)
        count += len(batch)
    return count


def tally_of(case):
    decision = getattr(case, "decision", None) if case.decided_at else None
    return Tally(
        case=case,
        station_id=case.station_id,
        received_on=timezone.localdate(case.received_at),
        decided_on=timezone.localdate(case.decided_at) if case.decided_at else None,
        closed_on=case.closed_on,
        weight=counting.weight(case.applicant_count, case.indivisible),
        persons=case.applicant_count,
        crowds=counting.crowd_bits(case.crowds),
        kind=case.kind,
        row=counting.row(case.cause.row, case.stage),
        channel=case.channel,
        notified=case.notified,
        route=counting.route(case.notified, case.channel),
        stage=counting.stage(case.stage),
        role=counting.role(case.applicant_role),
        forum=counting.forum(case.mode, case.stage),
        decision=counting.decision(decision.granted if decision else None, decision.grounds if decision else ()),
        handler_kind=counting.handler(case.handler.kind, case.handler.firm.kind) if case.handler_id else "",
        outcome=case.outcome,
        won=case.amount_won or 0,
    )
