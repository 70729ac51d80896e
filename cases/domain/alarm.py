"""A bad answer at the call back: everybody who must know hears of it, a second person calls, the director says what was found."""

from django.utils import timezone

from cases.law.alarm import found_in
from cases.models import Alarm, FollowUp
from cases.periods import SECOND_CALL
from cases.workflow import CASE
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.errors import DomainError
from legalaid.platform.notifications.send import notify_all
from legalaid.platform.procedure import deadlines
from stations.queries.station import people_over

from .progress import reach_safely
from .quality import PRAISE, regrading


def sound(case, visit, at):
    """Opens the matter where the answers ask for it; the limit of the second call begins. What another of several applicants says while
    it is open is looked into with it."""
    if not (found := _found(visit)):
        return

    if case.held and (still := open_alarm(case)):
        still.found = list(dict.fromkeys([*still.found, *found]))
        still.save(update_fields=["found"])
        tell(case, f"alarm:{still.pk}:{visit.pk}")
        return

    alarm = Alarm.objects.create(case=case, follow_up=visit, found=found)
    case.held = True
    deadlines.start("case", case.pk, SECOND_CALL.key, at)
    tell(case, f"alarm:{alarm.pk}")


def _found(visit):
    answers = {name: getattr(visit, name) for name in ("met", "told", "money_asked")}
    return found_in(**answers, satisfaction=str(visit.satisfaction))


def tell(case, about):
    """Directors and supervisors; what was said stands on the page of the case."""
    people = [
        *people_over(case.station, Role.DIRECTOR),
        *people_over(case.station, Role.SUPERVISOR),
    ]
    text = f"{case.number}受援人回访时反映了须核实的问题，质量等次和补贴已暂停，请核实处理。"
    notify_all(people, about=about, kind="alarm", text=text, url=case.get_absolute_url())


def open_alarm(case):
    return case.alarms.filter(settled_at=None).select_related("follow_up").last()


@CASE.step("second_call")
def second_call(case, *, by, at, satisfaction, manner="电话", suggestions="", **answers):
    """Somebody else asks again; both answers stand, and what is said only now is looked into as well. `answers`: met, told, reported,
    money_asked, more."""
    reach_safely(case.applicant, manner)
    alarm = open_alarm(case)
    if by.pk == alarm.follow_up.by_id:
        raise DomainError("再次回访须由另一人进行。")
    if alarm.second_id:
        raise DomainError("已经再次回访过，请由中心负责人核实处理。")

    said = {"satisfaction": satisfaction, "suggestions": suggestions, **answers}
    visit = FollowUp.objects.create(
        case=case, at=at, by=by, manner=manner, result="reached", **said
    )
    alarm.second = visit
    alarm.found = list(dict.fromkeys([*alarm.found, *_found(visit)]))
    alarm.save(update_fields=["second", "found"])
    tell(case, f"alarm:{alarm.pk}:second")
    return visit


@CASE.step("settle_alarm")
def settle_alarm(case, *, by, at, confirmed, note, found):
    """What the director found: grade and payment go on, unless what was praised proved untrue. `found`: how the history names it."""
    alarm = open_alarm(case)
    tried = case.follow_ups.filter(pk__gt=alarm.follow_up_id)
    if not tried.exists():
        raise DomainError("请先再次回访；联系不上的，先记录未接通的回访。")
    if unknown := set(confirmed) - set(alarm.found):
        raise DomainError(f"回访没有反映：{'、'.join(unknown)}。", field="confirmed")

    alarm.confirmed, alarm.note = list(confirmed), note
    alarm.settled_by, alarm.settled_at = by, at
    alarm.save()
    case.held = False
    if confirmed and case.grade in PRAISE:
        grade_anew(case)
    return alarm


def grade_anew(case):
    """Refused where an approved batch rests on the grade: its approval is taken back first."""
    regrading.send(type(case), case=case)
    case.grade = ""


def remind_alarms(now, told):
    """Weekly, until the director has said what was found. `told(users, about, kind, text, case)` counts the new messages."""
    count = 0
    waiting = Alarm.objects.filter(settled_at=None, case__held=True)
    for alarm in waiting.select_related("case__station", "follow_up"):
        gone = (timezone.localdate(now) - timezone.localdate(alarm.follow_up.at)).days // 7
        if gone:
            text = f"{alarm.case.number}回访反映的问题已满{gone}周没有核实处理，请办理。"
            directors = people_over(alarm.case.station, Role.DIRECTOR)
            count += told(directors, f"alarm:{alarm.pk}:{gone}", "alarm", text, alarm.case)
    return count
