"""Duty lawyers' help: who waits for it, whose application is to be forwarded within its hours or registered at the window."""

from django.db.models import F
from django.urls import reverse

from cases.enums import HelpState as H
from cases.models import Help
from cases.queries.todo import helps_at_hand
from legalaid.faces.desk.waiting import Kind, Matter, gathered

ACTS = {H.WAITING: "提供法律帮助", H.FORWARDING: "转交申请", H.FORWARDED: "登记转交的申请"}
LINE = ("state", "name", "organ", "due_at", "lawyer", "cause__name")


def helps(user, now):
    return gathered(
        lambda: helps_at_hand(user),
        kind="state",
        kind_of=_of_state,
        limit=F("due_at"),
        read=_helps,
        now=now,
    )


def _of_state(state):
    return Kind(f"helps.{state}", ACTS[state], f"{reverse('cases:helps')}?state={state}")


def _helps(keys):
    rows = Help.objects.filter(pk__in=keys).order_by().select_related("cause")
    return {row.pk: _help(row) for row in rows.only(*LINE)}


def _help(row):
    page = row.get_absolute_url()
    waits = ("登记", f"{page}give/") if row.lawyer_id else ("交值班律师", f"{page}call_lawyer/")
    verb, to = {
        H.WAITING: waits,
        H.FORWARDING: ("转交", f"{page}forward/"),
        H.FORWARDED: ("登记", f"{reverse('cases:intake')}?help={row.pk}"),
    }[row.state]

    return Matter(
        who=row.name,
        what=row.cause.name,
        url=page,
        verb=verb,
        to=to,
        note=row.organ,
        due=row.due_at,
    )
