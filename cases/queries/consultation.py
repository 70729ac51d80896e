"""Which consultations a person may see, and what is known of the same person."""

from django.db.models import Q

from cases.models import Consultation
from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import PERMISSIONS, Role
from legalaid.platform.core.crypto import blind
from legalaid.platform.core.named import goes_by
from legalaid.platform.core.names import name_key
from stations.queries.station import reach, station_of

from .case import cases_for

CONSULTING = [role for role, rights in PERMISSIONS.items() if "cases.consult" in rights]


def answerers_at(station):
    """The accounts that may answer consultations at `station`: its staff, and the duty lawyers it engages. Nobody where there is none."""
    if station is None:  # the joins below would find whoever has no post
        return User.objects.none()

    staff = Q(staff__station=station, staff__left_on=None)
    lawyers = Q(staff=None, handler__station=station, handler__active=True)
    users = User.objects.filter(is_active=True, role__in=CONSULTING)
    return users.filter(staff | lawyers).order_by("name", "pk")


def consultations_for(user):
    """Duty lawyers: what they registered or were given. Everyone else with the right: their subtree, and what they registered."""
    if not user.may("cases.consult"):
        return Consultation.objects.none()

    mine = Q(by=user) | Q(owner=user)
    if user.role == Role.HANDLER:
        return Consultation.objects.filter(mine)
    if (station := station_of(user)) is None:
        return Consultation.objects.none()
    if station.covers_everything:
        return Consultation.objects.all()
    return Consultation.objects.filter(mine | Q(station__in=reach(user)))


def same_person(prefix="", *, name="", id_number="", phone="", id_blind="", phone_blind=""):
    """The same identity number, the same phone, or the same name; `prefix` leads to the model that holds them."""
    id_blind = id_blind or (blind(id_number, "person.id_number") if id_number else "")
    phone_blind = phone_blind or (blind(phone, "person.phone") if phone else "")

    condition = Q(pk=None)
    known = {"id_blind": id_blind, "phone_blind": phone_blind, "name_key": name_key(name)}
    for field, value in known.items():
        if value:
            condition |= Q(**{f"{prefix}{field}": value})
    return condition


def earlier_of(user, who, *, but=None, limit=8):
    """(consultations, cases) of the same person within the user's rights, newest first. `who`: arguments of same_person."""
    consultations = consultations_for(user).filter(same_person(**who)).exclude(pk=but)
    cases = cases_for(user).filter(same_person("applicant__", **who)).order_by("-received_at")
    return list(consultations.for_lists()[:limit]), list(cases.for_lists()[:limit])


def find_consultations(rows, text):
    """`rows` matching what is typed: a number, a name, or a whole phone or identity number."""
    text = text.strip()
    condition = Q(number__contains=text) | Q(call_number=text) | goes_by(text)
    return rows.filter(condition | same_person(id_number=text, phone=text))
