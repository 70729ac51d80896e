"""Closing date, closing report, the centre's review (Law art. 50; Procedure Rules art. 40-41)."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from cases import periods
from cases.enums import Prior
from cases.law import closing_date
from cases.law.outcomes import unfitting
from cases.models import Closure, SubsidyPayment, Waiver
from cases.queries.amendment import restagings_of
from cases.queries.archive import has_opinion, missing_at_hand_in
from cases.queries.discussion import lacks_discussion, latest_held
from cases.queries.group import is_reported
from cases.queries.owed import not_yet
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.words import moment
from legalaid.platform.procedure import deadlines

from . import appeal
from .assignment import in_order
from .group_money import check_together
from .papers import renew
from .progress import hearings_ahead

UNCONFIRMED = "先行提供的手续尚未补办，请先补办给予决定，或者认定不能确认。"
NO_OPINION = "没有书面辩护意见。请在“材料”上传已提交的辩护意见，或者写明没有提交的理由。"
UNREPORTED = (
    "本案{count}名受援人，达到了本中心报告、讨论的人数。请先办理“报告群体性案件”，再报送结案材料。"
)
UNDISCUSSED = "本案{count}名受援人，达到了本中心报告、讨论的人数。请填写集体讨论的日期和情况。"
NOT_DISCUSSED = "这是重大疑难案件（{grounds}），登记结案以前须经中心集体讨论。"
NOT_RECEIVED = "承办机构收到终止决定的日期还没有登记，没有结案日。请联系中心登记送达后再报送。"
OBJECTED = "有人对终止决定提出异议，处理完毕以前不能报送结案材料。"
NOT_REPORTED = "还没有向受援人通报办理情况的记录（法律援助法第四十六条）。请先办理“向受援人通报”，再报送结案材料。"


@CASE.step("conclude")
def conclude(
    case,
    *,
    by,
    at,
    closed_on,
    document,
    outcome,
    result,
    document_number="",
    amount_won=None,
    adopted="",
    served_on=None,
    hearings_off=False,
):
    """Record the closing date; the thirty days for the closing file run from it. `served_on`: when the recipient received the document, who may
    have had it before the handler; `hearings_off`: those ahead do not take place."""
    if why := not_yet(case).get("conclude"):
        raise DomainError(why)
    check_discussed(case)
    _call_off(case, at, hearings_off)
    in_order(case.first_met_on, closed_on, at, "结案日", "closed_on")
    if served_on:
        in_order(case.received_at, served_on, at, "受援人收到的日期", "served_on")
    if document not in closing_date.documents(case.kind, case.stage):
        raise DomainError(f"“{document}”不是{case.stage}阶段的结案依据。", field="document")
    if why := unfitting(outcome, case.kind, case.mode, case.stage):
        raise DomainError(why, field="outcome")
    if amount_won is not None and amount_won < 0:
        raise DomainError("金额不能为负数。", field="amount_won")
    check_together(case, amount_won or 0)

    case.closed_on, case.outcome, case.amount_won = closed_on, outcome, amount_won
    start = timezone.make_aware(datetime.combine(closed_on, time()))
    deadlines.start("case", case.pk, periods.CLOSURE_FILE.key, start)
    closure = Closure.objects.create(
        case=case,
        closed_on=closed_on,
        served_on=served_on,
        document=document,
        document_number=document_number,
        outcome=outcome,
        amount_won=amount_won,
        adopted=adopted,
        result=result,
    )
    appeal.begin(case, document, closure.runs_from)
    return closure


def _call_off(case, at, hearings_off):
    """A case with a hearing ahead is closed only by who says that there will be none."""
    ahead = hearings_ahead(case, at)
    if ahead and not hearings_off:
        when = "、".join(f"{moment(row.starts_at)}{row.organ}" for row in ahead)
        raise DomainError(f"还登记有{when}的开庭。不再开庭的，请勾选确认。", field="hearings_off")
    case.hearings.filter(pk__in=[row.pk for row in ahead]).update(cancelled=True)


@dataclass(frozen=True)
class TakenBack:
    closed_on: date
    outcome: str


@CASE.step("reopen_handling")
def reopen_handling(case, *, by, at, reason):
    """It was not the end after all, or was registered wrongly: until the file is handed in the case is handled again. What was registered stays
    in the history; a hearing called off stays so until it is moved."""
    if len(reason.strip()) < 4:
        raise DomainError("请写明撤销的理由（不少于4个字）。", field="reason")

    closure = Closure.objects.get(case=case)
    said = TakenBack(closure.closed_on, closure.get_outcome_display())
    closure.delete()
    case.closed_on, case.outcome, case.amount_won = None, "", None
    return said


NAMES = {"closed_on": "结案日", "document": "结案依据", "document_number": "文书编号"}


@dataclass(frozen=True)
class Mended:
    told: str


@CASE.step("amend_closure")
def amend_closure(case, *, by, at, closed_on, document, document_number, reason):
    """The document on which the case was closed, or the day it came, was registered wrongly: the limits that run from it run anew."""
    if len(reason.strip()) < 4:
        raise DomainError("请写明更正的理由（不少于4个字）。", field="reason")
    closure = Closure.objects.filter(case=case).first()
    if closure is None:
        raise DomainError("此案没有结案登记。")
    if case.terminated:
        raise DomainError("终止的案件，结案日随终止决定的送达更正。")
    in_order(case.first_met_on, closed_on, case.reported_at or at, "结案日", "closed_on")
    if document not in closing_date.documents(case.kind, case.stage):
        raise DomainError(f"“{document}”不是{case.stage}阶段的结案依据。", field="document")

    said = {"closed_on": closed_on, "document": document, "document_number": document_number}
    changed = [name for name in NAMES if getattr(closure, name) != said[name]]
    if not changed:
        raise DomainError("没有改动任何一项。")
    for name in changed:
        setattr(closure, name, said[name])
    closure.save()
    _move_file(case, closed_on, at)
    appeal.follow(case, at)
    renew(case, by=by, at=at, reason=f"更正结案登记：{reason}", kinds=("closing_report",))
    return Mended("、".join(NAMES[name] for name in changed))


def _move_file(case, closed_on, at):
    """The thirty days of the closing file run from the day as it is now, while it is not in."""
    if closed_on == case.closed_on:
        return
    case.closed_on, key = closed_on, periods.CLOSURE_FILE.key
    if case.deadlines.open().filter(rule=key).exists():
        deadlines.cancel("case", case.pk, key, at)
        start = timezone.make_aware(datetime.combine(closed_on, time()))
        deadlines.start("case", case.pk, key, start)


@CASE.step("report_closure")
def report_closure(case, *, by, at, summary, discussed_on=None, discussion="", no_opinion=""):
    """Hand in the closing file with the report on the handling; what must be in it is there (Procedure Rules art. 40)."""
    _report(case, at, summary, discussed_on, discussion, no_opinion)
    case.reported_at = at


@CASE.step("resubmit_closure")
def resubmit_closure(case, *, by, at, summary, discussed_on=None, discussion="", no_opinion=""):
    """The same file, mended: the handling record and the closing report say what it says now, the returned ones point to them."""
    _report(case, at, summary, discussed_on, discussion, no_opinion)
    reason, kinds = f"退回补正：{case.closure.returned}", ("progress_record", "closing_report")
    renew(case, by=by, at=at, reason=reason, kinds=kinds)


def _report(case, at, summary, discussed_on, discussion, no_opinion):
    if not case.closed_on:
        raise DomainError(NOT_RECEIVED)
    if case.terminated and case.objected:
        raise DomainError(OBJECTED)
    if not case.terminated and not case.log.filter(to_recipient=True).exists():
        raise DomainError(NOT_REPORTED)
    if discussed_on:
        in_order(case.assigned_at, discussed_on, at, "讨论日期", "discussed_on")

    check_group(case, discussed_on)
    check_file(case)
    if wants_opinion(case) and len(no_opinion.strip()) < 4:
        raise DomainError(NO_OPINION, field="no_opinion")

    closure = case.closure
    closure.summary, closure.no_opinion = summary, no_opinion.strip()
    closure.discussed_on, closure.discussion = discussed_on, discussion
    closure.save()


def check_group(case, discussed_on):
    """A matter of many people was reported to the centre and discussed."""
    if case.applicant_count < case.many_from:
        return
    if not is_reported(case):
        raise DomainError(UNREPORTED.format(count=case.applicant_count))
    talked = discussed_on or latest_held(case) or case.log.filter(entry_kind="集体讨论").exists()
    if not (talked or case.waivers.filter(item="discussion").exists()):
        raise DomainError(UNDISCUSSED.format(count=case.applicant_count), field="discussed_on")


def check_discussed(case):
    """What is major or difficult by rule, or was reported to be, is discussed at the centre first."""
    if grounds := lacks_discussion(case):
        raise DomainError(NOT_DISCUSSED.format(grounds="、".join(one.label for one in grounds)))


def check_file(case):
    """Refuses a file without what the catalogue asks of the handler, by name."""
    if missing := missing_at_hand_in(case):
        raise DomainError(f"承办卷还缺：{'、'.join(missing)}。请在“材料”上传后再报送。")


def wants_opinion(case):
    """A defence closes with the opinion that was handed in, or says why there is none (Procedure Rules art. 33, 34), unless aid ended before."""
    return case.defended and not case.terminated and not has_opinion(case)


@CASE.step("return_closure")
def return_closure(case, *, by, at, reasons, note=""):
    """The file is not in order; the review clock stands still."""
    closure = case.closure
    closure.returned = "、".join([*reasons, note] if note else reasons)
    closure.save()


@CASE.step("approve_closure")
def approve_closure(case, *, by, at, opinion, stage_checked=False):
    """The file is in order: nothing the catalogue asks for is missing. Where a handler changed the stage he is paid by, it was compared
    with the document on which the case was closed."""
    if missing := missing_at_hand_in(case):
        raise DomainError(f"承办卷还缺：{'、'.join(missing)}。请退回补正。")
    if case.prior == Prior.OWED:
        raise DomainError(UNCONFIRMED)
    if not stage_checked and restagings_of(case):
        raise DomainError("承办人更新过所处阶段，请与结案依据核对。", field="stage_checked")

    closure = case.closure
    closure.opinion, closure.reviewed_by, closure.reviewed_at = opinion, by, at
    closure.save()
    case.closure_reviewed_at = at


@CASE.step("record_payment")
def record_payment(case, *, by, at, amount, paid_on, note=""):
    """一案一补贴: the amount paid and its date (Law art. 52)."""
    if amount < 0:
        raise DomainError("金额不能为负数。", field="amount")
    in_order(case.closed_on, paid_on, at, "发放日期", "paid_on")
    if case.payments.exists():
        raise DomainError("本案补贴已记录，不能重复发放。")

    return SubsidyPayment.objects.create(
        case=case, amount=amount, paid_on=paid_on, note=note, by=by
    )


@CASE.step("waive")
def waive(case, *, by, at, item, reason):
    """The director waives one of the seven ones, with a reason."""
    if case.waivers.filter(item=item).exists():
        raise DomainError("该事项已免除。", field="item")
    return Waiver.objects.create(case=case, item=item, reason=reason, by=by, at=at)
