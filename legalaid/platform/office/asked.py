"""What a request names, read without trust: whatever was typed, the answer is a value, never an error."""

import re
import uuid
from datetime import date

from django.conf import settings
from django.utils import timezone

FIRST_YEAR, LAST_YEAR = 2000, 2100
NO_VERSION = -1
LONGEST = 18  # digits that still fit a key of the database


def as_number(text):
    """A whole number written in ASCII digits, or None."""
    return int(text) if re.fullmatch(rf"[0-9]{{1,{LONGEST}}}", text or "") else None


def as_version(text):
    """The version of a row on which something was filled in; what names none was filled in on none that there is."""
    version = as_number(text)
    return NO_VERSION if version is None else version


def as_year(text):
    """A year the office keeps books of, the nearest to what was typed; this one where nothing was."""
    year = as_number(text)
    if year is None:
        year = timezone.localdate().year
    return min(max(year, FIRST_YEAR), LAST_YEAR)


def as_month(text):
    """The first day of the month "2026-11"; of this month for anything else, for one to come, and for a year nobody keeps books of."""
    today = timezone.localdate()
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
    return month if month.year >= FIRST_YEAR and month <= today else today.replace(day=1)


def as_token(text):
    """A UUID, or None."""
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None


def client_address(request):
    """Where the request came from; behind the office's own proxy, what the proxy saw."""
    seen = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        seen = request.META.get("HTTP_X_FORWARDED_FOR", seen).rsplit(",", 1)[-1].strip()
    return seen[:45]
