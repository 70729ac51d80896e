"""What the applicant signs and is given: forms 2, 4, 5, 6."""

from cases.law import grounds
from cases.periods import EXAMINATION
from cases.queries.following import printed_code
from cases.workflow import CASE
from legalaid.platform.core.money import yuan
from legalaid.platform.core.office import office_at
from legalaid.platform.core.scramble import in_fours
from legalaid.platform.core.words import day
from legalaid.platform.procedure.deadlines import within

from .facts import base, crowds, identity, letter, money, named, opponents, person, printed


@CASE.paper("application")
def application(case, *, by, at, **facts):
    """Form 2; the representative's block only when there is one."""
    who = case.applicant
    lives = {name: printed(who, getattr(who, name)) for name in ("household_address", "address")}

    return {
        **base(case, by, at),
        "person": person(who) | lives | {"work_unit": who.work_unit},
        "crowds": crowds(case),
        "agent": _agent(who, case.representative),
        "unrepresented": case.unrepresented,
        "capacity": case.get_capacity_display() if case.capacity else "",
        "role": case.applicant_role,
        "stage": case.stage,
        "opponents": opponents(case),
        "count": case.applicant_count,
        "separable": case.counted_by_head,
        "joint": [_joint(who, row) for row in case.joint],
        "organ": case.organ,
        "amount": money(case.amount),
        "mode": case.mode,
        "filled_by": case.get_filled_by_display(),
        "earlier": earlier(case),
        "facts": case.facts,
        "station": str(case.station),
    }


def _joint(who, row):
    """Of one who applies together; the telephone tells where the applicant is found, who must not be."""
    return {
        "name": row.name,
        "id_number": row.id_number,
        "crowds": row.crowd_words,
        "amount": money(row.amount) or "",
        "phone": printed(who, row.phone),
    }


def _agent(who, row):
    if not row:
        return None
    as_what = [row.get_agency_display(), row.relation]
    return {
        "name": row.name,
        "as_what": [text for text in as_what if text],
        "precedence": row.precedence,
        "id_number": row.id_number,
        "phone": printed(who, row.phone),
    }


def earlier(case):
    """Numbers of the applicant's applications before this one."""
    others = type(case).objects.of_person(case.applicant).exclude(pk=case.pk)
    before = others.filter(received_at__lt=case.received_at).order_by("received_at")
    return list(before.values_list("number", flat=True))


@CASE.paper("means_statement")
def means_statement(case, *, by, at, **facts):
    """Form 4: the household, its incomes and property, the ticked exemption and the commitment."""
    means = case.means
    favour = grounds.find(means.not_limited or means.exempt)

    return {
        **base(case, by, at),
        "person": identity(case.applicant),
        "members": [_member(row) for row in means.members.all()],
        "housing": means.housing,
        "vehicle": means.vehicle,
        "savings": money(means.savings),
        "own_savings": money(means.own_savings),
        "debts": money(means.debts),
        "per_head": money(means.per_head),
        "spending": means.spending,
        "favour": favour.text if favour else "",
        "asked": favour is None,
        "proof": means.proof,
    }


@CASE.paper("commitment")
def commitment(case, *, by, at, **facts):
    """What is stated of the means is true, and may be asked about (Law art. 41); read aloud to who cannot read it. It has no number among the
    forms."""
    return {
        **base(case, by, at),
        "person": identity(case.applicant),
        "members": [f"{row.name}（{row.relation}）" for row in case.means.members.all()],
    }


def _member(row):
    return {
        "name": row.name,
        "relation": row.relation,
        "age": row.age,
        "occupation": row.occupation,
        "income_kind": row.income_kind,
        "income": yuan(row.monthly_income),
    }


@CASE.paper("material_receipt")
def material_receipt(case, *, by, at, **facts):
    """Form 5, the 受理凭证: names, numbers and dates of the material; what is still owed and by when. A station hands it out when it
    takes the application in: then it says what is missing, too (程序规定 art. 13)."""
    rows = list(case.materials.all())
    received = [row for row in rows if row.received_on]
    owed = [row for row in rows if row.owed_by and not row.received_on]
    missing = [row for row in rows if row.required and not row.owed_by and not row.received_on]

    return {
        **base(case, by, at),
        "accepted_on": day(case.accepted_at),
        "received_on": day(case.received_at),
        "received": [_received(row) for row in received],
        "owed": [{"title": row.title, "day": day(row.owed_by)} for row in owed],
        "missing": [row.title for row in missing],
        "decide_within": within(EXAMINATION, case.received_at),
        "code": in_fours(code) if (code := printed_code(case)) else "",
        "seal": office_at(at)["center"],
    }


def _received(row):
    return {"title": row.title, "copies": row.copies, "day": day(row.received_on)}


@CASE.paper("supplement_notice")
def supplement_notice(case, *, by, at, items, due, note="", later="", **facts):
    """Form 6: everything missing at once, the date, and what follows when it passes (Law art. 43(2))."""
    return {
        **letter(case, by, at, to=named(case)),
        "received_on": day(case.received_at),
        "due": day(due),
        "items": list(items),
        "later": later,
        "note": note,
    }
