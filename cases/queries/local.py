"""What the county counts as its own in the quarterly return on a day."""

from django.utils import timezone

from cases.law.local import COLUMNS
from cases.models import LocalTopics


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


def local_names(row):
    """What was ticked of them at a consultation, by the names of its day."""
    if not row.local:
        return []
    names = local_on(timezone.localdate(row.at))
    return [names[column] for column in row.local if column in names]
