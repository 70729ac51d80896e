"""What recipients must be told by word of mouth, because no text reached them."""

from datetime import timedelta

from django.db.models import OuterRef, Q, Subquery

from cases.models import Case, JointApplicant
from legalaid.platform.notifications.models import Text
from legalaid.platform.notifications.sentences import wordings_of
from legalaid.platform.notifications.texts import words_of

from .case import cases_for, keeps_out
from .contact import Joint
from .elsewhere import heeded

SHOWN = timedelta(days=3)  # what was told can be taken back as long


def _in_cases_of(user):
    """Looked up for each text, of which there are few beside the cases: not by going through all of these."""
    mine = cases_for(user).exclude(keeps_out(user)).order_by()
    return Q(subject_id=Subquery(mine.filter(pk=OuterRef("subject_id")).values("pk")[:1]))


def to_tell(user, now):
    """What waits in the cases of this person, what ends first in front."""
    if not user.may("cases.reveal"):
        return Text.objects.none()
    rows = Text.objects.to_call(now).filter(_in_cases_of(user), workflow="case")
    return rows.select_related("wording").order_by("until", "pk")


def told_lately(user, now):
    rows = Text.objects.filter(_in_cases_of(user), workflow="case", called_at__gt=now - SHOWN)
    return rows.select_related("called_by", "wording").order_by("-called_at")


def with_cases(rows):
    """Each with its case and what is to be said; what is not so any more is left out."""
    rows = list(rows)
    cases = Case.objects.select_related("applicant", "station", "cause").in_bulk(
        {row.subject_id for row in rows}
    )
    newest = wordings_of({row.sentence for row in rows})
    joint = JointApplicant.objects.in_bulk({-row.to for row in rows if row.to < 0})

    for row in rows:
        row.case = cases[row.subject_id]
        row.words = words_of(row, newest)
        own = joint.get(-row.to)
        row.person = Joint(own, row.case.applicant) if own else row.case.applicant

    for row, person in zip(rows, heeded([row.person for row in rows]), strict=True):
        row.person = person
    return [row for row in rows if row.words and (row.to > 0 or -row.to in joint)]
