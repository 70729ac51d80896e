"""Open cases that hang on a station or a person, for the network's acts: a station merges, a handler leaves."""

from django.db.models import F
from django.utils import timezone

from cases.enums import WITH_HANDLER, State
from cases.models import Assignment, Case, Draft
from cases.queries.assignment import candidates_for
from cases.workflow import CASE
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.errors import DomainError
from legalaid.platform.notifications.send import notify
from legalaid.platform.notifications.sentences import said
from stations.domain import work
from stations.domain.work import Work
from stations.models import Handler

from . import counted
from .assignment import hold

TOGETHER = "原承办人的案件一并移交："

verb("case.station_moved", "受理站点由{before}调整为{station}", data=("before", "station"))
verb(
    "case.handed_over",
    "承办人由{before}变更为{handler}：{reason}",
    data=("before", "handler"),
    personal=("reason",),
)


def _work(cases):
    def line(case):
        return f"{case.number} {case.get_state_display()}", case.get_absolute_url()

    return Work.of("未结案件", cases.only("number", "state").order_by("id"), line)


def _in_work(user):
    """Their cases in which something is left for them to do; whoever has handled a case to its end remains its handler."""
    return Case.objects.filter(handler__user=user, state__in=WITH_HANDLER)


def of_station(station):
    return _work(Case.objects.open().filter(station=station))


def of_person(user):
    return _work(_in_work(user))


def drafts_of(user):
    def line(draft):
        return f"{timezone.localtime(draft.saved_at):%m-%d %H:%M}保存", ""

    return Work.of("未提交的申请草稿", Draft.objects.filter(owner=user), line)


def move(station, into, *, by):
    """The open cases of a merged station go to the other one."""
    cases = list(Case.objects.select_for_update().open().filter(station=station))
    moved = Case.objects.filter(pk__in=[case.pk for case in cases])
    moved.update(station=into, version=F("version") + 1)

    said = {"before": str(station), "station": str(into)}
    for case in cases:
        case.station = into
        record("case.station_moved", by=by, workflow="case", subject_id=case.pk, **said)
    counted.write(cases)
    return len(cases)


def hand_over_cases(user, to, *, by, reason):
    """A leaving handler's open cases go to `to`, whom the law must allow to take every one of them (Law art. 55; Procedure Rules art. 37)."""
    cases = list(_in_work(user).select_for_update())
    if not cases:
        return 0

    successor = _successor(to)
    if denial := CASE.denial("cases.assign", by, cases[0]):
        raise DomainError(f"承办的案件须由中心负责人移交：{denial}", field="to")
    hold(successor)  # before the first act, which takes the audit chain
    for case in cases:
        _check_eligible(case, successor)
        _pass_on(case, successor, by, reason)

    key = f"handed:{user.pk}:{to.pk}:{cases[-1].pk}"
    text = said("cases_handed_on", user=user, many=len(cases))
    notify(to, key=key, kind="turn", text=text, url="/cases/")
    return len(cases)


def _successor(user):
    successor = getattr(user, "handler", None)
    if successor is None:
        raise DomainError(f"{user}不是承办人，不能接办案件。", field="to")
    if why := successor.unavailable(timezone.localdate()):
        raise DomainError(f"{user}{why}，不能接办案件。", field="to")
    return successor


def _check_eligible(case, successor):
    [candidate] = candidates_for(case, Handler.objects.filter(pk=successor.pk))
    if not candidate.eligible:
        why = f"{case.number}不能由{successor.user}接办：{'、'.join(candidate.reasons)}。"
        raise DomainError(f"{why}请先更换该案的承办人，或者另选接手人。", field="to")


def _pass_on(case, successor, by, reason):
    """An unanswered offer is made to the other; a case at work gets papers anew; once it is concluded only the file is left to hand in."""
    if case.state == State.OFFERED:
        CASE.acts["recall_offer"](case, by=by, reason=reason)
        whole = f"{TOGETHER}{reason}"  # nobody was ranked: they go together
        CASE.acts["assign"](case, by=by, handler=successor, reason=whole)
    elif case.state in CASE.steps["replace_handler"].source:
        CASE.acts["replace_handler"](case, by=by, handler=successor, reason=reason)
    else:
        _give(case, successor, by, reason)
        counted.write([case])


def _give(case, successor, by, reason):
    now = timezone.now()
    taken = {"handler": successor, "firm": successor.firm, "at": now, "accepted_at": now}
    Assignment.objects.create(case=case, reason=reason, by=by, **taken)

    before, case.handler = str(case.handler), successor
    case.version += 1
    case.save(update_fields=["handler", "version"])

    said = {"before": before, "handler": str(successor), "reason": reason}
    record("case.handed_over", by=by, workflow="case", subject_id=case.pk, **said)


def hand_over_drafts(user, to, *, by, reason):
    return Draft.objects.filter(owner=user).update(owner=to)


work.add(of_station=of_station, of_person=of_person, move=move, hand_over=hand_over_cases)
work.add(of_person=drafts_of, hand_over=hand_over_drafts)
