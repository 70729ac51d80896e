"""What the handler works with: forms 12, 3, 13, 14."""

from django.utils import timezone

from cases.domain.assignment import current
from cases.enums import Notified
from cases.law import grounds
from cases.law.unclear import SAID
from cases.models import Agreement
from cases.workflow import CASE
from legalaid.platform.core.words import day, numeral

from .facts import base, identity, letter, notice, opponents, others

COURT = {
    "刑事辩护": "刑事诉讼", "刑事被害人代理": "刑事诉讼", "刑事附带民事诉讼代理": "刑事附带民事诉讼", "刑事自诉代理": "刑事自诉", "强制医疗代理": "强制医疗",
    "民事诉讼代理": "民事诉讼", "行政诉讼代理": "行政诉讼",
}  # fmt: skip
OUT_OF_COURT = {
    "劳动仲裁代理": "劳动争议仲裁", "行政复议代理": "行政复议", "国家赔偿代理": "国家赔偿", "非诉讼代理": "非诉讼事务",
}  # fmt: skip
NOT_BEGUN = "尚未进入法律程序"


def procedure(case):
    """The procedure the aid is for: named by the mode granted, in court with its stage once there is one."""
    if name := OUT_OF_COURT.get(case.mode):
        return name
    if case.notified == Notified.COMMITMENT:
        return COURT["强制医疗代理"]
    name = COURT.get(case.mode, "刑事诉讼" if case.kind == "criminal" else "")
    stage = "" if case.stage in (NOT_BEGUN, SAID) else case.stage
    return f"{name}（{stage}）" if name and stage else name or stage


def _agreed(case):
    return getattr(current(case), "agreement", None) or Agreement()


@CASE.paper("agreement")
def agreement(case, *, by, at, **facts):
    """Form 12: printed to be signed by both; the day is written by hand."""
    return {
        **base(case, by, at),
        "others": others(case),
        "firm": str(case.handler.firm),
        "handler": str(case.handler),
        "defender": case.defended,
        "procedure": procedure(case),
        "copies": numeral(_agreed(case).copies),
    }


@CASE.paper("power_of_attorney")
def power_of_attorney(case, *, by, at, **facts):
    """Form 3: an ordinary mandate, or a special one with every power named (民诉法 art. 62)."""
    handler, agreed = case.handler, _agreed(case)

    return {
        **base(case, by, at),
        "person": identity(case.applicant),
        "others": others(case, numbers=True),
        "handler": str(handler),
        "mobile": handler.mobile,
        "firm": str(handler.firm),
        "licence": handler.licence,
        "opponents": opponents(case),
        "organ": case.organ,
        "defender": case.defended,
        "procedure": procedure(case),
        "powers": [grounds.text_of(grounds.SPECIAL_POWERS, code) for code in agreed.powers],
        "copies": numeral(agreed.copies),
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
        "defender": case.defended,
        "procedure": procedure(case),
    }


@CASE.paper("progress_record")
def progress_record(case, *, by, at, **facts):
    """Form 14: one line for each thing done or reported, wherever it was recorded."""
    done = [*_accepted(case), *_met(case), *_hearings(case, at), *_discussed(case), *_logged(case)]
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
        line = {"what": "met", "manner": row.manner, "place": row.place, "told": told}
        yield row.met_on, line | {"consented": row.consented, "read_aloud": row.read_aloud}


def _hearings(case, at):
    """Those that have taken place."""
    for row in case.hearings.filter(cancelled=False, starts_at__lte=at):
        begins = timezone.localtime(row.starts_at)
        where = {"organ": row.organ, "place": row.place, "note": row.note, "result": row.result}
        yield begins.date(), {"what": "hearing", "time": f"{begins:%H:%M}", **where}


def _discussed(case):
    """Those with minutes; else of the closing file. A talk that was logged as it took place stands among what was logged."""
    held = list(case.discussions.held())
    for row in held:
        line = {"what": "logged", "kind": row.get_level_display(), "content": row.conclusion}
        yield row.held_on, line
    if held:
        return
    closure = getattr(case, "closure", None)
    if closure and closure.discussed_on:
        line = {"what": "logged", "kind": "集体讨论", "content": closure.discussion}
        yield closure.discussed_on, line


def _logged(case):
    for row in case.log.all():
        line = {"what": "logged", "kind": row.entry_kind, "content": row.content}
        yield row.done_on, line | {"manner": row.manner}
