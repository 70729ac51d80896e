"""Requests of other agencies and ours to them: what a person sees, and who may be given one."""

from cases.models import Cooperation, Inbound
from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import PERMISSIONS
from stations.queries.station import reach

from .case import cases_for

RECORDING = [role for role, rights in PERMISSIONS.items() if "cooperation.record" in rights]


def inbound_for(user):
    """The register of what came in, within one's stations."""
    if not user.may("cooperation.record"):
        return Inbound.objects.none()
    return Inbound.objects.filter(station__in=reach(user))


def outbound_for(user):
    """Letters of ours, as far as the cases are this person's to read."""
    return Cooperation.objects.filter(case__in=cases_for(user)).select_related("case__applicant")


def to_answer(user):
    """What waits for this person, and for the director what nobody has."""
    waiting = inbound_for(user).waiting()
    mine = waiting.filter(assigned_to=user)
    return mine | waiting.filter(assigned_to=None) if user.may("cases.assign") else mine


def workers_at(station):
    """Who may be given a request: the people of the agency it came to."""
    root = station.path.split("/")[0] + "/"
    people = User.objects.filter(is_active=True, role__in=RECORDING, staff__left_on=None)
    return people.filter(staff__station__path=root).order_by("name", "pk")
