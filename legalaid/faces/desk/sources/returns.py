"""Monthly returns that are to be handed in."""

from django.urls import reverse
from django.utils import timezone

from legalaid.faces.desk.waiting import Matter, Waiting, last_minute, urgency_of
from legalaid.faces.statistics.queries.due import owed


def returns(user, now):
    """The months that are over and not frozen, each until the day the office has set."""
    if not user.may("statistics.freeze"):
        return []
    return [_waiting(row, now) for row in owed(timezone.localdate(now))]


def _waiting(row, now):
    page, due = reverse("statistics:freeze", args=[row.period.pk]), last_minute(row.due)
    matter = Matter(
        who=str(row.period),
        what=str(row.period.scheme),
        url=page,
        verb="核对、存档",
        to=page,
        due=due,
    )
    more = reverse("statistics:snapshots")
    return Waiting("returns", "报送月报", urgency_of(due, now), 1, [matter], more)
