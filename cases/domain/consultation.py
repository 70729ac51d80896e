from django.db import transaction
from django.utils import timezone

from cases.models import Consultation
from legalaid.platform.core.numbering import next_number


def register(*, by, station, facts, short, at=None):
    """A consultation with its number (form 1)."""
    at = at or timezone.now()
    with transaction.atomic():
        year = timezone.localdate(at).year
        number = f"{short}援询〔{year}〕{next_number('consultation', year)}号"
        return Consultation.objects.create(number=number, station=station, by=by, at=at, **facts)
