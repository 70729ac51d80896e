"""A person whom an organ's notice is about does not want the lawyer (Procedure Rules art. 29): the case is held, the director decides."""

from dataclasses import dataclass

from cases import periods
from cases.law.notices import must_be_defended
from cases.law.unclear import joined
from cases.workflow import CASE
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.errors import DomainError
from legalaid.platform.notifications.send import notify, notify_all
from legalaid.platform.notifications.sentences import said
from legalaid.platform.procedure import deadlines
from stations.queries.station import people_over

from .assignment import current, in_order
from .notice import moment_of

AGAIN = (
    "当事人此前已经不同意过一次；应当有辩护人的，再次拒绝一般不予准许，由办案机关处理。"
    "请记入办理日志，书面告知办案机关，继续办理。"
)


@CASE.step("refuse_lawyer")
def refuse_lawyer(case, *, by, at, refused_on, reason):
    """Nothing more is done in the case until the director has decided; organ and centre are told."""
    offer = current(case)
    in_order(offer.at, refused_on, at, "表示不同意的日期", "refused_on")
    if len(reason.strip()) < 4:
        raise DomainError("请写明不同意的理由（不少于4个字）。", field="reason")
    if refused_before(case):
        raise DomainError(AGAIN)

    offer.refused_on, offer.refused_reason = refused_on, reason.strip()
    offer.save(update_fields=["refused_on", "refused_reason"])
    text = said("defence_refused", number=case.number, handler=case.handler, organ=case.organ)
    key, url = f"refused:{case.pk}:v{case.version}", case.get_absolute_url()
    notify(case.registered_by, key=key, kind="turn", text=text, url=url)
    return offer


def refused_before(case):
    """Whether a person who must be defended has refused a lawyer in this case already."""
    return must_be_defended(case.notified) and case.assignments.exclude(refused_on=None).exists()


@CASE.on_done
def hold_when_refused(case, step, by, at):
    """A first meeting at which the person refuses holds the case as the refusal alone does, unless it is the second one."""
    if step.key != "hold_first_meeting":
        return
    meeting = case.meetings.latest("pk")
    if meeting.consented is not False:
        return
    if refused_before(case):
        _tell_of_second(case)
        return
    said = {"refused_on": meeting.met_on, "reason": meeting.refusal}
    CASE.acts["refuse_lawyer"](case, by=by, at=at, **said)


def _tell_of_second(case):
    text = (
        f"{case.number}的当事人再次不同意由{case.handler}辩护（代理）。应当有辩护人的，再次拒绝一般不予准许，"
        f"由{case.organ}处理，请书面告知；此案继续办理。"
    )
    told = {case.registered_by, *people_over(case.station, Role.DIRECTOR)}
    about, url = f"refused:{case.pk}:v{case.version}", case.get_absolute_url()
    notify_all(told, about=about, kind="turn", text=text, url=url)


@CASE.step("own_counsel")
def own_counsel(case, *, by, at, reason):
    """The days within which the person finds a lawyer of their own begin (Law art. 27); the case stays held."""
    if case.deadlines.open().filter(rule=periods.OWN_COUNSEL.key).exists():
        raise DomainError("已经登记由其自行委托。")


@dataclass(frozen=True)
class Renewed:
    """What the history says of another notice of the same organ."""

    organ: str
    before: str


@CASE.step("second_notice")
def second_notice(case, *, by, at, number, dated_on, received_on):
    """The organ notifies again: its number stands on the papers from now on, and the three days run from the day it came in (Law art. 36)."""
    notice = case.notice
    if number == notice.number:
        raise DomainError("这是原来的通知书文号，请核对。", field="number")
    in_order(notice.received_on, received_on, at, "收到日期", "received_on")
    in_order(notice.dated_on, dated_on, moment_of(received_on, at), "通知书日期", "dated_on")

    before, notice.number, notice.dated_on = notice.number, number, dated_on
    notice.received_on = received_on
    left = [key for key in notice.unread if key not in ("number", "dated_on")]
    notice.unclear = joined(left)
    notice.save(update_fields=["number", "dated_on", "received_on", "unclear"])
    key = periods.NOTIFIED_ASSIGNMENT.key
    deadlines.cancel("case", case.pk, key, at)
    deadlines.start("case", case.pk, key, moment_of(received_on, at))
    return Renewed(case.organ, before)


@CASE.step("keep_lawyer")
def keep_lawyer(case, *, by, at, reason):
    """The person agrees after all, or the organ does not allow the refusal. Returns the assignment that goes on."""
    return current(case)
