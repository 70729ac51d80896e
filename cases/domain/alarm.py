"""A bad answer at the call back, or of the organ that had the case: everybody who must know hears of it, a second person asks again, the
director says what was found."""

from django.db.models import Q
from django.utils import timezone

from cases.enums import FollowUpResult
from cases.law.alarm import UNCLEAN, found_in
from cases.models import Alarm, FollowUp
from cases.periods import SECOND_CALL
from cases.workflow import CASE
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.errors import DomainError
from legalaid.platform.notifications.send import notify_all
from legalaid.platform.notifications.sentences import said
from legalaid.platform.procedure import deadlines
from stations.queries.station import people_over

from .progress import reach_safely
from .quality import PRAISE, regrading

CALL_AGAIN = "请先再次回访；联系不上的，先记录未接通的回访。"


def sound(case, visit, at):
    """Opens the matter where the answers ask for it; the limit of the second call begins. What another of several applicants says while
    it is open is looked into with it."""
    if not (found := _found(visit)):
        return

    if case.held and (still := open_alarm(case)):
        still.found = _together(still.found, found)
        still.follow_up = still.follow_up or visit
        still.save(update_fields=["found", "follow_up"])
        tell(case, f"alarm:{still.pk}:{visit.pk}")
        return

    said = {"handler": case.handler, "follow_up": visit, "found": found}
    alarm = Alarm.objects.create(case=case, at=at, **said)
    _hold(case, at)
    tell(case, f"alarm:{alarm.pk}")


def _together(*lots):
    return list(dict.fromkeys(code for codes in lots for code in codes))


def _hold(case, at):
    case.held = True
    deadlines.start("case", case.pk, SECOND_CALL.key, at)


def reconsider(case, visit, at):
    """The answers of a call were put right. What is said only now is looked into; what is said no longer stays with the director, who
    hears of it: a correction releases nothing."""
    alarm = Alarm.objects.filter(Q(follow_up=visit) | Q(second=visit)).last()
    if alarm is None:
        sound(case, visit, at)
        return

    new = [code for code in _found(visit) if code not in alarm.found]
    if new and alarm.settled_at:
        alarm.confirmed = alarm.settled_by = alarm.settled_at = alarm.second = None
        _hold(case, at)
    alarm.found = _together(alarm.found, new)
    alarm.save()
    text = said("alarm_corrected", number=case.number)
    people = people_over(case.station, Role.DIRECTOR)
    about = f"alarm:{alarm.pk}:{visit.pk}:v{visit.version}"
    notify_all(people, about=about, kind="alarm", text=text, url=case.get_absolute_url())


@CASE.step("organ_told")
def organ_told(case, *, by, at, organ, handler, recorded_by):
    """The organ that had the case told of the handler's honesty (form 31): as after a bad answer, another person asks again."""
    if case.held and (still := open_alarm(case)):
        still.found, still.organ = _together(still.found, [UNCLEAN]), organ
        still.recorded_by, still.check_note, still.checked_by = recorded_by, "", None
        still.save()
        tell(case, f"alarm:{still.pk}:organ:{at:%Y%m%d%H%M%S}")
        return still

    told = {"organ": organ, "handler": handler, "recorded_by": recorded_by}
    alarm = Alarm.objects.create(case=case, found=[UNCLEAN], at=at, **told)
    _hold(case, at)
    tell(case, f"alarm:{alarm.pk}")
    return alarm


@CASE.step("call_told")
def call_told(case, *, by, at, call, handler, found, again):
    """A recipient called while the work runs, or once more after it: as after the call of a closed case. `call`: of which stage; `again`:
    whether somebody else still has to call."""
    if case.held and (still := open_alarm(case)):
        still.found, still.call = _together(still.found, found), call
        if again and not still.recall_due:
            deadlines.cancel("case", case.pk, SECOND_CALL.key, at)
            _hold(case, at)
        still.recall_due = still.recall_due or again
        still.save()
        tell(case, f"alarm:{still.pk}:call:{at:%Y%m%d%H%M%S}")
        return still

    told = {"call": call, "handler": handler, "recall_due": again}
    alarm = Alarm.objects.create(case=case, found=found, at=at, **told)
    _hold(case, at)
    tell(case, f"alarm:{alarm.pk}")
    return alarm


@CASE.step("called_again")
def called_again(case, *, by, at, found, reached):
    """Somebody else called, or tried to: the director may say what was found."""
    alarm = open_alarm(case)
    alarm.recall_due, alarm.found = False, _together(alarm.found, found)
    alarm.save(update_fields=["recall_due", "found"])
    if reached:
        deadlines.stop("case", case.pk, SECOND_CALL.key, at)
        tell(case, f"alarm:{alarm.pk}:again:{at:%Y%m%d%H%M%S}")
    return alarm


@CASE.step("check_alarm")
def check_alarm(case, *, by, at, note):
    """Somebody else than whoever took the organ's word down asks it again."""
    alarm = open_alarm(case)
    if by.pk == alarm.recorded_by_id:
        raise DomainError("再次核实须由另一人进行。")
    if len(note.strip()) < 4:
        raise DomainError("请写明向谁核实、怎样答复（不少于4个字）。", field="note")
    alarm.check_note, alarm.checked_by = note.strip(), by
    alarm.save(update_fields=["check_note", "checked_by"])
    tell(case, f"alarm:{alarm.pk}:checked:{at:%Y%m%d%H%M%S}")
    return alarm


def _found(visit):
    answers = {name: getattr(visit, name) for name in ("met", "told", "money_asked")}
    return found_in(**answers, satisfaction=str(visit.satisfaction))


def tell(case, about):
    """Directors and supervisors; what was said stands on the page of the case."""
    people = [
        *people_over(case.station, Role.DIRECTOR),
        *people_over(case.station, Role.SUPERVISOR),
    ]
    who = open_alarm(case).said_by
    text = said("alarm_raised", number=case.number, who=who)
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
    alarm.found = _together(alarm.found, _found(visit))
    alarm.save(update_fields=["second", "found"])
    tell(case, f"alarm:{alarm.pk}:second")
    return visit


@CASE.step("settle_alarm")
def settle_alarm(case, *, by, at, confirmed, note, found):
    """What the director found: grade and payment go on, unless what was praised proved untrue. `found`: how the history names it."""
    alarm = open_alarm(case)
    first = alarm.follow_up_id
    if (
        first
        and not case.follow_ups.filter(pk__gt=first).exclude(result=FollowUpResult.VOIDED).exists()
    ):
        raise DomainError(CALL_AGAIN)
    if alarm.recall_due:
        raise DomainError(CALL_AGAIN)
    if alarm.organ and not alarm.checked_by_id:
        raise DomainError("请先由另一人向办案机关再次核实。")
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
    for alarm in waiting.select_related("case__station"):
        gone = (timezone.localdate(now) - timezone.localdate(alarm.at)).days // 7
        if gone:
            text = said("alarm_waits", number=alarm.case.number, weeks=gone)
            directors = people_over(alarm.case.station, Role.DIRECTOR)
            count += told(directors, f"alarm:{alarm.pk}:{gone}", "alarm", text, alarm.case)
    return count
