"""Opinions of supervisors a person may see, what waits for them, and the figures of a year."""

from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.utils import timezone

from cases.quality.enums import ObservationState
from cases.quality.enums.supervisor import OpinionKind, TaskKind
from cases.quality.models import Supervisor, SupervisorOpinion, SupervisorTask
from cases.quality.periods import SUPERVISION_REPLY
from cases.quality.permissions import heads
from cases.queries.case import keeps_out
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.calendar import day_span
from legalaid.platform.procedure.models import Deadline
from stations.models import Handler
from stations.queries.station import reach

from .term import term_of


def opinions_for(user):
    """Whoever manages them: those of one's stations. A handler: those that ask for an answer of one's own. A supervisor: the own, in the
    term, but for the cases one keeps out of and those that were marked since."""
    rows = SupervisorOpinion.objects.for_lists()
    if user.may("supervision.manage"):
        return rows.filter(case__station__in=reach(user))
    if user.role == Role.HANDLER:
        own = Handler.objects.filter(user=user).order_by().values("pk")[:1]
        return rows.filter(handler=own)
    if not term_of(user):
        return rows.none()
    rows = rows.filter(task__supervisor__user=user, case__secret=False)
    return rows.exclude(keeps_out(user, "case__"))


def waiting_opinions(user):
    """What waits for one's role; the director sees too what a handler has to answer, a reviewer what every director keeps out of."""
    rows = opinions_for(user).exclude(keeps_out(user, "case__"))
    if user.role == Role.REVIEWER:
        headless = rows.waiting().exclude(case__recused="").select_related("case__station")
        return rows.filter(pk__in=[row.pk for row in headless if heads(user, row)])
    return rows.waiting() if user.role == Role.DIRECTOR else rows.filter(turn=user.role)


def unanswered_opinions(user):
    """Of the own those that somebody else has to answer."""
    rows = opinions_for(user)
    return rows.waiting() if user.role == Role.SUPERVISOR else rows.none()


def late_opinions(user, now):
    """Unanswered after the limit: for the bureau numbers and kinds alone."""
    if not user.may("supervision.report"):
        return SupervisorOpinion.objects.none()
    rows = SupervisorOpinion.objects.waiting().filter(due_at__lt=now)
    return rows.filter(case__station__in=reach(user)).for_lists()


@dataclass(frozen=True)
class Year:
    """Numbers of one year; `kinds`: [(label, opinions)], `tasks`: [(label, drawn, done)]."""

    appointed: int
    drawn: int
    done: int
    tasks: list
    files: int
    hearings: int
    calls: int
    reached: int
    opinions: int
    kinds: list
    answered: int
    in_time: int
    returned: int
    settled: int


def year_of(stations, first, last):
    """What was done between two days; tasks by the day they were drawn or done, opinions by the day they were given."""
    begin, end = day_span(first, last)
    terms = Supervisor.objects.filter(station__in=stations, from_on__lte=last, to_on__gte=first)
    tasks = SupervisorTask.objects.filter(supervisor__station__in=stations)
    drawn = tasks.filter(draw__at__gte=begin, draw__at__lt=end, draw__voided_at=None)
    done = tasks.filter(done_at__gte=begin, done_at__lt=end)
    many = {name: dict(_by_kind(rows)) for name, rows in (("drawn", drawn), ("done", done))}
    opinions = SupervisorOpinion.objects.standing()
    opinions = opinions.filter(case__station__in=stations, at__gte=begin, at__lt=end)
    kinds = dict(opinions.order_by().values_list("kind").annotate(number=Count("pk")))

    return Year(
        appointed=terms.order_by().values("user").distinct().count(),
        drawn=sum(many["drawn"].values()),
        done=sum(many["done"].values()),
        tasks=[
            (kind.label, many["drawn"].get(kind, 0), many["done"].get(kind, 0)) for kind in TaskKind
        ],
        files=many["done"].get(TaskKind.FILE, 0),
        hearings=done.exclude(observation=None)
        .exclude(observation__state=ObservationState.FREED)
        .count(),
        calls=_calls(tasks, begin, end),
        reached=done.exclude(callback=None).count(),
        opinions=sum(kinds.values()),
        kinds=[(kind.label, kinds.get(kind, 0)) for kind in OpinionKind],
        **_answers(opinions, timezone.now()),
    )


def _by_kind(rows):
    return rows.order_by().values_list("kind").annotate(number=Count("pk"))


def _calls(tasks, begin, end):
    """Attempts made, reached or not, each once however often its case was drawn."""
    attempts = tasks.filter(
        kind=TaskKind.CALL,
        case__callbacks__by=F("supervisor__user"),
        case__callbacks__at__gte=begin,
        case__callbacks__at__lt=end,
    )
    return attempts.order_by().values("case__callbacks").distinct().count()


def _answers(opinions, now):
    """Of these how many were answered, in time at each asking, returned once, and settled."""
    keys = opinions.order_by().values("pk")
    clocks = Deadline.objects.filter(
        workflow="supervision", rule=SUPERVISION_REPLY.key, subject_id__in=keys
    )
    passed = Q(met_at__gt=F("due_at")) | Q(met_at=None, cancelled_at=None, due_at__lt=now)
    late = clocks.filter(passed).values("subject_id")
    answered = opinions.exclude(answers=None).distinct()
    return {
        "answered": answered.count(),
        "in_time": answered.exclude(pk__in=late.order_by()).count(),
        "returned": opinions.exclude(returned_why="").count(),
        "settled": opinions.exclude(settled_at=None).count(),
    }
