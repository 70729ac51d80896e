"""What a lawyer photographed or wrote where there was no connection, as it arrives: each thing once, however often it is sent."""

from django.db import transaction

from cases.models import Arrival
from cases.workflow import CASE

from .material import add_file


def receive_photo(case, upload, *, token, slot, title, by):
    """The file kept; None where it came before. Raises DomainError."""
    with transaction.atomic():
        if not _first(case, token, by):
            return None
        return add_file(case, upload, slot=slot, title=title, by=by)


def receive_note(case, *, token, by, seen, **facts):
    """The line of the handling record; None where it came before. Raises DomainError."""
    with transaction.atomic():
        if not _first(case, token, by):
            return None
        return CASE.acts["add_log"](case, by=by, seen=seen, **facts)


def _first(case, token, by):
    """A refusal undoes this too, so that what was refused may come again."""
    return Arrival.objects.get_or_create(case=case, by=by, token=token)[1]
