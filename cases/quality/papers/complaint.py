"""What the bureau writes to whoever complained (Law art. 56)."""

from cases.periods import OBJECTION
from cases.quality.enums.complaint import ComplaintChannel, ComplaintLine
from cases.quality.queries.complaint import complaints_for
from cases.quality.workflow import COMPLAINT
from legalaid.platform.core.office import office_at
from legalaid.platform.core.words import day
from legalaid.platform.documents.access import register as register_access
from legalaid.platform.documents.kinds import PaperKind, register
from legalaid.platform.procedure.deadlines import within

register(
    PaperKind("complaint_refusal", "", "投诉不予受理告知书", "投不", right="complaints.handle"),
    PaperKind("complaint_answer", "", "投诉处理结果答复书", "投复", right="complaints.handle"),
)


def may_open(user, subject_id, *, write=False):
    """The bureau's own, whoever of it is not complained of."""
    handles = user.may("complaints.handle")
    return not write and handles and complaints_for(user).filter(pk=subject_id).exists()


register_access("complaint", may_open, right="complaints.handle", page="quality:complaint")


def _base(row, by, at):
    return {
        "to": row.complainant,
        "seal": office_at(at)["bureau"],
        "date": day(at),
        "officer": by.name,
        "complaint": row.number,
        "object_within": _object_within(row, at),
        "reported": row.channel == ComplaintChannel.REPORTED,
        "received_on": day(row.received_on),
        "channel": row.get_channel_display(),
        "about": row.about,
        "ground": row.ground.text,
    }


def _object_within(row, at):
    """Of a refusal or an end of aid there is the objection, which a complaint does not take the place of (Law art. 49)."""
    return within(OBJECTION, at) if row.line == ComplaintLine.DECISION else ""


@COMPLAINT.paper("complaint_refusal")
def complaint_refusal(row, *, by, at, **facts):
    """To each complainant of several alike why the one they were merged into was not taken up."""
    lead = row.lead
    return {**_base(row, by, at), "reason": lead.refused_why, "merged": lead.pk != row.pk}


@COMPLAINT.paper("complaint_answer")
def complaint_answer(row, *, by, at, **facts):
    """To each complainant of several alike what was found in the one they were merged into."""
    lead = row.lead
    return {
        **_base(row, by, at),
        "findings": lead.findings,
        "handling": lead.handling,
        "outcome": lead.get_outcome_display(),
        "merged": lead.pk != row.pk,
    }
