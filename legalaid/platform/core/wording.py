"""Words the centre chooses itself: a text with named places in braces, kept as versions of which none is altered or lost."""

import re
from difflib import SequenceMatcher

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from .errors import DomainError, StaleState

PLACE = re.compile(r"\{([^{}]*)\}")
BRACES = str.maketrans("｛｝", "{}")
STALE = "这句话刚才已由他人修改，请核对现在的句子再保存。"


class Version(models.Model):
    """One wording of a text. The newest is used; what was sent or issued keeps its own."""

    version = models.PositiveSmallIntegerField("版本")
    reason = models.CharField("修改理由", max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("修改时间", default=timezone.now)

    class Meta:
        abstract = True


def fits(text, labels):
    """Whether these are all the places it names: a later edition of the product may have renamed one since it was worded."""
    return set(PLACE.findall(text)) <= set(labels)


def fitting(text, labels, house):
    """The text, or the words of the `house` where it names a place that is no more."""
    return text if fits(text, labels) else house


def filled(text, values):
    """The text with its places filled from {label: words}."""
    return PLACE.sub(lambda found: values[found[1]], text)


def check(text, places, longest):
    """The text as it is kept; `places` have a label and are required or not. Raises DomainError for `text`: a place unknown or wanting, a
    brace too many, too long."""
    text = text.strip().translate(BRACES)
    known = [place.label for place in places]
    named = PLACE.findall(text)

    if unknown := [name for name in named if name not in known]:
        can = "、".join(f"{{{label}}}" for label in known) or "没有"
        refuse(f"没有“{{{unknown[0]}}}”这一处。这句话里可以写：{can}。")
    if "{" in PLACE.sub("", text) or "}" in PLACE.sub("", text):
        refuse("花括号没有成对，请核对。")
    if wanting := [one.label for one in places if one.required and one.label not in named]:
        refuse("这句话必须有：" + "、".join(f"{{{label}}}" for label in wanting) + "。")
    if len(text) > longest:
        refuse(f"最多{longest}个字，现有{len(text)}个。")
    return text


def refuse(why):
    raise DomainError(why, field="text")


def next_version(versions, which, *, by, seen, reason, **said):
    """The version after the newest of `which` of the model, in the caller's transaction. `seen`: the version it was made from, None where
    nobody looked. Raises DomainError, StaleState."""
    if len(reason.strip()) < 2:
        raise DomainError("请写明修改的理由。", field="reason")

    now = versions.filter(**which).order_by("-version").first()
    number = now.version if now else 0
    if seen is not None and seen != number:
        raise StaleState(STALE)
    if now and all(getattr(now, name) == value for name, value in said.items()):
        raise DomainError("没有改动。")

    made = {**which, **said, "version": number + 1, "reason": reason.strip(), "by": by}
    try:
        with transaction.atomic():
            return versions.create(**made, at=timezone.now())
    except IntegrityError:
        raise StaleState(STALE) from None


def compared(was, now):
    """What was taken out and what was put in, marked."""
    parts = []
    for act, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if act == "equal":
            parts.append(format_html("{}", now[c:d]))
            continue
        if b > a:
            parts.append(format_html("<del>{}</del>", was[a:b]))
        if d > c:
            parts.append(format_html("<ins>{}</ins>", now[c:d]))
    return format_html_join("", "{}", ((part,) for part in parts))
