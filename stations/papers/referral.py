"""The slip that goes to the other unit, and the receiver's answer to it."""

from legalaid.platform.core.safety import NOT_PRINTED
from legalaid.platform.core.words import day
from legalaid.platform.documents.access import register as register_access
from legalaid.platform.documents.kinds import ADDRESS, ID, PHONE, PaperKind, register
from legalaid.platform.procedure.deadlines import within
from stations.periods import SLIP_RECEIPT, SLIP_RESULT
from stations.queries.referral import read_by, referrals_for
from stations.workflow import REFERRAL

register(
    PaperKind("referral_slip", "", "转介单", "转", personal=(ID, PHONE, ADDRESS)),
    PaperKind("referral_receipt", "", "转介回执", "回"),
)


def may_open(user, subject_id, *, write=False):
    """Papers and files of a slip: both units, and whoever opened it for a reason; the sender may add files while it is under way."""
    slip = read_by(user).filter(pk=subject_id).first()
    return slip is not None and (not write or slip in referrals_for(user).under_way())


register_access("referral", may_open, page="stations:referral")


def _base(slip, by, at):
    return {
        "case_number": slip.number,
        "date": day(at),
        "officer": by.name,
        "sender": str(slip.from_station),
        "receiver": str(slip.to_station),
        "matter": slip.get_matter_display(),
    }


@REFERRAL.paper("referral_slip")
def referral_slip(slip, *, by, at, note="", **facts):
    """What, for whom, with which papers, and that the person agreed."""
    return {
        **_base(slip, by, at),
        "name": slip.name,
        "phone": NOT_PRINTED if slip.guarded else slip.phone,
        "id_number": slip.id_number,
        "address": NOT_PRINTED if slip.guarded else slip.address,
        "guarded": slip.guarded,
        "consent": slip.consent,
        "documents": slip.documents,
        "facts": slip.facts,
        "note": note,
        "answer_within": within(SLIP_RECEIPT, at),
        "result_within": within(SLIP_RESULT, at),
        "seal": str(slip.from_station),
    }


@REFERRAL.paper("referral_receipt")
def referral_receipt(slip, *, by, at, reasons=(), note="", **facts):
    """Accepted, or sent back with the reasons; nothing about the person."""
    return {
        **_base(slip, by, at),
        "reasons": list(reasons),
        "note": note,
        "seal": str(slip.to_station),
    }
