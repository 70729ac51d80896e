"""Another handler is asked for by the recipient, the handler or the organ; the centre decides within five days (Law art. 55)."""

from cases import periods
from cases.enums import ReplacementAsker, ReplacementResult
from cases.models import ReplacementRequest
from cases.queries.replacement import waiting_request
from cases.workflow import CASE
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.notifications.send import notify_all
from legalaid.platform.procedure import deadlines
from stations.queries.station import people_over

from .assignment import current, in_order
from .notice import moment_of
from .papers import renew

WHY = "请写明申请更换的理由（不少于4个字）。"
OF_THE_HANDLER = "承办人只能登记自己提出的申请；受援人向您提出的，请告知其向中心提出。"
NOT_HIS = "此申请不是您提出的，由窗口按申请人的意思撤回。"


@CASE.step("ask_replacement")
def ask_replacement(case, *, by, at, asked_by, asker, received_on, reason, evidence=""):
    """Somebody asks, orally or in writing; the five days run from the day it came in. What is said is not judged here."""
    offer = current(case)
    in_order(offer.at, received_on, at, "收到日期", "received_on")
    if len(reason.strip()) < 4:
        raise DomainError(WHY, field="reason")
    if by.role == Role.HANDLER and asked_by != ReplacementAsker.HANDLER:
        raise NotAllowed(OF_THE_HANDLER)

    began = max(moment_of(received_on, at), offer.at)
    deadlines.start("case", case.pk, periods.REPLACEMENT.key, began)
    case.replacing = True
    asked = {"asked_by": asked_by, "asker": asker.strip(), "received_on": received_on}
    said = {"reason": reason.strip(), "evidence": evidence.strip()}
    row = ReplacementRequest.objects.create(
        case=case, handler=case.handler, by=by, at=at, **asked, **said
    )

    text = f"{case.number}有更换承办人{case.handler}的申请（{row}），请在期限内决定。"
    directors = [user for user in people_over(case.station, Role.DIRECTOR) if user.pk != by.pk]
    url = case.get_absolute_url()
    notify_all(directors, about=f"replacement:{row.pk}", kind="turn", text=text, url=url)
    return row


@CASE.step("review_replacement")
def review_replacement(case, *, by, at, opinion):
    """What the staff found on what was asked (form 16): it stands on the form before the head decides; said again, the last holds."""
    if len(opinion.strip()) < 4:
        raise DomainError("请写明审核意见（不少于4个字）。", field="opinion")

    row = waiting_request(case)
    row.opinion, row.reviewed_by, row.reviewed_at = opinion.strip(), by, at
    row.save(update_fields=["opinion", "reviewed_by", "reviewed_at"])
    _print_anew(case, by, at, "登记审核意见")
    return row


def _print_anew(case, by, at, why):
    """Form 16 says what is recorded by now."""
    renew(case, by=by, at=at, reason=why, kinds=("replacement_request",))


@CASE.step("refuse_replacement")
def refuse_replacement(case, *, by, at, reasons):
    """The handler stays; whoever asked is answered in writing, with the reasons."""
    if len(reasons.strip()) < 4:
        raise DomainError("请写明不予更换的理由（不少于4个字）。", field="reasons")
    row = settle_request(case, ReplacementResult.REFUSED, by=by, at=at, said=reasons)
    _print_anew(case, by, at, "登记审批意见")
    return row


@CASE.step("withdraw_replacement")
def withdraw_replacement(case, *, by, at, reason):
    """Whoever asked takes it back, or it was registered by mistake: on another case, twice."""
    row = waiting_request(case)
    if by.role == Role.HANDLER and row.asked_by != ReplacementAsker.HANDLER:
        raise NotAllowed(NOT_HIS)
    if len(reason.strip()) < 4:
        raise DomainError("请写明撤回的理由（不少于4个字）。", field="reason")
    return settle_request(case, ReplacementResult.WITHDRAWN, by=by, at=at, said=reason)


@CASE.on_done
def replaced(case, step, by, at):
    """Another handler is the answer to whoever asked for one; form 17 tells it."""
    if step.key == "replace_handler" and case.replacing:
        settle_request(case, ReplacementResult.REPLACED, by=by, at=at, said="")
        case.save(update_fields=["replacing"])
        _print_anew(case, by, at, "登记审批意见")


def settle_request(case, result, *, by, at, said):
    """What became of the request that waits; None where nobody asked."""
    row = waiting_request(case)
    if row is None:
        return None

    row.result, row.said = result, said.strip()
    row.settled_by, row.settled_at = by, at
    row.save()
    case.replacing = False
    return row
