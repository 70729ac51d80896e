"""What the handler works with: forms 12, 3, 13, 14."""

from django.utils import timezone

from cases.law import grounds
from cases.workflow import CASE
from legalaid.platform.core.words import day

from .facts import base, identity, letter, notice, opponents


@CASE.paper("agreement")
def agreement(case, *, by, at, signed_on, **facts):
    """Form 12; signed by both on paper and scanned back."""
    return {
        **base(case, by, at),
        "date": day(signed_on),
        "firm": str(case.handler.firm),
        "handler": str(case.handler),
        "stage": case.stage,
    }


@CASE.paper("power_of_attorney")
def power_of_attorney(case, *, by, at, signed_on, **facts):
    """Form 3."""
    handler = case.handler

    return {
        **base(case, by, at),
        "date": day(signed_on),
        "person": identity(case.applicant),
        "handler": str(handler),
        "mobile": handler.mobile,
        "firm": str(handler.firm),
        "licence": handler.licence,
        "stage": case.stage,
        "opponents": opponents(case),
        "defender": case.defended,
    }


@CASE.paper("official_letter")
def official_letter(case, *, by, at, **facts):
    """Form 13 with its stub: to the organ that handles the matter."""
    handler = case.handler

    return {
        **letter(case, by, at, to=case.organ),
        "notice": notice(case),
        "firm": str(handler.firm),
        "handler": str(handler),
        "licence": handler.licence,
        "mode": case.mode,
    }


@CASE.paper("progress_record")
def progress_record(case, *, by, at, **facts):
    """Form 14: one line for each thing done or reported, wherever it was recorded."""
    done = [*_accepted(case), *_met(case), *_hearings(case, at), *_logged(case)]
    done.sort(key=lambda pair: pair[0])

    return {
        **base(case, by, at),
        "firm": str(case.handler.firm),
        "handler": str(case.handler),
        "done": [{"day": day(on), **line} for on, line in done],
    }


def _accepted(case):
    for row in case.assignments.exclude(accepted_at=None):
        line = {"what": "accepted", "handler": str(row.handler)}
        yield timezone.localdate(row.accepted_at), line


def _met(case):
    for row in case.meetings.all():
        told = [grounds.text_of(grounds.FIRST_MEETING_TOLD, code) for code in row.told]
        yield row.met_on, {"what": "met", "manner": row.manner, "place": row.place, "told": told}


def _hearings(case, at):
    """Those that have taken place."""
    for row in case.hearings.filter(cancelled=False, starts_at__lte=at):
        begins = timezone.localtime(row.starts_at)
        where = {"organ": row.organ, "place": row.place, "note": row.note, "result": row.result}
        yield begins.date(), {"what": "hearing", "time": f"{begins:%H:%M}", **where}


def _logged(case):
    for row in case.log.all():
        line = {"what": "logged", "kind": row.entry_kind, "content": row.content}
        yield row.done_on, line | {"manner": row.manner}
