"""Which faults a case has; kept on its narrow row, so that what is to be mended is found without reading every case."""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from cases.enums import State
from cases.law import faults
from cases.law.faults import Fault
from cases.models import Case, CountedCase

UNREPORTED = (State.CONCLUDED, State.CLOSING_RETURNED)
ENDED = (
    State.WITHDRAWN,
    State.DEEMED_WITHDRAWN,
    State.REFERRED_AWAY,
    State.APPLICANT_DIED,
    State.REFUSED,
    State.ANNULLED,
    State.JOINED,
)


def of(case, profile, *, double):
    """The faults of a case as one number; those that depend on the day of asking are asked for then."""
    closed_on, outcome = case.closed_on, case.outcome
    found = {
        Fault.WITHOUT_RESULT: faults.result(closed_on, outcome, _reported(case)),
        Fault.WITHOUT_AMOUNT: faults.amount(closed_on, outcome, case.amount, case.amount_won),
        Fault.CROWD: faults.crowd(profile["crowds"], case.applicant_age, case.applicant.sex),
        Fault.ORDER: faults.order(_in_order(case)),
        Fault.ROLE: faults.role(*(profile[name] for name in ("kind", "row", "route", "role"))),
        Fault.DOUBLE: double,
        Fault.UNREPORTED: closed_on is not None and case.state in UNREPORTED,
    }
    return sum(fault for fault, wrong in found.items() if wrong)


def _reported(case):
    return case.closed_on is None or getattr(case, "closure", None) is not None


def _in_order(case):
    """Pairs of what must follow one another: moments among moments, days among days."""
    assigned = timezone.localdate(case.assigned_at) if case.assigned_at else None
    return (
        (case.received_at, case.accepted_at),
        (case.received_at, case.decided_at),
        (None if case.prior else case.decided_at, case.assigned_at),
        (assigned, case.signed_on),
        (assigned, case.closed_on),
        (case.first_met_on, case.closed_on),
        (assigned, case.first_met_on),
    )


def doubles(keys):
    """Those of these cases that repeat an earlier one still under way or done."""
    earlier = Case.objects.filter(
        applicant=OuterRef("applicant"),
        cause=OuterRef("cause"),
        pk__lt=OuterRef("pk"),
        stage=OuterRef("stage"),
        received_at__gt=OuterRef("received_at") - timedelta(days=faults.REPEAT),
    ).exclude(state__in=ENDED)
    # sent back for trial, a matter stands at the same stage again
    asked = Case.objects.filter(pk__in=keys, earlier=None).exclude(state__in=ENDED)
    return set(asked.filter(Exists(earlier)).order_by().values_list("pk", flat=True))


def mark_later(case):
    """What was done to a case may make a double of a later one of the same matter, or no longer."""
    same = Case.objects.filter(applicant=case.applicant_id, cause=case.cause_id, stage=case.stage)
    later = set(same.filter(pk__gt=case.pk).order_by().values_list("pk", flat=True))
    if not later:
        return

    repeated = doubles(later)
    rows, bit = CountedCase.objects, int(Fault.DOUBLE)
    rows.filter(case__in=repeated, part=0).update(faults=F("faults").bitor(bit))
    rows.filter(case__in=later - repeated, part=0).update(faults=F("faults").bitand(~bit & 0x7FFF))
