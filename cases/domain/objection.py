"""Objections to decisions of the centre (Law art. 49): taken, put right, decided by the bureau; the centre corrects what it decided."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from cases import periods
from cases.enums import ObjectionManner, ObjectionState
from cases.models import Case, GroupMember, Objection
from cases.queries.objection import decision_called, grounds_of, limit_of, stands, told_in
from cases.workflow import CASE, OBJECTION
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core import words
from legalaid.platform.core.errors import DomainError
from legalaid.platform.notifications.send import notify_all
from legalaid.platform.procedure import deadlines
from stations.queries.station import people_over

from .assignment import in_order
from .decision import check_grounds, decide
from .notice import moment_of

UNKNOWN = "没有找到这份决定书，请核对文号和申请人的姓名（决定书上写的）。"
UPHELD = "司法局已审查并维持这份决定；对维持不服的，可以依法申请行政复议或者提起行政诉讼。"
NAMES = {
    "manner": "提出方式",
    "objector": "异议人",
    "posted_on": "交邮日期",
    "received_on": "收到日期",
    "content": "异议的事实和理由",
    "read_back": "宣读记录",
    "late_reason": "逾期受理的理由",
}


def object_to(*, by, token, station, number, name, facts, at=None):
    """Registers an objection to the decision of this number and applicant; the same `token` twice returns the first. `facts`: values of NAMES.

    Raises DomainError where there is no such decision, it no longer stands, was objected to before, or the days are over without a reason.
    """
    at = at or timezone.now()
    paper = decision_called(number, name, station)
    if paper is None:
        raise DomainError(UNKNOWN, field="number")

    with transaction.atomic():
        # held: it is not corrected meanwhile, and of the same form sent twice at once the second waits here
        case = Case.objects.select_for_update().get(pk=paper.subject_id)
        if earlier := Objection.objects.filter(token=token).first():
            return earlier

        row = Objection(token=token, case=case, paper=paper, station=station, by=by, at=at, **facts)
        told = {"title": row.title, **facts}
        return OBJECTION.open(row, "object", _register, by=by, at=at, facts=told)


def _register(row, *, by, at, **_):
    """Five days to decide, from the day on which it came in (D12)."""
    if not stands(row.paper, row.case):
        raise DomainError("这份决定已不再执行：已经改正、撤销，或者重新作出。")
    others = row.case.objections.filter(paper=row.paper)
    if others.filter(state=ObjectionState.UPHELD).exists():
        raise DomainError(UPHELD)
    if others.filter(state__in=(ObjectionState.RECEIVED, ObjectionState.ORDERED)).exists():
        raise DomainError("对这份决定的异议已经登记。")

    _check(row, at)
    decided = told_in(row.paper, row.case)
    row.member = decided if isinstance(decided, GroupMember) else None
    row.grounds = " ".join(grounds_of(decided))
    row.save()
    deadlines.start(
        "objection", row.pk, periods.OBJECTION_REVIEW.key, moment_of(row.received_on, at)
    )
    _tell(row, Role.BUREAU, f"收到异议：{row.title}，请在期限内审查。")
    _tell(row, Role.DIRECTOR, f"有人对{row.title}提出异议，司法局审查期间不能自行改正。")
    return row


OBJECTION.step("object")(_register)


def _check(row, at):
    in_order(row.paper.issued_at, row.received_on, at, "收到日期", "received_on")
    if row.posted_on:
        in_order(row.paper.issued_at, row.posted_on, at, "交邮日期", "posted_on")
        if row.posted_on > row.received_on:
            raise DomainError("交邮日期不能晚于收到日期。", field="posted_on")
    if row.manner == ObjectionManner.ORAL and not row.read_back:
        raise DomainError("口头提出的，记录应当向异议人宣读、由其确认。", field="read_back")

    limit = limit_of(row.paper, row.case, row.objector)
    last = timezone.localdate(limit.at) if limit else None
    late = last is not None and (row.posted_on or row.received_on) > last
    if late and len(row.late_reason.strip()) < 4:
        over = f"异议期限已于{words.day(last)}届满，受理的请写明理由（不少于4个字）。"
        raise DomainError(over, field="late_reason")
    if row.late_reason and not late:
        raise DomainError("没有逾期，不必填写逾期受理的理由。", field="late_reason")


def _tell(row, role, text):
    about = f"objection:{row.pk}:{role}:v{row.version}"
    told = {"about": about, "kind": "turn", "text": text, "url": row.get_absolute_url()}
    notify_all(people_over(row.case.station, role), **told)


@dataclass(frozen=True)
class Told:
    """What the history says was put right."""

    told: str


@OBJECTION.step("amend_objection")
def amend_objection(row, *, by, at, reason, facts):
    """Puts right what was registered; another day of receipt moves the five days."""
    _why(reason)
    changed = [name for name, value in facts.items() if getattr(row, name) != value]
    if not changed:
        raise DomainError("没有改动任何一项。")

    for name in changed:
        setattr(row, name, facts[name])
    _check(row, at)
    if "received_on" in changed:
        key = periods.OBJECTION_REVIEW.key
        deadlines.cancel("objection", row.pk, key, at)
        deadlines.start("objection", row.pk, key, moment_of(row.received_on, at))
    return Told("、".join(NAMES[name] for name in changed))


@OBJECTION.step("take_back")
def take_back(row, *, by, at, on, reason=""):
    """Whoever objected no longer does; within the limit one may object again."""
    in_order(row.received_on, on, at, "撤回日期", "on")


@OBJECTION.step("cancel_objection")
def cancel_objection(row, *, by, at, reason):
    """Registered on the wrong decision or twice: it never was."""
    _why(reason)


@OBJECTION.step("uphold")
def uphold(row, *, by, at, findings, reasons):
    """The decision stands; the letter tells the way to reconsideration or to court (art. 49(3))."""
    _decide(row, by, at, findings, reasons)
    _tell(row, Role.WINDOW, f"司法局维持{row.title}，异议审查决定书已开具，请送达异议人。")


@OBJECTION.step("order_correction")
def order_correction(row, *, by, at, findings, reasons):
    """The centre has to decide anew; until it does it stands on the director's desk."""
    _decide(row, by, at, findings, reasons)
    _tell(row, Role.DIRECTOR, f"司法局责令改正{row.title}，请重新作出决定。")


