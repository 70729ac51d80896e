"""What an earlier visit fills into a form is a disclosure: an event, once a day for each person and row."""

from django.core.cache import cache
from django.utils import timezone

from legalaid.platform.audit.disclosure import disclose

A_DAY = 86_400


def tell_filled(*, of, by, why):
    """`of`: (workflow, id) of what is shown in clear."""
    once = f"filled:{by.pk}:{of[0]}:{of[1]}:{timezone.localdate()}"
    if cache.add(once, True, A_DAY):
        disclose("登记过的信息", of=of, by=by, why=why, right="cases.reveal")
