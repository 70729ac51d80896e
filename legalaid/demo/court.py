"""When a court of the demo county sits: mornings and afternoons of working days, one case of a lawyer at a time."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from legalaid.platform.core.calendar import is_workday

SITTINGS = (time(9), time(14, 30))


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
