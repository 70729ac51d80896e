"""What a person does with what was sent in: registers it as a case, tells where to go instead, lays it aside, takes it up again."""

from django.utils import timezone

from cases.domain.intake import apply
from cases.domain.material import take_file
from legalaid.platform.core.errors import DomainError

from ..workflow import SUBMISSION

SHORTEST = 4
WITHOUT_REASON = "请写明理由（不少于4个字）。"


@SUBMISSION.step("register")
def register(submission, *, by, at, facts):
    """The case it becomes; the seven days count from when it was sent in (Law art. 43). `facts`: of `cases.domain.intake.apply`."""
    case = apply(by=by, token=submission.token, received_at=submission.received_at, at=at, **facts)
    _settled(submission, by, at)
    submission.case = case
    for file in submission.files:
        take_file(case, file, by=by)
    return case


@SUBMISSION.step("refer_on")
def refer_on(submission, *, by, at, destination, reason):
    """Not ours to receive (程序规定 art. 13(3)): who applied reads where to go instead, and why."""
    _check(reason)
    _settled(submission, by, at)
    submission.told = f"您的事情应当向{destination}申请。{reason}"


@SUBMISSION.step("set_aside")
def set_aside(submission, *, by, at, why, reason):
    _check(reason)
    _settled(submission, by, at)
    submission.why, submission.told = why, reason


@SUBMISSION.step("take_up")
def take_up(submission, *, by, at, reason):
    _check(reason)
    submission.handled_by = submission.handled_at = None
    submission.why = submission.told = ""


def _check(reason):
    if len(reason.strip()) < SHORTEST:
        raise DomainError(WITHOUT_REASON, field="reason")


def _settled(submission, by, at):
    submission.handled_by, submission.handled_at = by, at


def take_paper(row, *, by, at=None):
    """It joins the file of the case; whether the notice is answered by it is said by the step of the case."""
    if row.taken_at:
        raise DomainError("这份材料已经收入案卷。")
    row.taken_at, row.taken_by = at or timezone.now(), by
    row.save(update_fields=["taken_at", "taken_by"])
    return take_file(row.submission.case, row.file, by=by)
