"""What a valid intake form says, as the facts of the acts: derived conditions, parties, household, means, material."""

from django.utils import timezone

from cases.law.exemption import green_channel
from cases.law.scope import scope
from cases.queries.eligibility import cause_path
from cases.queries.intake import checklist_for, favours
from legalaid.platform.core.identifiers import IdKind, age

MEANS = (
    "opponent_in_household",
    "housing",
    "vehicle",
    "savings",
    "own_savings",
    "debts",
    "spending",
    "committed",
)


def conditions(cause, data):
    """Case fields that follow from the cause, the crowds and the grounds chosen."""
    path, crowds, role, basis = (
        cause_path(cause),
        data["crowds"],
        data["applicant_role"],
        data["basis"],
    )
    green = green_channel(crowds, path, basis, data["status"])
    return {
        "crowds": crowds,
        "matter": scope(cause.kind, path, role=role, crowds=crowds, basis=basis).code,
        "green": bool(green),
        "green_ground": green[:120],
        "secret": "minor" in crowds or "abuse_victim" in crowds,
    }


def material_rows(cause, data, received, several):
    """The checklist as rows; `received`: slots in hand, `several`: whether each of several applicants is counted."""
    today = timezone.localdate()
    return [
        {
            "slot": m.slot,
            "title": m.title[:80],
            "why": m.why,
            "required": m.required,
            "received_on": today if m.slot in received else None,
        }
        for m in checklist_for(
            cause,
            data["crowds"],
            bool(data["representative_name"]),
            several,
            data["basis"],
            data["status"],
        )
    ]


def means_facts(cause, data, received):
    free, waived = favours(data["crowds"], cause_path(cause), data["basis"], data["status"])
    return {key: data[key] for key in MEANS} | {
        "not_limited": free.ground.code if free else "",
        "exempt": waived.ground.code if waived and not free else "",
        "proof": data["proof"]
        or (waived.proof[:120] if waived and "status_proof" in received else ""),
        "consented": data["committed"],
    }


def members_of(form):
    """The household, the applicant first; empty while the applicant's own income is not told."""
    data = form.cleaned_data
    if data["own_income"] is None:
        return []
    years = age(data["birth"], timezone.localdate()) if data["birth"] else None
    own = {
        "name": data["name"],
        "relation": "本人",
        "age": years,
        "monthly_income": data["own_income"],
    }
    return [own, *(row.cleaned_data for row in form.members.rows)]


def person_of(form):
    return {key: form.cleaned_data[key] for key in (*form.PERSON, "id_number")}


def parties_of(form):
    found, data = [], form.cleaned_data
    if "opponents" not in form.ask.hidden:
        found += [
            {"role": "opponent", "id_kind": row.id_kind, **row.cleaned_data}
            for row in form.opponents.rows
        ]
    if data["representative_name"]:
        number = data["representative_id"]
        found.append(
            {
                "role": "representative",
                "name": data["representative_name"],
                "agency": data["representative_agency"],
                "relation": data["representative_relation"],
                "phone": data["representative_phone"],
                "id_kind": IdKind.RESIDENT if number else "",
                "id_number": number,
            }
        )
    return found
