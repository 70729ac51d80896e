"""The day by which an organ wants the defence's opinion, and that it was handed in (Procedure Rules art. 33)."""

from django.utils import timezone

from cases import periods
from cases.queries.discussion import lacks_discussion
from cases.workflow import CASE
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.errors import DomainError
from legalaid.platform.notifications.send import notify_all
from legalaid.platform.notifications.sentences import said
from legalaid.platform.procedure import deadlines
from stations.queries.station import people_over

from .notice import moment_of
from .progress import enter

HANDED = "提交法律意见"
UNDISCUSSED = "本案属于重大疑难案件（{grounds}），提交意见前须经中心集体讨论；期限紧迫来不及的，请写明理由（不少于4个字）。"


@CASE.step("set_opinion")
def set_opinion(case, *, by, at, organ, due, note=""):
    """Another day takes the place of the one before; the handler is reminded as of any limit."""
    if due < timezone.localdate(at):
        raise DomainError("提交期限不能早于今天；已经提交的，请登记提交辩护意见。", field="due")

    deadlines.cancel("case", case.pk, periods.OPINION.key, at)
    return deadlines.start("case", case.pk, periods.OPINION.key, at, set_due=due)


@CASE.step("hand_opinion")
def hand_opinion(case, *, by, at, done_on, manner, content, urgent=""):
    """It goes into the handling record; the limit was kept if it was handed in by then, whenever it is registered. What is major is discussed
    at the centre before; `urgent`: why that could not be waited for, of which the directors hear."""
    if grounds := lacks_discussion(case):
        _before_discussion(case, at, grounds, urgent.strip())
        content = f"{content}\n没有集体讨论先行提交：{urgent.strip()}"
    entry = enter(case, by, at, HANDED, done_on, content, manner)
    deadlines.stop("case", case.pk, periods.OPINION.key, moment_of(done_on, at))
    return entry


def _before_discussion(case, at, grounds, why):
    if len(why) < 4:
        named = "、".join(one.label for one in grounds)
        raise DomainError(UNDISCUSSED.format(grounds=named), field="urgent")
    text = said("opinion_first", number=case.number)
    about = f"opinion:{case.pk}:{at:%Y%m%d%H%M%S}"
    url = f"{case.get_absolute_url()}discussions/"
    notify_all(
        people_over(case.station, Role.DIRECTOR), about=about, kind="turn", text=text, url=url
    )
