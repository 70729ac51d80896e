"""Objections and a refusal that is served, of the county in which every page has something to show."""

from itertools import islice

from django.utils import timezone

from cases.workflow import CASE, OBJECTION
from legalaid.platform.documents.models import Paper
from tests.cases.test_objection_later import decides, objects, sealed
from tests.rights.walks.objection import REVIEWED, objection


def objections(people, refused):
    """Before the bureau, upheld, to be followed by the centre; against an end whose file is sealed; a refusal on its way by post."""
    received, upheld, ordered = (next(islice(objection(people), n, None)) for n in (0, 0, 4))
    OBJECTION.acts["uphold"](upheld, by=people.sifaju, **REVIEWED)
    ended = sealed(people)
    told = Paper.objects.get(subject_id=ended.pk, kind="termination_decision")
    decides(objects(told, people), people)
    letter = Paper.objects.get(subject_id=refused.pk, kind="decision_refuse")
    sent = {"how": "post", "number": "1099001234567", "sent_on": timezone.localdate()}
    facts = {"paper": letter, "recipient": "李国强", **sent}
    CASE.acts["serve"](refused, by=people.chuangkou, **facts)
    return [
        *((who, row.get_absolute_url()) for row in (received, upheld, ordered) for who in ("sifaju", "zhan1", "zhuren")),
        ("zhuren", f"{ended.get_absolute_url()}?all=1"),
        ("chuangkou", f"{refused.get_absolute_url()}?all=1"),
    ]  # fmt: skip
