"""When the application of somebody held was handed to custody, organ or duty lawyer, and when it reached us (Law art. 39)."""

from datetime import timedelta

from cases.models import Forwarding
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError

LONGEST = timedelta(days=366)
WITHOUT_REASON = "更正已经登记的，请写明理由（不少于4个字）。"


@CASE.step("record_forwarding")
def record_forwarding(case, *, by, at, forwarder, handed_at, reached_at, reason=""):
    """For the first time, or anew with a reason."""
    before = Forwarding.objects.filter(case=case).first()
    if before and len(reason.strip()) < 4:
        raise DomainError(WITHOUT_REASON, field="reason")
    return keep_forwarding(
        case, at, forwarder=forwarder, handed_at=handed_at, reached_at=reached_at
    )


def keep_forwarding(case, at, *, forwarder, handed_at, reached_at):
    check_forwarding(handed_at, reached_at, at)
    said = {"by": forwarder, "handed_at": handed_at, "reached_at": reached_at}
    row, _ = Forwarding.objects.update_or_create(case=case, defaults=said)
    return row


def check_forwarding(handed_at, reached_at, at):
    if reached_at < handed_at:
        raise DomainError("转到本中心的时间不能早于对方收到申请的时间。", field="reached_at")
    if reached_at - handed_at > LONGEST:
        raise DomainError("两个时间相差超过一年，请核对。", field="handed_at")
    if reached_at > at:
        raise DomainError("转到本中心的时间不能晚于现在。", field="reached_at")
