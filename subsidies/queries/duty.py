"""Duties served that are still to be paid (司发通〔2019〕27号: by the working day)."""

from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat

from stations.enums import HandlerKind, PostKind
from stations.models import Shift, Station
from subsidies.enums import Service
from subsidies.law.calculation import Facts, workdays
from subsidies.models import Calculation


def unpaid_shifts(last_day):
    """Duties signed in and out by `last_day` that stand in no batch."""
    key = Concat(Value("shift:"), Cast(OuterRef("pk"), CharField()))
    taken = Calculation.objects.live().exclude(work="").filter(work=key)
    return Shift.objects.published().worked().filter(~Exists(taken), day__lte=last_day, handler__isnull=False).with_people()


def payable_shifts(station, last_day):
    """Those of a station's subtree."""
    return unpaid_shifts(last_day).filter(roster__station__in=Station.objects.subtree(station)).order_by("pk")


def service_of(shift):
    """The window is a consultation duty; a duty at court, procuratorate or detention centre is a duty lawyer's (facts 6.4)."""
    return Service.CONSULTATION if shift.post.kind == PostKind.WINDOW else Service.DUTY


def duty_facts(shift):
    handler = shift.handler
    return Facts(
        service=service_of(shift),
        quantity=workdays(shift.hours),
        public_post=handler.public_post or handler.kind == HandlerKind.AGENCY,
    )
