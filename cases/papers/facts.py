"""Facts that several papers state; the words around them stand in their templates."""

from django.utils import timezone

from cases.law import grounds
from cases.law.unclear import marked
from cases.queries.age import guardian_of
from cases.queries.group import standing_of
from legalaid.platform.core.identifiers import IdKind
from legalaid.platform.core.money import yuan
from legalaid.platform.core.office import office_at
from legalaid.platform.core.safety import NOT_PRINTED
from legalaid.platform.core.words import day
from stations.models import Station

IN_LINE = 12  # names; more stand on a list behind the paper


def base(case, by, at):
    """What every paper of a case knows."""
    return {
        "case_number": case.number,
        "date": day(at),
        "officer": by.name,
        "cause": case.cause.name,
        "applicant": named(case),
        "several": bool(together(case)),
        "lead": case.applicant.name,
        "guardian": guardian(case, at),
    }


def named(case):
    """The applicant; 李国强等12人 where several apply together, those left out who were refused or have gone."""
    count = len(together(case)) + 1 if case.applicant_count > 1 else 1
    return f"{case.applicant.name}等{count}人" if count > 1 else case.applicant.name


def together(case):
    """[GroupMember] of those a paper speaks for beside the applicant; as many blanks as there are people where no list names them."""
    if case.applicant_count < 2:
        return []
    listed = [one for one in standing_of(case) if not one.leads]
    return listed if case.members.exists() else [None] * (case.applicant_count - 1)


def others(case, *, numbers=False):
    """Those who apply together with the applicant, on what all of them sign: their names, or where they are many the list that is
    attached (with `numbers` of documents); or how many they are where nobody has named them. None for one alone."""
    rows = together(case)
    if not rows:
        return None

    found = {"count": len(rows), "names": "", "listed": []}
    if rows[0] is None:
        return found
    if len(rows) <= IN_LINE:
        return found | {"names": "、".join(map(str, rows))}
    listed = [{"name": str(one), "id_number": one.joint.id_number} for one in rows]
    return found | {"listed": listed if numbers else [{"name": row["name"]} for row in listed]}


def guardian(case, at):
    """The statutory representative, who signs and is written to for the applicant; None where nobody acts for them."""
    row = guardian_of(case, timezone.localdate(at))
    return {"name": row.name, "relation": row.relation} if row else None


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
    unread = case.notice.unread
    return {
        "organ": case.organ,
        "dated_on": marked(day(case.notice.dated_on), "dated_on", unread),
        "number": marked(case.notice.number, "number", unread),
        "held_at": case.notice.held_at,
    }


def identity(row):
    """Of a person: name, kind and number of the document."""
    kind = IdKind(row.id_kind)
    label = "证件号码" if kind == IdKind.NONE else kind.label
    return {"name": row.name, "id_kind": label, "id_number": row.id_number}


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
