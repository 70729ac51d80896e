"""Somebody of the office is to keep out of a case: asked by either side or by himself, decided by the director, of a director by the bureau."""

from django.utils import timezone

from cases.enums import RecusalAsker, RecusalResult, ReplacedFor
from cases.models import Recusal
from cases.queries.recusal import may_keep_out
from cases.workflow import CASE
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.notifications.send import notify_all
from stations.queries.station import people_over

from .assignment import current, in_order

ONLY_THEMSELVES = (Role.FINANCE, Role.BUREAU)  # they receive nobody

OTHERS = "此人不在可以登记回避的人员之内；承办人的回避，请登记更换承办人的申请。"
BY_HIMSELF = "本人提出回避的，由其本人登记。"
ONLY_OWN = "您的岗位只登记本人提出的回避；当事人提出的，由窗口登记。"
TWICE = "{user}已有一项回避的申请等待决定，或者已经回避。"
GONE = "这项回避已有人办理，请刷新后核对。"
NOT_YOURS = "这项回避不由您决定。"


@CASE.step("ask_recusal")
def ask_recusal(case, *, by, at, user, asked_by, received_on, reason, asker=""):
    """Said orally or in writing; it is not judged here. Until it is decided this person goes on."""
    if not may_keep_out(case).filter(pk=user.pk).exists():
        raise DomainError(OTHERS, field="user")
    if by.role in ONLY_THEMSELVES and (user.pk != by.pk or asked_by != RecusalAsker.SELF):
        raise DomainError(ONLY_OWN, field="user")
    if asked_by == RecusalAsker.SELF and user.pk != by.pk:
        raise DomainError(BY_HIMSELF, field="asked_by")
    if asked_by != RecusalAsker.SELF and not asker.strip():
        raise DomainError("请写明提出人的姓名。", field="asker")
    in_order(case.received_at, received_on, at, "收到日期", "received_on")
    _written(reason, "reason", "请写明回避的理由（不少于4个字）。")
    if case.recusals.open().filter(user=user).exists():
        raise DomainError(TWICE.format(user=user), field="user")

    asked = {"user": user, "asked_by": asked_by, "received_on": received_on}
    said = {"asker": asker.strip() or user.name, "reason": reason.strip()}
    row = Recusal.objects.create(case=case, by=by, at=at, **asked, **said)
    _keep_out(case)
    _tell_who_decides(case, row)
    return row


def _tell_who_decides(case, row):
    """The bureau reads no case: it is led to the page of this alone."""
    role = Role.BUREAU if row.by_bureau else Role.DIRECTOR
    people = [user for user in people_over(case.station, role) if user.pk != row.user_id]
    url, text = (
        f"{case.get_absolute_url()}decide_recusal/",
        f"{case.number}有要求{row}回避的申请，请决定。",
    )
    notify_all(people, about=f"recusal:{row.pk}", kind="turn", text=text, url=url)


@CASE.step("decide_recusal")
def decide_recusal(case, *, by, at, recusal, result, reasons):
    """Either way with the reasons. What this person did before stands; whoever has the next step looks whether it is to be done again."""
    row = _open(case, recusal, waits=True)
    if not row.decided_by(by):
        raise NotAllowed(NOT_YOURS)
    if result not in (RecusalResult.GRANTED, RecusalResult.REFUSED):
        raise DomainError("请选择是否回避。", field="result")
    _written(reasons, "reasons", "请写明决定的理由（不少于4个字）。")

    _settle(row, result, by=by, at=at, said=reasons)
    _keep_out(case)
    granted = result == RecusalResult.GRANTED
    said = "决定您回避，您不再办理此案" if granted else "决定您不回避，请继续办理"
    _tell(row, by, f"{case.number}：{said}。", case.get_absolute_url())
    return row


@CASE.step("withdraw_recusal")
def withdraw_recusal(case, *, by, at, recusal, reason):
    """Whoever asked takes it back, or it was registered by mistake: of another person, on another case."""
    row = _open(case, recusal, waits=True)
    _written(reason, "reason", "请写明撤回的理由（不少于4个字）。")
    _settle(row, RecusalResult.WITHDRAWN, by=by, at=at, said=reason)
    _keep_out(case)
    return row


@CASE.step("lift_recusal")
def lift_recusal(case, *, by, at, recusal, reason):
    """The decision was a mistake, or what it rested on is over: this person may act again."""
    row = _open(case, recusal, waits=False)
    if not row.decided_by(by):
        raise NotAllowed(NOT_YOURS)
    _written(reason, "reason", "请写明撤销的理由（不少于4个字）。")

    row.lifted_by, row.lifted_at, row.lifted_why = by, at, reason.strip()
    row.save()
    _keep_out(case)
    if row.user.role == Role.HANDLER:
        _tell(row, by, f"{case.number}：您的回避已撤销，可以再指派给您。", "/cases/")
    else:
        _tell(row, by, f"{case.number}：您的回避已撤销，您可以办理此案。", case.get_absolute_url())
    return row


@CASE.on_done
def keep_the_replaced_out(case, step, by, at):
    """Whoever was replaced for a conflict of interest keeps out of the case from that moment: it is decided already."""
    if step.key != "replace_handler" or current(case).ground != ReplacedFor.CONFLICT:
        return

    replaced = case.transfers.last().before.user
    if case.recusals.standing().filter(user=replaced).exists():
        return
    why, asked = current(case).reason, RecusalAsker.REPLACED
    said = {"asker": by.name, "reason": why, "by": by, "at": at, "asked_by": asked}
    settled = {"result": RecusalResult.GRANTED, "said": why, "settled_by": by, "settled_at": at}
    case.recusals.create(user=replaced, received_on=timezone.localdate(at), **said, **settled)
    _keep_out(case)
    case.save(update_fields=["recusing", "recused"])


def _written(text, field, message):
    if len(text.strip()) < 4:
        raise DomainError(message, field=field)


def _open(case, recusal, *, waits):
    """As it stands now: it may have been settled since the page was opened."""
    row = case.recusals.open().select_related("user").filter(pk=recusal.pk).first()
    if row is None or row.waits != waits:
        raise DomainError(GONE, field="recusal")
    return row


def _settle(row, result, *, by, at, said):
    row.result, row.said, row.settled_by, row.settled_at = result, said.strip(), by, at
    row.save()


def _keep_out(case):
    """The columns by which lists, steps and the page know of them follow the rows."""
    case.recusing = case.recusals.open().exists()
    keys = case.recusals.standing().values_list("user", flat=True)
    case.recused = f",{','.join(map(str, keys))}," if keys else ""


def _tell(row, by, text, url):
    if row.user_id != by.pk:
        notify_all(
            [row.user],
            about=f"recusal:{row.pk}:{row.case.version}",
            kind="turn",
            text=text,
            url=url,
        )
