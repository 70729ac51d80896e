"""The day by which an organ wants the defence's opinion, and that it was handed in (Procedure Rules art. 33)."""

from django.utils import timezone

from cases import periods
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError
from legalaid.platform.procedure import deadlines

from .notice import moment_of
from .progress import enter

HANDED = "提交法律意见"


@CASE.step("set_opinion")
def set_opinion(case, *, by, at, organ, due, note=""):
    """Another day takes the place of the one before; the handler is reminded as of any limit."""
    if due < timezone.localdate(at):
        raise DomainError("提交期限不能早于今天；已经提交的，请登记提交辩护意见。", field="due")

    deadlines.cancel("case", case.pk, periods.OPINION.key, at)
    return deadlines.start("case", case.pk, periods.OPINION.key, at, set_due=due)


@CASE.step("hand_opinion")
def hand_opinion(case, *, by, at, done_on, manner, content):
    """It goes into the handling record; the limit was kept if it was handed in by then, whenever it is registered."""
    entry = enter(case, by, at, HANDED, done_on, content, manner)
    deadlines.stop("case", case.pk, periods.OPINION.key, moment_of(done_on, at))
    return entry
