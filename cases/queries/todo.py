"""What of the cases and consultations lies on a person's desk."""

from functools import reduce
from operator import or_

from django.db.models import Q

from cases.enums import GRADED, HelpState
from cases.models import Draft
from legalaid.platform.accounts.roles import Role
from stations.models import Handler
from stations.queries.station import station_of

from .case import keeps_out, reach_of, waiting_for
from .consultation import consultations_for
from .help import helps_for


def at_hand(user):
    """The cases this person brings on. At a station: what it took in, and what they registered themselves."""
    cases = waiting_for(user)
    if user.role == Role.STATION:
        cases = cases.filter(Q(station=station_of(user)) | Q(registered_by=user))
    return cases


# conditions on a case, any of which asks for its grade: what pays or draws by it adds its own
GRADE_ASKED = []


def ungraded():
    """Closed, not graded, and somebody asks for the grade."""
    return Q(reduce(or_, GRADE_ASKED, Q(pk__in=())), state__in=GRADED, grade="")


def to_grade(user):
    """Closed cases without a grade that is asked for, which this person may give: who grades reads them all (`queries.case`)."""
    if not user.may("cases.grade"):
        return reach_of(user).none()
    own = Handler.objects.filter(user=user).order_by().values("pk")
    graded = reach_of(user).filter(ungraded()).exclude(keeps_out(user))
    return graded.exclude(handler__in=own)


def to_answer(user):
    """Consultations without an answer, those given to another left out."""
    return consultations_for(user).unanswered().filter(Q(owner=None) | Q(owner=user))


def helps_at_hand(user):
    """A duty lawyer's: what waits for it, what he has to forward. At the desk: what nobody was called for, what is to be registered."""
    rows = helps_for(user)
    if user.role == Role.HANDLER:
        return rows.filter(lawyer__user=user, state__in=(HelpState.WAITING, HelpState.FORWARDING))
    return rows.filter(Q(state=HelpState.WAITING, lawyer=None) | Q(state=HelpState.FORWARDED))


def drafts_of(user):
    """Forms begun and not sent."""
    return Draft.objects.filter(owner=user).defer("content")
