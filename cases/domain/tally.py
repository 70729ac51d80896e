"""Keeps the statistics' narrow row of each case in step with the case."""

from itertools import islice

from django.utils import timezone

from cases.law import counting
from cases.models import Case, Shape, Tally
from cases.workflow import CASE

FIELDS = [field.name for field in Tally._meta.fields if not field.primary_key]
BATCH = 2000


@CASE.on_done
def follow(case, step, by, at):
    """After each step that moves a case or decides something on it."""
    if not step.minor:
        write([case])


def write(cases, known=None):
    """Writes the rows of these cases, new or again. `known`: {shape: its id}, for who writes many."""
    known = {} if known is None else known
    shapes = [shape_of(case) for case in cases]
    _know([shape for shape in shapes if tuple(shape.values()) not in known], known)
    rows = [
        tally_of(case, shape, known[tuple(shape.values())])
        for case, shape in zip(cases, shapes, strict=True)
    ]
    Tally.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["case"], update_fields=FIELDS
    )


def _know(shapes, known):
    """Adds to `known` the ids of these shapes, making those nobody had before."""
    if len(shapes) == 1:
        known[tuple(shapes[0].values())] = Shape.objects.get_or_create(**shapes[0])[0].pk
    elif shapes:
        Shape.objects.bulk_create([Shape(**shape) for shape in shapes], ignore_conflicts=True)
        known.update(
            (tuple(values), pk) for pk, *values in Shape.objects.values_list("pk", *shapes[0])
        )


def rebuild():
    """Counts every case anew, after an import or a change of the map of causes; returns how many."""
    rows = (
        Case.objects.select_related("cause", "handler__firm", "decision", "applicant")
        .order_by("pk")
        .iterator(BATCH)
    )
    count, known = 0, {}
    while batch := list(islice(rows, BATCH)):
        write(batch, known)
        count += len(batch)
    return count


def tally_of(case, shape, key):
    return Tally(
        case=case,
        station_id=case.station_id,
        shape_id=key,
        granted=shape["decision"] == "granted",
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


def shape_of(case):
    """{column of Shape: its value}"""
    decision = getattr(case, "decision", None) if case.decided_at else None
    return {
        "kind": case.kind,
        "row": counting.row(case.cause.row, case.stage),
        "channel": case.channel,
        "notified": case.notified,
        "route": counting.route(case.notified, case.channel),
        "stage": counting.stage(case.stage),
        "role": counting.role(case.applicant_role),
        "forum": counting.forum(case.mode, case.stage),
        "decision": counting.decision(
            case.by_notice or (decision.granted if decision else None),
            decision.grounds if decision else (),
        ),
        "handler_kind": counting.handler(case.handler.kind, case.handler.firm.kind)
        if case.handler_id
        else "",
        "outcome": case.outcome,
        "crowds": counting.crowd_bits(case.crowds, case.applicant.sex),
    }
