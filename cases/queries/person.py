"""Who may be the same human being as somebody registered before, without a document that says so (decision 81)."""

from dataclasses import dataclass

from django.db.models import Q

from cases.models import Joining, Person
from legalaid.platform.core.crypto import blind
from legalaid.platform.core.names import alike
from legalaid.platform.core.phones import read_phone

from .case import cases_for
from .consultation import consultations_for

MOST, READ = 5, 50  # people offered; records looked at


@dataclass(frozen=True)
class Likely:
    """Somebody of the same name (or one that sounds the same) and telephone, or name and birth date: the latest record, and the cases one may see, newest first."""

    person: Person
    why: str
    cases: tuple


def likely(user, *, name, phone="", birth=None, id_blind="", but=""):
    """Who a visitor may be; `but`: the mark of whoever it is already. Whoever has another identity number is another."""
    told = Q(pk=None)
    if spelled := read_phone(phone).text:
        told |= Q(phone_blind=blind(spelled, "person.phone"))
    if birth:
        told |= Q(birth=birth)

    rows = Person.objects.called(name) | Person.objects.said(name)
    rows = rows.filter(told).exclude(being=but).order_by("-pk")
    if id_blind:
        rows = rows.filter(id_blind__in=("", id_blind))
    latest = {}
    for row in rows[:READ]:
        latest.setdefault(row.being, row)

    seen = _cases_of(user, latest)
    found = [(row, seen.get(being)) for being, row in latest.items()]
    offered = [
        Likely(row, _why(name, row, spelled, birth), tuple(cases)) for row, cases in found if cases
    ]
    return offered[:MOST]


def _cases_of(user, beings):
    cases = cases_for(user).filter(applicant__being__in=list(beings))
    seen = {}
    for case in cases.select_related("applicant", "cause").order_by("-received_at")[:READ]:
        seen.setdefault(case.applicant.being, []).append(case)
    return seen


def _why(name, row, phone, birth):
    same = ["姓名" if alike(name, row.name) == "name" else "姓名读音"]
    same += ["电话"] if phone and row.phone_blind == blind(phone, "person.phone") else []
    same += ["出生日期"] if birth and row.birth == birth else []
    differs = "，出生日期不同" if birth and row.birth and row.birth != birth else ""
    return f"{'、'.join(same)}相同{differs}"


def records_of(person, cases):
    """The records of this human being that stand in these cases, the latest first."""
    return sorted({person, *(case.applicant for case in cases)}, key=lambda row: -row.pk)


def likely_beside(user, person):
    """Who else of the register this person may be."""
    facts = {"name": person.name, "phone": person.phone, "birth": person.birth}
    return likely(user, **facts, id_blind=person.id_blind, but=person.being)


def joinings_of(person):
    """How records of this person were joined, and parted again."""
    marks = Q(kept=person.being) | Q(joined=person.being)
    return Joining.objects.filter(marks).select_related("by", "parted_by")


def owned_by(user, person):
    """(cases, consultations) of all records of this person, within one's rights, the newest first."""
    records = Person.objects.filter(being=person.being)
    rows = records.values_list("id_blind", "phone_blind", "name_key")
    numbers = {row[0] for row in rows} - {""}
    same = Q(id_blind__in=numbers)
    for _, phone, key in rows:
        if phone:
            same |= Q(phone_blind=phone, name_key=key)

    cases = cases_for(user).of_person(person).select_related("cause", "applicant")
    asked = consultations_for(user).filter(same).for_lists()
    return cases.order_by("-received_at")[:READ], asked[:READ]


def numbers_of(beings):
    """{mark: the numbers of resident identity cards among its records}"""
    found = {being: set() for being in beings}
    rows = Person.objects.filter(being__in=beings, id_kind="resident").exclude(id_blind="")
    for being, number in rows.values_list("being", "id_blind"):
        found[being].add(number)
    return found


def case_of(user, number):
    """The case of this number within one's rights, or None."""
    return cases_for(user).filter(number=number.strip()).select_related("applicant").first()
