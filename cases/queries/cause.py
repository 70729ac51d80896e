import re

from django.db.models import Q

from cases.models import Cause


def search_causes(text, kind="", limit=20):
    """Causes by Chinese words or pinyin initials, the county's frequent ones first."""
    causes = Cause.objects.filter(kind=kind) if kind else Cause.objects.all()
    text = text.replace("\0", "").strip().lower()
    if re.fullmatch(r"[a-z]+", text):
        causes = causes.filter(initials__contains=text)
    elif text:
        for word in text.split():
            causes = causes.filter(Q(name__contains=word) | Q(code=word))
    return causes.order_by("-frequent", "level", "code")[:limit]
