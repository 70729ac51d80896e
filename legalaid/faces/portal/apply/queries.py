"""Which submissions a person sees, and what a code leads to."""

from cases.enums.following import Shown
from cases.queries.following import case_to_follow, following_of, shown_of
from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.queries import told_users
from legalaid.platform.accounts.roles import Role
from stations.enums import Duty
from stations.models import Station
from stations.queries.station import people_over, reach

from .models import Draft, Submission


def submissions_for(user: User):
    """Those of one's stations."""
    if not user.may("submissions.view"):
        return Submission.objects.none()
    return Submission.objects.filter(station__in=reach(user))


def waiting_for(user):
    """What this person may register now, the oldest first."""
    if not user.may("submissions.handle"):
        return Submission.objects.none()
    return submissions_for(user).waiting().order_by("received_at", "pk")


def draft_by(blinds, day):
    """The draft of a code or of words; None where there is none or its time is over."""
    return Draft.objects.filter(expires_on__gte=day, **blinds).first() if blinds else None


def submission_by(blinds):
    """What was sent in under a code or words; for the receipt, and for whoever asks after the case."""
    found = Submission.objects.select_related("station")
    return found.filter(**blinds).first() if blinds else None


def is_followed(submission):
    """Whether anything of the case it became is shown online."""
    case = case_to_follow(submission.case_id) if submission.case_id else None
    return case is not None and shown_of(case, following_of(case)) != Shown.NOTHING


def places_to_apply():
    """Open stations that take in applications, the centre first."""
    stations = Station.objects.open().order_by("parent_id", "name")
    found = [station for station in stations if station.allows(Duty.APPLY)]
    return sorted(found, key=lambda station: (station.parent_id is not None, station.name))


def place_of(draft):
    """The station chosen, while it still takes applications; else the centre."""
    stations = places_to_apply()
    chosen = draft.first("station")
    return next((one for one in stations if str(one.pk) == chosen), stations[0])


def people_for_papers(case):
    """Whoever registered it, and who else deals with it there, as that one may be away; of marked people, the director."""
    own = told_users().filter(pk=case.registered_by_id)
    place = Role.STATION if case.station.parent_id else Role.WINDOW
    return {*own, *people_over(case.station, Role.DIRECTOR if case.secret else place)}
