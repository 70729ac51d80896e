"""Answers made known: nothing of whoever asked, column by column."""

from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404

from legalaid.faces.portal.asking.enums import AnswerState
from legalaid.faces.portal.asking.models import Asked, PublicAnswer

READ = ("id", "state", "topic", "title", "question", "answer", "shown_on")
MOST = 200


def shown():
    """Gone as soon as whoever asked takes the consent back, before anybody has taken it down."""
    agreed = Asked.objects.filter(consultation=OuterRef("consultation_id"), may_publish=True)
    rows = PublicAnswer.objects.filter(Exists(agreed), state=AnswerState.SHOWN).only(*READ)
    return rows.order_by("-shown_on", "-id")


def by_topic():
    """[(kind of question, [PublicAnswer])], the newest first within each."""
    found = {}
    for row in shown()[:MOST]:
        found.setdefault(row.get_topic_display(), []).append(row)
    return list(found.items())


def one(pk):
    return get_object_or_404(shown(), pk=pk)
