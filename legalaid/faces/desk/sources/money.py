"""Batches, proposals, standards, objections, and what is ready to be computed."""

from functools import partial

from django.urls import reverse
from django.utils import timezone

from legalaid.faces.desk.waiting import Kind, Matter, Waiting, gathered_whole, urgency_of
from legalaid.platform.core.money import yuan
from subsidies.models import Batch, Proposal
from subsidies.queries.todo import (
    DESKS,
    disputes_for,
    ready_to_compute,
    replaced_for,
    shares_to_propose,
    turns_of,
    with_steps,
)
from subsidies.queries.work import COUNTED

OBJECTIONS = Kind("money.disputes", "答复补贴异议")


def turns(user, now):
    """Each with the first step that brings it on."""
    return [
        part
        for workflow in DESKS
        for part in gathered_whole(
            partial(turns_of, workflow, user), read=partial(_turns, workflow, user), now=now
        )
    ]


def _turns(workflow, user, keys):
    rows = turns_of(workflow, user).filter(pk__in=keys)
    return [_turn(*pair) for pair in with_steps(workflow, list(rows), user)]


def _turn(subject, steps):
    page, step = subject.get_absolute_url(), steps[0]
    matter = Matter(
        who=str(subject),
        what=subject.get_state_display(),
        url=page,
        verb=step.label,
        to=f"{page}{step.key}/",
        note=_note(subject),
        due=subject.due_at,
    )
    return _kind(subject, step), matter


def _kind(subject, step):
    if isinstance(subject, Batch):
        return Kind(f"money.{step.key}", f"补贴{step.label}", reverse("subsidies:batches"))
    if isinstance(subject, Proposal):
        return Kind("money.proposals", "经费审批", reverse("subsidies:proposals"))
    return Kind("money.standards", f"标准{step.label}", reverse("subsidies:standards"))


def _note(subject):
    if isinstance(subject, Batch):
        return f"{subject.count}件，{yuan(subject.total)}元" if subject.count else "还没有核算入批"
    if isinstance(subject, Proposal):
        return subject.reason
    return subject.source


def disputes(user, now):
    def read(keys):
        return [(OBJECTIONS, _dispute(row)) for row in disputes_for(user).for_lists()]

    return gathered_whole(partial(disputes_for, user), read=read, now=now)


def _dispute(row):
    page = row.get_absolute_url()
    return Matter(
        who=str(row.handler), what=row.subject, url=page, verb="答复", to=page, note=row.dispute
    )


def shares(user, now):
    """Handlers who were replaced: what of the subsidy goes to the one before."""
    kind = Kind("money.shares", "提出补贴分担")

    def read(keys):
        return [(kind, _share(row)) for row in shares_to_propose(user)]

    return gathered_whole(partial(replaced_for, user), read=read, now=now)


def _share(row):
    proposed = "" if row.percent is None else f"，更换时建议{row.percent}%"
    return Matter(
        who=row.case.number,
        url=row.case.get_absolute_url(),
        verb="提出",
        to=reverse("subsidies:enter_share", args=[row.case_id]),
        note=f"原承办人{row.before}{proposed}",
    )


def computable(user, now):
    """Closed and graded cases in no batch yet: a figure, not rows; they are taken in together."""
    count, batch = ready_to_compute(user, timezone.localdate(now))
    if not count:
        return []

    page = batch.get_absolute_url() if batch else reverse("subsidies:open_batch")
    matter = Matter(
        who=f"{count} 件已结案评定" if count < COUNTED else f"{COUNTED} 件以上已结案评定",
        what=str(batch) if batch else "",
        url=page,
        verb="核算入批" if batch else "新建一批",
        to=page,
        note="还没有列入补贴批次",
    )
    return [Waiting("money.computable", "核算补贴", urgency_of(None, now), count, [matter])]
