"""What of the cases and consultations lies on a person's desk, each with the limit it is ordered by: what is promised or the law's, whichever is earlier."""

from django.db.models import Case as Choice
from django.db.models import F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce, Least

from cases import periods
from cases.enums import State
from cases.models import Draft
from legalaid.platform.accounts.roles import Role
from legalaid.platform.procedure.models import ClockRule, Deadline
from stations.queries.station import station_of

from .case import cases_for, waiting_for
from .consultation import consultations_for

PROMISES = (
    periods.HAND_OVER.key,
    periods.SIGN_FOR.key,
    periods.WINDOW_PROMISE.key,
    periods.GREEN_PROMISE.key,
)
# where one of them can run; the office may promise more by a dated rule
PROMISED = (
    State.AT_STATION,
    State.RETURNED_TO_STATION,
    State.HANDED_OVER,
    State.SUBMITTED,
    State.FORM_REVIEW,
    State.MERITS_REVIEW,
    State.DECISION,
    State.GRANTED,
)
OF_PROMISE = Choice(When(rule__in=PROMISES, then=F("due_at")), default=F("promised_at"))
GRADED = (State.FOLLOW_UP, State.ARCHIVING)


def at_hand(user):
    """The cases this person brings on. At a station: what it took in, and what they registered themselves."""
    cases = waiting_for(user)
    if user.role == Role.STATION:
        cases = cases.filter(Q(station=station_of(user)) | Q(registered_by=user))
    return cases


def to_grade(user):
    """Closed cases without a grade, which this person may give."""
    if not user.may("cases.grade"):
        return cases_for(user).none()
    return cases_for(user).filter(state__in=GRADED, grade="").exclude(handler__user=user)


def to_answer(user):
    """Consultations without an answer, those given to another left out."""
    return consultations_for(user).unanswered().filter(Q(owner=None) | Q(owner=user))


def drafts_of(user):
    """Forms begun and not sent."""
    return Draft.objects.filter(owner=user).defer("content")


def limit():
    """The moment a case is ordered by, as an expression."""
    promises = (
        Deadline.objects.running()
        .filter(workflow="case", subject_id=OuterRef("pk"))
        .annotate(promise=OF_PROMISE)
        .exclude(promise=None)
    )
    nearest = Subquery(promises.order_by("promise").values("promise")[:1])
    earlier = Coalesce(Least(nearest, "due_at"), nearest, "due_at")
    if ClockRule.objects.exclude(promised_limit=None).exists():  # then any state may have one
        return earlier
    return Choice(When(state__in=PROMISED, then=earlier), default=F("due_at"))


def promises_of(keys):
    """{case id: the moment promised} of these cases."""
    running = Deadline.objects.running().filter(workflow="case", subject_id__in=keys)
    promised = {}
    for deadline in running:
        at = deadline.due_at if deadline.rule in PROMISES else deadline.promised_at
        if at:
            promised[deadline.subject_id] = min(at, promised.get(deadline.subject_id, at))
    return promised
