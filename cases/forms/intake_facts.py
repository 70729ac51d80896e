"""What a valid intake form says, as the facts of the acts: derived conditions, parties, household, means, material."""

from django.utils import timezone

from cases.enums import FilledBy
from cases.law.exemption import green_channel
from cases.law.protection import kept_apart
from cases.law.scope import PROPERTY, scope
from cases.queries.eligibility import cause_path
from cases.queries.intake import checklist_for, favours
from legalaid.platform.core.identifiers import IdKind, age
from legalaid.platform.core.safety import Safe

from .intake import agent_of

AS_STATED = (
    "opponent_in_household",
    "housing",
    "vehicle",
    "savings",
    "own_savings",
    "debts",
    "spending",
    "committed",
)


AS_TYPED = (
    "stage",
    "applicant_role",
    "co_accused",
    "mode",
    "organ",
    "amount",
    "facts",
    "channel",
    "urgency",
    "limitation_on",
    "urgency_note",
    "unrepresented",
    "capacity",
)


def facts_of(form):
    """The arguments of `domain.intake.apply` but for who, where and when."""
    data, cause = form.cleaned_data, form.cleaned_data["cause"]
    count = data["applicant_count"] or 1
    several = data["separable"] and count > 1

    fields = {
        "kind": cause.kind,
        "cause": cause,
        "applicant_count": count,
        "filled_by": data["filled_by"] or FilledBy.STAFF,
        "indivisible": not data["separable"],
        **conditions(cause, data),
        **{name: data[name] for name in AS_TYPED},
    }
    return {
        "fields": fields,
        "person": person_of(form),
        "parties": parties_of(form),
        "joint": data["joint"],
        "forwarding": form.forwarding,
        "materials": material_rows(cause, data, data["received"], several),
        "means": means_facts(cause, data, data["received"]),
        "members": members_of(form),
    }


def conditions(cause, data):
    """Case fields that follow from the cause, the crowds and the grounds chosen."""
    path, crowds, basis = cause_path(cause), data["crowds"], data["basis"]
    facts = {"role": data["applicant_role"], "stage": data["stage"], "basis": basis}
    matter = scope(cause.kind, path, crowds=crowds, **facts)
    guarded = data["safe"] == Safe.STATED
    green = green_channel(crowds, path, basis, data["status"], data["applicant_role"])

    return {
        "crowds": crowds,
        "matter": PROPERTY if basis == PROPERTY else matter.code,
        "green": bool(green),
        "green_ground": green[:120],
        "secret": kept_apart(crowds, path, basis, data["applicant_role"], guarded),
    }


def material_rows(cause, data, received, several):
    """The checklist as rows; `received`: slots in hand, `several`: whether each of several applicants is counted."""
    today, represented = timezone.localdate(), bool(data["representative_name"])
    checklist = checklist_for(
        cause,
        data["crowds"],
        represented,
        several,
        basis=data["basis"],
        status=data["status"],
        role=data["applicant_role"],
    )

    return [
        {
            "slot": material.slot,
            "title": material.title[:80],
            "why": material.why,
            "required": material.required,
            "received_on": today if material.slot in received else None,
        }
        for material in checklist
    ]


def means_facts(cause, data, received):
    free, waived = favours(
        data["crowds"], cause_path(cause), data["basis"], data["status"], data["applicant_role"]
    )
    handed_in = waived.proof[:120] if waived and "status_proof" in received else ""

    return {key: data[key] for key in AS_STATED} | {
        "not_limited": free.ground.code if free else "",
        "exempt": waived.ground.code if waived and not free else "",
        "proof": data["proof"] or handed_in,
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
    opponents = [] if "opponents" in form.ask.hidden else form.opponents.rows
    parties = [
        {"role": "opponent", "id_kind": row.id_kind, **row.cleaned_data} for row in opponents
    ]

    data = form.cleaned_data
    if data["representative_name"]:
        number = data["representative_id"]
        agent = {
            **agent_of(data),
            "name": data["representative_name"],
            "phone": data["representative_phone"],
            "id_kind": IdKind.RESIDENT if number else "",
            "id_number": number,
        }
        parties.append(agent)
    return parties