def _decide(row, by, at, findings, reasons):
    for field, text in (("findings", findings), ("reasons", reasons)):
        if len(text.strip()) < 4:
            raise DomainError("请写明（不少于4个字），写入决定书。", field=field)
    row.findings, row.reasons = findings, reasons
    row.decided_by, row.decided_at = by, at


@OBJECTION.step("review_again")
def review_again(row, *, by, at, reason):
    """The bureau takes its own decision back while nothing has followed from it; the letter stays as it was issued."""
    _why(reason)
    row.decided_by = row.decided_at = None


@OBJECTION.step("close_corrected")
def close_corrected(row, *, by, at):
    """The centre has decided anew."""


@dataclass(frozen=True)
class Corrected:
    """Why a decision was made anew, in the words of the history."""

    why: str


@CASE.step("correct_refusal")
def correct_refusal(case, *, by, at, grounds, codes, mode, opinion="", reason=""):
    """A grant beside the refusal, as the bureau ordered or before anyone objected; the three days to assign begin (Law art. 43, 49)."""
    ordered = case.objections.ordered().filter(member=None).first()
    if ordered is None and len(reason.strip()) < 4:
        wrong = "自行纠正的，请写明原决定错在哪里（不少于4个字）。"
        raise DomainError(wrong, field="reason")

    check_grounds(case, codes, opinion)
    decide(case, True, codes, by=by, at=at, mode=mode, opinion=opinion)
    case.mode = mode
    return correct(case, at)


def correct(case, at, member=None):
    """A decision of the centre is made anew, that on the case or on one `member` of several: the objection that was upheld is over. Returns
    why it is, for the history."""
    ordered = case.objections.ordered().filter(member=member).first()
    if ordered:
        OBJECTION.acts["close_corrected"](ordered, by=system_user(), at=max(at, ordered.changed_at))
        return Corrected("依异议审查决定")
    upheld = case.objections.filter(state=ObjectionState.UPHELD).exists()
    return Corrected("司法局维持原决定以后自行纠正" if upheld else "自行纠正")


def _why(reason):
    if len(reason.strip()) < 4:
        raise DomainError("请写明理由（不少于4个字）。", field="reason")
