"""Who is registered, as a public notice asks for it: names by how they begin, and what of the offices is public anyhow."""

from itertools import islice

from django.db.models import Value
from django.db.models.functions import Left

from cases.models import Consultation, HouseholdMember, JointApplicant, Party, Person
from legalaid.platform.core.office import office
from stations.models import Firm, Station

ASKED = 500  # beginnings in one query


def registered(starts):
    """{key: sound} of everybody whose name begins with one of these two characters, and whatever else they are called."""
    found, left = {}, iter(sorted(starts))
    while part := list(islice(left, ASKED)):
        for model in (Person, Party, JointApplicant, Consultation):
            found.update(_beginning(model, part).values_list("name_key", "name_sound"))
        members = _beginning(HouseholdMember, part)
        found.update(members.values_list("name_key", Value("")))

    for model in (Person, Party, JointApplicant, Consultation):
        others = model.objects.filter(other_key__gt="").order_by()
        found.update(others.values_list("other_key", Value("")).distinct())
    return found


def _beginning(model, starts):
    rows = model.objects.annotate(start=Left("name_key", 2)).filter(start__in=starts)
    return rows.order_by().distinct()


def offices():
    """Telephones and addresses which are made known so that people come."""
    named = office()
    rows = [
        *Station.objects.values_list("phone", "address"),
        *Firm.objects.values_list("phone", "address"),
    ]
    told = {text for row in rows for text in row} | {named["place"], named["help_phone"]}
    return told - {""}
