import re

from django.db.models import CharField, F, Q, Value

from cases.models import Cause, CauseWord
from legalaid.platform.core.names import plain

SHORTEST = 2  # characters by which one of people's words is known; 工 is part of too many


def search_causes(text, kind="", limit=20):
    """Causes by words of theirs, by people's words (欠薪) or by pinyin initials of either, the county's frequent ones first."""
    causes = Cause.objects.filter(level__gt=0)  # not the one that stands for none
    causes = causes.filter(kind=kind) if kind else causes
    text = plain(text.replace("\0", "")).strip()
    if re.fullmatch(r"[a-z]+", text):
        called = _meant_by(CauseWord.objects.filter(initials__startswith=text))
        causes = causes.filter(Q(initials__contains=text) | Q(pk__in=called))
    elif text:
        for word in text.split():
            causes = causes.filter(Q(name__contains=word) | Q(code=word) | Q(pk__in=_meant(word)))
    return causes.order_by("-frequent", "level", "code")[:limit]


def causes_said(text, limit=5):
    """The causes people's words in a sentence mean (老板欠薪不给), the county's frequent ones first."""
    causes = Cause.objects.filter(pk__in=_meant(plain(text)))
    return causes.order_by("-frequent", "level", "code")[:limit]


def _meant(text):
    """By the words it holds, or is part of."""
    said = CauseWord.objects.annotate(said=Value(text, output_field=CharField()))
    holds = Q(said__contains=F("word"))
    part = Q(word__contains=text) if len(text) >= SHORTEST else Q(pk=None)
    return _meant_by(said.filter(holds | part))


def _meant_by(words):
    links = CauseWord.causes.through.objects
    return links.filter(causeword__in=words.order_by().values("pk")).values("cause")


def cause_words(text):
    """What people call matters, by the word, its initials or a cause it means; all for nothing."""
    words, text = CauseWord.objects.prefetch_related("causes"), plain(text).strip()
    if not text:
        return words

    named = Cause.objects.filter(name__contains=text)
    holds = Q(word__contains=text) | Q(initials__startswith=text) | Q(causes__in=named)
    return words.filter(holds).distinct()
