"""Putting right what was registered: what was and what is now go into the history, in words, with the reason (decision 125)."""

from dataclasses import dataclass
from datetime import date

from cases.queries.amendment import changes_between
from legalaid.platform.audit.verbs import subject, verb
from legalaid.platform.core.errors import DomainError, StaleState
from legalaid.platform.core.words import day
from legalaid.platform.documents import issue as documents
from legalaid.platform.documents.models import Paper

from .written import reasoned

WHAT = "更正的理由"
SAME = "没有改动任何一项。"
MOVED_ON = "这条记录已有更正，请核对后重新提交。"
subject("call", "回访")
verb("call.corrected", "更正：{changes}。理由：{reason}", personal=("changes", "reason"))


@dataclass(frozen=True)
class Corrected:
    """What the history says was put right."""

    changes: str


def correct(row, facts, reason, seen=None):
    """Writes `facts` into a locked row and returns what changed, in words; the row is not saved. `seen`: its version on the page."""
    if seen is not None and seen != row.version:
        raise StaleState(MOVED_ON)
    reasoned(reason, WHAT)
    before = _said(row, facts)
    for name, value in facts.items():
        setattr(row, name, value)

    changes = changes_between(before, _said(row, facts))
    if not changes:
        raise DomainError(SAME)
    return changes


def _said(row, names):
    return {row._meta.get_field(name).verbose_name: (_shown(row, name),) * 2 for name in names}


def _shown(row, name):
    field, value = row._meta.get_field(name), getattr(row, name)
    if value is None or value == "":
        return ""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return day(value)
    if isinstance(value, list):
        return "；".join("：".join(map(str, one)) for one in value)
    return str(value)


def reissue(kind, *, of, issued_at, context, by, at, reason):
    """The paper of this kind of `of` (workflow, id) that was issued at a moment, or the last that took its place, anew; None where there is none."""
    paper = standing(kind, of=of, issued_at=issued_at)
    return paper and documents.supersede(paper, context=context, by=by, at=at, reason=reason[:200])


def standing(kind, *, of, issued_at):
    """That paper as it stands, before it is issued anew."""
    workflow, key = of
    paper = Paper.objects.filter(
        workflow=workflow, subject_id=key, kind=kind, issued_at=issued_at
    ).last()
    while paper and paper.superseded_by_id:
        paper = paper.superseded_by
    return paper
