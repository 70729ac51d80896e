"""Facts that several papers state; the words around them stand in their templates."""

from cases.enums import Agency
from cases.law import grounds
from legalaid.platform.core.identifiers import IdKind
from legalaid.platform.core.money import yuan
from legalaid.platform.core.office import office_at
from legalaid.platform.core.safety import NOT_PRINTED
from legalaid.platform.core.words import day
from stations.models import Station


def base(case, by, at):
    """What every paper of a case knows."""
    return {
        "case_number": case.number,
        "date": day(at),
        "officer": by.name,
        "cause": case.cause.name,
        "applicant": case.applicant.name,
        "guardian": guardian(case),
    }


def guardian(case):
    """The statutory representative, who signs and is written to for the applicant; None where there is none."""
    row = case.representative
    if row is None or row.agency != Agency.STATUTORY:
        return None
    return {"name": row.name, "relation": row.relation}


def letter(case, by, at, *, to):
    """The same for a letter of the centre, and whom to answer."""
    return {
        **base(case, by, at),
        "to": to,
        "contact": contact(case),
        "seal": office_at(at)["center"],
    }


def contact(case):
    """Address and telephone of the centre over the case's station."""
    center = Station.objects.get(path=case.station.path.split("/")[0] + "/")
    return {"address": center.address, "phone": center.phone}


def notice(case):
    """The organ's notice the centre acts on, None where it acts on its own decision."""
    if not case.by_notice:
        return None
    return {
        "organ": case.organ,
        "dated_on": day(case.notice.dated_on),
        "number": case.notice.number,
        "held_at": case.notice.held_at,
    }


def identity(row):
    """Of a person: name, kind and number of the document."""
    return {"name": row.name, "id_kind": IdKind(row.id_kind).label, "id_number": row.id_number}


def person(row):
    return {
        **identity(row),
        "sex": row.get_sex_display(),
        "birth": day(row.birth),
        "ethnicity": row.ethnicity,
        "phone": printed(row, row.phone),
        "reach": printed(row, row.reach),
    }


def printed(row, value):
    """A number or an address as a paper may show it: none of somebody whom the other side must not find."""
    return NOT_PRINTED if row.guarded and value else value


def crowds(case):
    return [grounds.text_of(grounds.CROWDS, code) for code in case.crowds]


def opponents(case):
    return [party.name for party in case.opponents]


def money(amount):
    """1,234.50; None where nothing is stated."""
    return yuan(amount) if amount is not None else None
