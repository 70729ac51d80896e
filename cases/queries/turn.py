"""Whose turn a case is, since when, by when, what is to be done and what follows: what the strip on its page says."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from cases.enums import WITH_HANDLER, State
from cases.workflow import CASE
from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit.models import Event
from legalaid.platform.core.words import day, near, short
from legalaid.platform.procedure.models import colour
from legalaid.platform.procedure.steps import BACK, came_from

from .case import carrying_on
from .followup import plans_of
from .owed import owed_of

MOVES = {
    f"case.{key}": step
    for key, step in CASE.steps.items()
    if step.opening or step.target is not None
}
CORRECTIONS = ("case.amend", "case.amend_notice")


@dataclass(frozen=True)
class Limit:
    """A promise or a limit of the law that runs on the case, or rests (`rests`: since when and why)."""

    name: str
    reckoning: str
    promise: bool
    due_at: datetime | None = None
    clock_colour: str = ""
    rests: str = ""


@dataclass(frozen=True)
class Turn:
    who: str
    since: str
    task: str
    after: str
    limits: tuple
    hearing: object
    corrections: int
    owed: tuple


def turn_of(case):
    """What every reader of the case is told of it now."""
    place, told = CASE.places[case.state], _told(case)
    owed = owed_of(case, timezone.localdate())
    moves = [(MOVES[verb], at) for verb, at in told if verb in MOVES]
    step, at = moves[-1] if moves else (None, None)

    return Turn(
        who=_who(case, owed),
        since=f"{short(at)} {step.label}" if step else "",
        task=_task(case, place) or (owed[0].task if owed else ""),
        after=_after(case),
        limits=() if case.finished else tuple(limits_of(case)),
        hearing=next_hearing(case),
        corrections=sum(verb in CORRECTIONS for verb, _ in told),
        owed=owed,
    )


def _who(case, owed):
    """Of what is over whoever still owes something."""
    if case.finished and owed:
        return Role(owed[0].who).label
    return Role(case.turn).label if case.turn else ""


HELD = "由另一人再次回访、核实，中心负责人核实处理"


def _task(case, place):
    """回访受援人（由王芳在12月5日前）, once that has been agreed."""
    if case.state == State.GRANTED and case.entrusted_to_id:
        return f"安排承办人（已交{case.entrusted_to}）"
    if case.held and case.state == State.ARCHIVING:
        return HELD
    if case.state == State.TERMINATED and case.closed_on:
        return "报送已办工作的结案材料" if case.handler_id else "归档（没有承办，没有结案材料）"
    if case.state == State.TERMINATING and not case.hears:
        return "决定是否终止"
    if case.state == State.ARCHIVING and not case.turn:
        return "等发放补贴或者由中心负责人免除，再归档"

    plan = plans_of([case.pk]).get(case.pk) if case.state == State.FOLLOW_UP else None
    return f"{place.task}（由{plan.officer.name}在{near(plan.due_on)}前）" if plan else place.task


def _told(case):
    """[(verb, at)] of the steps that moved the case, and of what was put right."""
    events = Event.objects.filter(workflow="case", subject_id=case.pk)
    wanted = events.filter(verb__in=[*MOVES, *CORRECTIONS])
    return list(wanted.order_by("seq").values_list("verb", "at"))


def _after(case):
    """Who does what once this is done: 中心负责人决定是否给予法律援助."""
    ahead = (step for step in carrying_on(case.state) if step.target not in (None, case.state))
    step = next(ahead, None)
    if step is None:
        return ""

    place = CASE.places[came_from(case) if step.target is BACK else step.target]
    if place.final:
        return ""
    if place.state == State.ARCHIVING and not CASE.whose(case, place):
        return "发放补贴以后归档"
    return f"{Role(place.turn).label if place.turn else '系统'}{place.task}"


def limits_of(case):
    """The promises first, what falls due first before the others, what rests last."""
    rows = case.deadlines.open().prefetch_related("pauses")
    limits = [limit for row in rows for limit in _limits(row)]
    return sorted(limits, key=_rank)


def _rank(limit):
    due = limit.due_at.timestamp() if limit.due_at else 0
    return bool(limit.rests), not limit.promise, due


def _limits(row):
    rule, about = row.definition, {"name": row.name, "reckoning": row.sentence}

    if row.paused:
        rests = _rest(row)
        yield Limit(**about, promise=not rule.statutory, rests=rests)
        return
    if row.promised_at:
        stands = colour(row.started_at, row.promised_at)
        said = f"承诺{day(row.promised_at)}前办结。"
        yield Limit(row.name, said, True, due_at=row.promised_at, clock_colour=stands)
    yield Limit(
        **about,
        promise=not rule.statutory,
        due_at=row.due_at,
        clock_colour=row.colour(),
    )


def _rest(row):
    """6月9日起，通知补正."""
    pause = next(iter(row.pauses.all()[::-1]), None)
    if pause is None:
        return "未定日期"
    began = f"{short(pause.began_at)}起"
    return f"{began}，{pause.reason}" if pause.reason else began


def next_hearing(case):
    if case.state not in WITH_HANDLER:
        return None
    return case.hearings.filter(cancelled=False, starts_at__gte=timezone.now()).first()
