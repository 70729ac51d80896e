from dataclasses import dataclass

from django.utils import timezone

from cases.law.alarm import contradicted
from cases.law.sevenones import OVERDUE, WHEN, seven_ones
from cases.periods import CLOSURE_FILE, CLOSURE_REVIEW
from cases.workflow import CASE
from legalaid.platform.core.money import yuan
from legalaid.platform.core.words import short

from .discussion import latest_held
from .termination import never_due

MET = ("meeting", "telling")

# the steps each of the seven comes of: it is due where one of them may be taken
COMES_OF = {
    "meeting": ("hold_first_meeting",),
    "telling": ("hold_first_meeting",),
    "discussion": ("conclude", "report_closure", "resubmit_closure"),
    "follow_up": ("follow_up",),
    "file": ("report_closure", "resubmit_closure", "approve_closure"),
    "subsidy": ("record_payment",),
    "archive": ("archive", "seal"),
}
OF_THE_FILE = (CLOSURE_FILE.key, CLOSURE_REVIEW.key)
ORDER = list(CASE.places)
UNTOLD = "回访后待核实"


@dataclass(frozen=True)
class Progress:
    """One of the seven as it stands now: `mark` is ok, due or later; `limited`: the clock of the case is that of this one."""

    key: str
    title: str
    mark: str
    says: str
    limited: bool = False


def progress_of(case, *, told=True):
    """The seven ones as what is due now, what is done, and what comes later; without `told` nothing of what a recipient said of the handler."""
    return [_stands(case, one, told) for one in seven_ones_of(case)]


def _stands(case, one, told):
    if one.settled:
        return Progress(one.key, one.title, "ok", one.evidence or f"已免除：{one.waived}")

    due_in = {state for key in COMES_OF[one.key] for state in CASE.steps[key].source}
    if one.against:
        return Progress(one.key, one.title, "due", one.against if told else UNTOLD)
    now, before = WHEN[one.key]
    if case.state in due_in:
        limited = one.key == "file" and case.due_rule in OF_THE_FILE
        return Progress(one.key, one.title, "due", now, limited)

    passed = ORDER.index(case.state) > max(map(ORDER.index, due_in))
    mark, says = ("due", OVERDUE) if passed else ("later", before)
    return Progress(one.key, one.title, mark, says)


def seven_ones_of(case):
    """The seven ones of a case from its evidence: rows written by the acts, never a tick box."""
    evidence = {
        "meeting": _meeting(case),
        "telling": _telling(case),
        "discussion": _discussion(case),
        "follow_up": _follow_up(case),
        "file": _file(case),
        "subsidy": _subsidy(case),
        "archive": f"{short(case.archived_at)}归档" if case.archived_at else "",
    }
    against = _against(case)
    waivers = case.waivers.all() if against or not all(evidence.values()) else ()
    waived = {waiver.item: waiver.reason for waiver in waivers}
    return seven_ones(evidence, never_due(case) | waived, against)


def _against(case):
    """What recipients said at calls back against the record, but for what was done since."""
    met_on = case.meeting.met_on if case.meeting else None
    against = {}
    for alarm in case.alarms.all() if case.held or case.closure_reviewed_at else ():
        done_since = met_on and met_on > timezone.localdate(alarm.at)
        said = contradicted(alarm.found, alarm.confirmed)
        against |= {one: what for one, what in said.items() if not (done_since and one in MET)}
    return against


def _meeting(case):
    meeting = case.meeting
    return f"{short(meeting.met_on)}在{meeting.place}会见" if meeting else ""


def _telling(case):
    told = case.meeting.told if case.meeting else ()
    return f"首次会见时已告知{len(told)}项" if told else ""


def _follow_up(case):
    calls = case.follow_ups.all() if case.followed_up_at else ()
    reached = next((call for call in calls if call.result == "reached"), None)
    return f"{short(reached.at)}回访，{reached.get_satisfaction_display()}" if reached else ""


def _file(case):
    closure = getattr(case, "closure", None)
    reviewed_at = closure and closure.reviewed_at
    return f"{short(reviewed_at)}结案材料审查通过" if reviewed_at else ""


def _subsidy(case):
    payment = next(iter(case.payments.all()), None) if case.closed_on else None
    return f"{short(payment.paid_on)}发放{yuan(payment.amount)}元" if payment else ""


def _discussion(case):
    """The closing file says when, or there are minutes; or it was logged as it took place."""
    closure = getattr(case, "closure", None)
    if closure and closure.discussed_on:
        return f"{short(closure.discussed_on)}集体讨论"
    if held := latest_held(case):
        return f"{short(held.held_on)}{held.get_level_display()}"

    talk = case.log.filter(entry_kind="集体讨论").first()
    return f"{short(talk.done_on)}集体讨论" if talk else ""
