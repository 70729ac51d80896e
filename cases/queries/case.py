"""Which cases a person may see, and what waits for them. Every list and page starts here; anything else is 404."""

from datetime import timedelta

from django.db.models import FilteredRelation, Q, prefetch_related_objects
from django.utils import timezone

from cases.enums import GRADED, SEALED, State
from cases.models import Case, Transfer
from cases.workflow import CASE, PHASES
from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit.models import Event
from legalaid.platform.procedure.steps import BACK
from stations.models import Handler, Station
from stations.queries.station import station_of


def cases_for(user):
    """What one reads: of `reach_of` those of marked people (minors, the abused, whoever may be reached only as agreed) only where one
    works on them. The director answers for all."""
    reach = reach_of(user)
    if not user.may("cases.view"):
        return reach.none()
    if user.role in (Role.DIRECTOR, Role.HANDLER):
        return reach
    return reach.filter(Q(secret=False) | _works_on(user) | Q(pk__in=_worked_on(user)))


def _works_on(user):
    """Whose turn it is; who registered or reviewed it, until it is sealed; who calls back and grades, while that is to be done. Columns of
    the case alone: these are asked of every row of every list."""
    took_part = Q(registered_by=user) | Q(reviewed_by=user)
    works = Q(turn=user.role) | took_part & ~Q(state__in=SEALED)
    if user.role == Role.STATION and (station := station_of(user)):
        works |= Q(station=station)
    if user.may("cases.follow_up") or user.may("cases.grade"):
        to_do = Q(state=State.FOLLOW_UP) | Q(held=True) | Q(grade="")
        works |= to_do & Q(state__in=GRADED)
    return works


def _worked_on(user):
    """The cases this person took a step in these last days. Whole days, so that a list counted a moment ago is not counted again."""
    since = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) - LATELY
    lately = Event.objects.filter(actor=user, at__gte=since, workflow="case")
    return lately.filter(verb__startswith="case.").order_by().values("subject_id")


def reach_of(user):
    """What one's counts are taken over. Handlers: their own cases. Administrators: none. Everyone else: the cases of their station's
    subtree; so the bureau, which reads none of them but counts and pays them all."""
    if not (user.may("cases.view") or user.may("subsidies.approve")):
        return Case.objects.none()
    if user.role == Role.HANDLER:
        own = Handler.objects.filter(user=user).order_by().values("pk")[:1]
        return Case.objects.filter(handler=own)  # one value, so an index on it keeps its order

    station = station_of(user)
    if station is None:
        return Case.objects.none()
    if station.covers_everything:
        return Case.objects.all()
    return Case.objects.filter(station__in=Station.objects.subtree(station))


def readable_for(user):
    """What a person may read: besides the cases above those a replaced handler has not handed over yet, unless he keeps out of them.
    Lists do without them."""
    cases = cases_for(user)
    if user.role != Role.HANDLER or not user.may("cases.view"):
        return cases
    waiting = Transfer.objects.filter(done_at=None, before__user=user)
    handing_on = waiting.exclude(keeps_out(user, "case__")).values("case")
    return Case.objects.filter(Q(pk__in=cases.values("pk")) | Q(pk__in=handing_on))


def waiting_for(user):
    """What this person could act on now, by clock."""
    return reach_of(user).filter(waits_for(user)).by_clock()


def waits_for(user):
    """Of the cases one reaches those one could act on. A handler's turn counts only on their own cases."""
    mine = Q(turn=user.role) & ~keeps_out(user)
    if user.role == Role.REVIEWER:
        mine &= ~Q(registered_by=user)
    if user.role == Role.DIRECTOR:
        looked = Q(reviewed_by=user) | Q(review__form_by=user)
        mine &= ~(looked & Q(state=State.DECISION))
    return mine


def keeps_out(user, of=""):
    """The cases of which this person takes no step (recusal); `of`: the way to the case from what is asked for. They are few, and an index
    names them: no list reads the text of its own rows for that."""
    kept_out = Case.objects.filter(recused__gt="", recused__contains=f",{user.pk},")
    return Q(**{f"{of}pk__in": kept_out.order_by().values("pk")})


def carrying_on(state):
    """The steps that carry a case in this state on, whoever does them: nothing optional, grave, pausing or leading back."""
    now = PHASES.index(CASE.places[state].phase)

    def forward(step):
        if step.minor or step.danger or step.pauses:
            return False
        return step.target in (None, BACK) or PHASES.index(CASE.places[step.target].phase) >= now

    return [step for step in CASE.steps.values() if state in step.source and forward(step)]


def next_steps(case, user):
    """Of the steps this person may do now, those that carry the case on."""
    return [step for step in carrying_on(case.state) if not CASE.refusal(step, case, user)]


def next_alike(user, step, but):
    """The case that waits for this person with the same step to be done, the first by clock; None when there is no other."""
    waiting = waiting_for(user).filter(state__in=step.source).exclude(pk=but.pk).for_todo()
    cases = with_reviews(waiting[:LOOKED_AT])
    return next((case for case in cases if not CASE.refusal(step, case, user)), None)


def with_reviews(cases):
    """These cases, read by `for_todo`, with what the station said of those it looks through, and the reviewer of those to be decided."""
    cases = list(cases)
    for state, name in ((State.AT_STATION, "pre_review"), (State.DECISION, "review")):
        prefetch_related_objects([case for case in cases if case.state == state], name)
    return cases


LATELY = timedelta(days=7)
LOOKED_AT = 20  # of those that wait, some are barred to whoever took part in them
ACTORS = (
    ("", "registered_by"),
    ("", "reviewed_by"),
    ("means", "overridden_by"),
    ("decision", "by"),
    ("pre_review", "by"),
)


def complete(case):
    """A case read by `for_page` with all else its page names: the later acts, the handler, whoever acted."""
    if case.decided_at or case.by_notice or case.prior:
        _read_later(case)
    else:
        case.decision = None
    if case.first_met_on:
        prefetch_related_objects([case], "meetings")
    _read_actors(case)
    return case


def _read_later(case):
    joined = ("now", "closure", "handler__user", "handler__firm")
    holds = FilteredRelation("decisions", condition=Q(decisions__current=True))
    row = Case.objects.annotate(now=holds).select_related(*joined).get(pk=case.pk)

    case.decision = getattr(row, "now", None)  # not set where there is none
    for field in map(Case._meta.get_field, ("closure", "handler")):
        field.set_cached_value(case, field.get_cached_value(row))


def _read_actors(case):
    """The names of all who acted, in one query."""
    acted = []
    for name, field in ACTORS:
        row = getattr(case, name, None) if name else case
        pk = row and getattr(row, f"{field}_id")
        if pk:
            acted.append((row, field, pk))

    users = User.objects.only("name").in_bulk({pk for _, _, pk in acted})
    for row, field, pk in acted:
        setattr(row, field, users[pk])
