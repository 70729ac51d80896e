"""Many events at once, linked into the chain like any other."""

from django.db import transaction

from legalaid.platform.audit.chain import linked
from legalaid.platform.audit.models import Event


def record_many(rows):
    """`rows`: dicts with the arguments of `audit.chain.record`, `data` given as a dict."""
    with transaction.atomic(savepoint=False):
        events = linked(rows)
        Event.objects.bulk_create(events, batch_size=500)
    return events
