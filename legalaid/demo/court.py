"""When a court of the demo county sits: mornings and afternoons of working days, one case of a lawyer at a time."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from cases.enums import State
from cases.models import Case
from cases.workflow import CASE
from legalaid.platform.core.calendar import is_workday

from .county import LAWYER

SITTINGS = (time(9), time(14, 30))
COMING = (0, 3, 8)  # sittings from now on that the lawyer of the demo attends


def fill(rng):
    """The lawyer of the demo has hearings in the days ahead, each in a case of this month."""
    now = timezone.now()
    ahead = [at for n in range(12) if (at := sitting(now, n)) > now]
    cases = Case.objects.filter(handler__user__username=LAWYER, state=State.HANDLING)

    for case, number in zip(cases.order_by("-received_at"), COMING, strict=False):
        CASE.acts["schedule_hearing"](
            case,
            by=case.handler.user,
            at=now,
            starts_at=ahead[number],
            organ=case.organ,
            place="第二法庭",
        )


def sitting(moment, number=0):
    """The moment of the `number`-th sitting after the morning of that day, or of the next working day."""
    day = timezone.localdate(moment)
    while True:
        if is_workday(day) is not False:
            if number < len(SITTINGS):
                return timezone.make_aware(datetime.combine(day, SITTINGS[number]))
            number -= len(SITTINGS)
        day += timedelta(days=1)


def after(moment, number):
    """The `number`-th sitting after the one at `moment`."""
    return sitting(moment, SITTINGS.index(timezone.localtime(moment).time()) + number)
