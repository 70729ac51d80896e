"""What is told of a case: the public names of its steps, what comes next and by when, who has it; no name but the handler's."""

from dataclasses import dataclass

from cases.enums import WITH_HANDLER, State
from cases.enums.following import Shown
from cases.law.serving import to_person
from cases.queries.turn import next_hearing
from cases.workflow import CASE
from cases.workflow.places import PHASES
from legalaid.faces.portal.content import told as is_public
from legalaid.platform.audit.models import Event
from legalaid.platform.core.office import office
from legalaid.platform.core.words import day, moment

from .endings import ending_of

DECISIONS = (
    *("grant", "refuse", "correct_refusal", "provide_first", "confirm_prior", "revoke_prior"),
    *("terminate", "revoke_termination", "revoke_sealed"),
)
PUBLIC = {f"case.{key}": step.public for key, step in CASE.steps.items() if step.public}
DECIDED = {PUBLIC[f"case.{key}"] for key in DECISIONS}
OVER = frozenset(
    {State.CONCLUDED, State.CLOSING_REVIEW, State.CLOSING_RETURNED, State.ITEM_OWED}
    | {State.FOLLOW_UP, State.ARCHIVING, State.SEALING, State.ARCHIVED}
)


@dataclass(frozen=True)
class Told:
    """`done`: [(day, sentence)] old to new; `limits`: [sentence]; `handler`: (name, firm, telephone of the firm) or None."""

    place: str
    place_since: str
    phone: str
    done: tuple = ()
    decided: tuple = ()
    next_phase: str = ""
    limits: tuple = ()
    notice: object = None
    hearing: object = None
    papers: tuple = ()
    handler: tuple | None = None
    ended: tuple = ()
    over: bool = False


def told_of(opened):
    case = opened.case
    place = CASE.places[case.state]
    about = {
        "place": case.public_of(place),
        "place_since": day(case.changed_at),
        "phone": case.station.phone,
    }
    if opened.shown == Shown.PLACE:
        return Told(**about)

    done = tuple(_done(case))
    return Told(
        **about,
        done=done,
        decided=tuple((at, what) for at, what in done if what in DECIDED),
        next_phase=_next_phase(case, place),
        limits=() if case.finished else tuple(_limits(case)),
        notice=case.supplements.filter(answered_at=None).last(),
        hearing=next_hearing(case),
        papers=tuple(_papers(case)),
        handler=_handler(case),
        ended=tuple(ending_of(case, office()["bureau"] or "司法局")),
        over=case.state in OVER,
    )


def _done(case):
    events = Event.objects.filter(workflow="case", subject_id=case.pk, verb__in=PUBLIC)
    for verb, at in events.order_by("seq").values_list("verb", "at"):
        yield day(at), PUBLIC[verb]


def _next_phase(case, place):
    """办理 after 指派; "" at the end, and of what is over before it."""
    if case.finished or case.terminated or place.phase not in PHASES[:-1]:
        return ""
    return PHASES[PHASES.index(place.phase) + 1]


def _limits(case):
    """The law's limits and our promises that run now, the first due first."""
    rows = case.deadlines.open().ours().prefetch_related("pauses").order_by("due_at", "pk")
    for row in rows:
        if not is_public(row.definition):
            continue
        if row.paused:
            yield f"{row.name}：期限暂停计算。"
            continue
        promised = f"，我们承诺{day(row.promised_at)}前" if row.promised_at else ""
        yield f"{row.name}：最迟{day(row.due_at)}{promised}。"


def _papers(case):
    """That they exist and how they went, never their text nor where to: consent to electronic service is said of one service, not of a case."""
    rows = case.services.standing().filter(member=None).select_related("paper")
    for row in rows.defer("paper__context"):
        if to_person(row.paper.kind, row.addressee):
            yield f"{row.title}：{row.days}"


def _handler(case):
    """Whoever has taken the case on, not whom it is offered to."""
    there = case.state in WITH_HANDLER - {State.OFFERED} | OVER
    if case.handler is None or not there:
        return None
    firm = case.handler.firm
    return case.handler.user.name, str(firm), firm.phone


def hearing_words(row):
    return f"{moment(row.starts_at)}，{row.organ}{row.place}"
