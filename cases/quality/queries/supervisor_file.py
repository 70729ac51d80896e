"""A file as a supervisor reads it: what was done and when, the texts with names shortened, no numbers, telephones or addresses."""

from cases.law.grounds import FIRST_MEETING_TOLD
from cases.quality.queries.masking import mask, names_in
from legalaid.platform.core.text import mask_name

WHO = ("name", "head", "spouse", "work_unit")
HIDES = ("id_number", "phone", "address", "household_address", "reach", "safe_phone", "safe_person", "code_word")  # fmt: skip
TOLD = len(FIRST_MEETING_TOLD)


def masked_file(task):
    case, told = task.case, masker(task.case)
    closure = getattr(case, "closure", None)

    return {
        "who": mask_name(case.applicant.name),
        "others": [mask_name(one.name) for one in case.opponents],
        "facts": told(case.facts),
        "dates": dates_of(case),
        "meetings": [_meeting(one, told) for one in case.meetings.all()],
        "hearings": list(case.hearings.filter(cancelled=False)),
        "log": [_entry(one, told) for one in case.log.all()],
        "closure": closure and _closure(closure, told),
    }


def _meeting(one, told):
    return {
        "on": one.met_on,
        "manner": one.manner,
        "all_told": len(one.told) >= TOLD,
        "record": told(one.record),
    }


def _entry(one, told):
    return {
        "on": one.done_on,
        "what": one.entry_kind,
        "to_recipient": one.to_recipient,
        "content": told(one.content),
    }


def _closure(one, told):
    return {
        "on": one.closed_on,
        "outcome": one.get_outcome_display(),
        "result": told(one.result),
        "summary": told(one.summary),
    }


def dates_of(case):
    """[(what, day)] of what has happened."""
    named = (
        ("收到申请", case.received_at),
        ("受理", case.accepted_at),
        ("决定", case.decided_at),
        ("指派", case.assigned_at),
        ("签订委托协议", case.signed_on),
        ("首次会见", case.first_met_on),
        ("结案", case.closed_on),
        ("结案审查通过", case.closure_reviewed_at),
    )
    return [(what, when) for what, when in named if when]


def masker(case):
    """text -> text, by all that is on record of this case and what was covered by hand whenever somebody looked through it."""
    names = [getattr(one, key, "") for one in _people(case) for key in WHO]
    names += [one.name for one in case.connected.all()]
    names += names_in(case.co_accused)
    for covered in case.supervisor_tasks.values_list("covered", flat=True):
        names += names_in(covered)
    secrets = secrets_of(case)
    return lambda text: mask(text, names, secrets)


def secrets_of(case):
    """Numbers and addresses on record of this case, which nobody reads who is shown its texts."""
    return [getattr(one, key, "") for one in _people(case) for key in HIDES]


def _people(case):
    return [case.applicant, *case.parties.all(), *case.joint_applicants.all()]
