"""What a person does with what was sent in: registers it as a case, tells where to go instead, lays it aside, takes it up again."""

from django.utils import timezone

from cases.domain.intake import apply
from cases.domain.material import take_file
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents import uploads
from legalaid.platform.notifications.send import notify_all

from ..models import Arrived, Submission
from ..workflow import SUBMISSION
from .draft import check_room, judge

SHORTEST = 4
WITHOUT_REASON = "请写明理由（不少于4个字）。"
NOTHING_ASKED = "现在没有要补充的材料。要交别的材料，请带到窗口，或者打电话说明。"


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


def send_paper(submission, upload, *, at=None):
    """A paper the office asked for, photographed at home: kept apart until a person of the office has seen it."""
    case, asked = submission.case, submission.open_notice
    if not asked:
        raise DomainError(NOTHING_ASKED, field="file")

    at = at or timezone.now()
    check_room([row.file for row in submission.arrived.select_related("file")], upload)
    title = f"网上补交：{asked}"[:120]
    where = {"workflow": Submission.KEPT_AS, "subject_id": submission.pk, "slot": "case_evidence"}
    file = uploads.store(upload, **where, title=title, by=system_user(), judge=judge)
    row = Arrived.objects.create(submission=submission, file=file, at=at)
    notify_all(
        [case.registered_by],
        about=f"submission:{submission.pk}:paper:{timezone.localdate(at)}",
        kind="turn",
        text=f"{case}网上补交了材料，请核对后登记收到补正。",
        url=submission.get_absolute_url(),
    )
    return row


def take_paper(row, *, by, at=None):
    """It joins the file of the case; whether the notice is answered by it is said by the step of the case."""
    if row.taken_at:
        raise DomainError("这份材料已经收入案卷。")
    row.taken_at, row.taken_by = at or timezone.now(), by
    row.save(update_fields=["taken_at", "taken_by"])
    return take_file(row.submission.case, row.file, by=by)
