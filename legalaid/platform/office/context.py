from django.conf import settings
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from legalaid.platform.core.calendar import missing_years
from legalaid.platform.core.office import office as office_of_today
from legalaid.platform.jobs.life import WORKER, silent


def office(request):
    """The names of the office are read where a page shows them: a part of a page has none."""
    return {
        "OFFICE": SimpleLazyObject(office_of_today),
        "IDLE_SECONDS": settings.SESSION_COOKIE_AGE,
        "calendar_missing": _calendar_missing,
        "worker_silent": _worker_silent,
    }


def _calendar_missing():
    """Years whose holiday notice should be in and is not; asked only by pages of those who can import it."""
    return missing_years(timezone.localdate())


def _worker_silent():
    """Whether nothing works behind the pages; asked only by pages of those who see to it."""
    return silent(WORKER, timezone.now())
