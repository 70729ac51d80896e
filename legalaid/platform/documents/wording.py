"""Wording a passage of papers anew, or giving it back to the house. What was issued keeps its words."""

from django.db import transaction

from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.wording import next_version

from .models import PaperWording
from .passages import named, passages_of

DATA = ("what", "version", "reason")
verb("paper.worded", "修改文书用语“{what}”，第{version}版：{reason}", data=DATA)
verb("paper.unworded", "文书用语“{what}”恢复系统内置的文字，第{version}版：{reason}", data=DATA)


def reword(passage, text, *, by, reason, seen=None):
    """The new PaperWording. `seen`: the version it was made from. The house's own words typed are its words again, which later editions
    of the product may better. Raises DomainError, StaleState."""
    text = passage.check(text)
    if text == passage.text:
        return restore(passage, by=by, reason=reason, seen=seen)
    return _next(passage, "paper.worded", text, by=by, reason=reason, seen=seen)


def restore(passage, *, by, reason, seen=None):
    """The house's own words again. Raises DomainError, StaleState."""
    if passage.key not in of_passages([passage.key]):
        raise DomainError("现在就是系统内置的文字。")
    words = {"by": by, "reason": reason, "seen": seen}
    return _next(passage, "paper.unworded", passage.text, house=True, **words)


def _next(passage, told, text, *, by, reason, seen, house=False):
    said = {"text": text, "house": house}
    with transaction.atomic():
        which = {"passage": passage.key}
        made = next_version(PaperWording.objects, which, by=by, seen=seen, reason=reason, **said)
        said = {"what": named(passage), "version": made.version, "reason": made.reason}
        record(told, by=by, **said)
    return made


def newest(keys, until=None):
    """{key: the newest PaperWording} of the passages that have one; `until`: of those there were by the end of that day."""
    rows = PaperWording.objects.filter(passage__in=keys).order_by("version")
    if until:
        rows = rows.filter(at__date__lte=until)
    return {row.passage: row for row in rows}


def in_use(kind_key):
    """{key: {version, text}} of the passages of this kind that the centre words itself, as a paper keeps them."""
    passages = passages_of(kind_key)
    return {
        key: anew for key, anew in of_passages(passages).items() if passages[key].fits(anew["text"])
    }


def of_passages(keys, until=None):
    found = newest(keys, until) if keys else {}
    return {
        key: {"version": row.version, "text": row.text}
        for key, row in found.items()
        if not row.house
    }
