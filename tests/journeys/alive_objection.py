"""Objections and a refusal that is served, of the county in which every page has something to show."""

from itertools import islice

from django.utils import timezone

from cases.workflow import CASE
from legalaid.platform.documents.models import Paper
from tests.rights.walks.objection import objection


def objections(people, refused):
    """One before the bureau, one the centre has to follow; a refusal on its way by post."""
    received, ordered = (next(islice(objection(people), n, None)) for n in (0, 4))
    letter = Paper.objects.get(subject_id=refused.pk, kind="decision_refuse")
    sent = {"how": "post", "number": "1099001234567", "sent_on": timezone.localdate()}
    facts = {"paper": letter, "recipient": "李国强", **sent}
    CASE.acts["serve"](refused, by=people.chuangkou, **facts)
    return [
        *((who, row.get_absolute_url()) for row in (received, ordered) for who in ("sifaju", "zhan1", "zhuren")),
        ("chuangkou", f"{refused.get_absolute_url()}?all=1"),
    ]  # fmt: skip
