"""Handling: first meeting, log, hearings, reports to the recipient."""

from dataclasses import dataclass

from cases.enums import ConsentSigned, HearingNews
from cases.law.grounds import FIRST_MEETING_TOLD
from cases.models import Hearing, LogEntry, Meeting
from cases.queries.elsewhere import heed
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.words import moment
from legalaid.platform.documents.models import Attachment

from .assignment import current, in_order

FOUR_THINGS = {row.code for row in FIRST_MEETING_TOLD}


@CASE.step("hold_first_meeting")
def hold_first_meeting(
    case,
    *,
    by,
    at,
    met_on,
    place,
    manner,
    told,
    record,
    present="",
    read_aloud=False,
    consented=None,
    refusal="",
    signing="",
    unsigned_why="",
):
    """First meeting; the recipient is told four things: handler's duties, judicial relief, risks, rights and duties (Procedure Rules art.
    30). A defence is another matter (art. 29): what was told is recorded, and whom an organ's notice is about is asked for consent, signs
    what was said, or it is recorded why not."""
    in_order(current(case).at, met_on, at, "会见日期", "met_on")
    missing = FOUR_THINGS - set(told)
    if missing and not case.defended:
        raise DomainError(f"四项告知事项须全部告知，还缺{len(missing)}项。", field="told")
    if not told:
        raise DomainError("请选明告知了哪些事项。", field="told")

    if case.by_notice and consented is None:
        raise DomainError("请问明是否同意由指派的律师辩护（代理）。", field="consented")
    if consented is False and len(refusal.strip()) < 4:
        raise DomainError("请写明不同意的理由（不少于4个字）。", field="refusal")
    if case.by_notice:
        _check_signed(case, signing, unsigned_why)

    case.first_met_on = case.told_on = met_on
    return Meeting.objects.create(
        case=case,
        met_on=met_on,
        place=place,
        manner=manner,
        told=list(told),
        record=record,
        present=present,
        read_aloud=read_aloud,
        consented=consented,
        refusal=refusal.strip(),
        signing=signing,
        unsigned_why=unsigned_why.strip(),
    )


def _check_signed(case, signing, why):
    """The paper on which it stands is there as a scan, or it is said why there is none."""
    if signing not in ConsentSigned:
        raise DomainError("请选明征询意见笔录是否签名。", field="signing")
    scanned = Attachment.objects.filter(workflow="case", subject_id=case.pk, slot="consent")
    is_there = scanned.filter(removed_at=None, uploaded_at__gte=current(case).at).exists()
    if signing == ConsentSigned.SIGNED and is_there:
        return

    if len(why.strip()) < 4:
        lacking = "没有扫描件" if signing == ConsentSigned.SIGNED else "没有签名"
        raise DomainError(f"请写明{lacking}的原因（不少于4个字）。", field="unsigned_why")


@CASE.step("add_log")
def add_log(case, *, by, at, entry_kind, done_on, content, manner="", attachments=()):
    """A line of the handling record (form 14)."""
    return enter(case, by, at, entry_kind, done_on, content, manner, attachments)


@CASE.step("report_progress")
def report_progress(case, *, by, at, done_on, manner, content):
    """Report the state of the case to the recipient (Law art. 46) and record it."""
    reach_safely(case.applicant, manner)
    case.told_on = max(case.told_on or done_on, done_on)
    return enter(case, by, at, "通报", done_on, content, manner, (), to_recipient=True)


def reach_safely(person, manner):
    """Refuses a way of reaching this one that endangers them, as agreed here or elsewhere; that it was taken before is recorded in the log."""
    if refusal := heed(person).refusal_of(manner):
        raise DomainError(f"{refusal}已经这样联系过的，请记入办理日志。", field="manner")


def enter(case, by, at, entry_kind, done_on, content, manner, attachments=(), to_recipient=False):
    in_order(case.assigned_at, done_on, at, "日期", "done_on")

    entry = LogEntry.objects.create(
        case=case,
        by=by,
        at=at,
        entry_kind=entry_kind,
        done_on=done_on,
        content=content,
        manner=manner,
        to_recipient=to_recipient,
    )
    entry.attachments.set(attachments)
    return entry


@CASE.step("schedule_hearing")
def schedule_hearing(case, *, by, at, starts_at, organ, place, note=""):
    """A hearing on the calendar."""
    if case.assigned_at and starts_at < case.assigned_at:
        raise DomainError("开庭时间不能早于指派日期。", field="starts_at")
    return Hearing.objects.create(
        case=case, by=by, starts_at=starts_at, organ=organ, place=place, note=note
    )


@dataclass(frozen=True)
class News:
    """What the history says of a changed hearing."""

    was: str
    said: str


@CASE.step("update_hearing")
def update_hearing(case, *, by, at, hearing, news, starts_at=None, place="", reason="", result=""):
    """A hearing moves, does not take place, or has taken place; one cancelled by mistake is moved to when it will be."""
    row = case.hearings.filter(pk=hearing.pk).first()
    if row is None:
        raise DomainError("这次开庭不在本案中。", field="hearing")

    was = str(row)
    said = CHANGES[news](row, at, starts_at, place.strip(), reason.strip(), result.strip())
    row.save()
    return News(was, said)


def _move(row, at, starts_at, place, reason, result):
    if starts_at is None:
        raise DomainError("请填写改到什么时候。", field="starts_at")
    if starts_at <= at:
        raise DomainError("改期后的时间应晚于现在；已经开过的，请登记结果。", field="starts_at")
    _why(reason)

    row.starts_at, row.place, row.cancelled = starts_at, place or row.place, False
    return f"，改为{moment(starts_at)} {row.place}：{reason}"


def _cancel(row, at, starts_at, place, reason, result):
    if row.cancelled:
        raise DomainError("这次开庭已经取消。", field="hearing")
    _why(reason)
    row.cancelled = True
    return f"，{reason}"


def _record_result(row, at, starts_at, place, reason, result):
    if row.starts_at > at:
        raise DomainError(
            "这次开庭还没有开，不能登记结果；时间有变的，请办理改期。", field="hearing"
        )
    if row.cancelled:
        raise DomainError("这次开庭已经取消，不能登记结果。", field="hearing")
    if not result:
        raise DomainError("请填写开庭结果。", field="result")
    row.result = result
    return f"，{result}"


def _why(reason):
    if len(reason) < 2:
        raise DomainError("请写明改期或者取消的原因。", field="reason")


CHANGES = {
    HearingNews.MOVED: _move,
    HearingNews.CANCELLED: _cancel,
    HearingNews.HELD: _record_result,
}


def hearings_ahead(case, at):
    return list(case.hearings.filter(cancelled=False, starts_at__gt=at))
