"""What the county counts as its own in the quarterly return on a day."""

from datetime import datetime, time

from django.utils import timezone

from cases.law.local import COLUMNS
from cases.models import Consultation, LocalTopics


def local_on(day):
    """{column: name} in force on that day; nothing before the county named any."""
    row = LocalTopics.objects.filter(valid_from__lte=day).order_by("-valid_from").first()
    return row.names if row else {}


def local_within(starts, ends):
    """{column: name} of a period; what was renamed within it has both names."""
    later = LocalTopics.objects.filter(valid_from__gt=starts, valid_from__lte=ends)
    named = [local_on(starts), *(row.names for row in later.order_by("valid_from"))]
    found = {}
    for column in COLUMNS:
        names = dict.fromkeys(names[column] for names in named if column in names)
        if names:
            found[column] = "；".join(names)
    return found


def last_ticked(since):
    """The last day from `since` on at which a consultation was ticked by the names of its day; None."""
    begins = timezone.make_aware(datetime.combine(since, time()))
    rows = Consultation.objects.filter(at__gte=begins).exclude(local=[]).order_by("-at")
    found = rows.values_list("at", flat=True).first()
    return timezone.localdate(found) if found else None


def local_names(row):
    """What was ticked of them at a consultation, by the names of its day."""
    if not row.local:
        return []
    names = local_on(timezone.localdate(row.at))
    return [names[column] for column in row.local if column in names]
