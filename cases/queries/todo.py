"""What of the cases and consultations lies on a person's desk."""

from functools import reduce
from operator import or_

from django.db.models import Q

from cases.enums import GRADED
from cases.models import Draft
from legalaid.platform.accounts.roles import Role
from stations.queries.station import station_of

from .case import cases_for, waiting_for
from .consultation import consultations_for


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
    """Closed cases without a grade that is asked for, which this person may give."""
    if not user.may("cases.grade"):
        return cases_for(user).none()
    return cases_for(user).filter(ungraded()).exclude(handler__user=user)


def to_answer(user):
    """Consultations without an answer, those given to another left out."""
    return consultations_for(user).unanswered().filter(Q(owner=None) | Q(owner=user))


def drafts_of(user):
    """Forms begun and not sent."""
    return Draft.objects.filter(owner=user).defer("content")
