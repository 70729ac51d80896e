"""An application that is not ours: what the applicant is told, and the letter that goes with the papers."""

from django.utils import timezone

from cases.law.jurisdiction import ARTICLE
from cases.workflow import CASE
from legalaid.platform.core.words import day

from .facts import identity, letter, named


@CASE.paper("referral_notice")
def referral_notice(case, *, by, at, destination, reason, aid_agency=True, **facts):
    """To the applicant: where to go, and why; which agency of legal aid, art. 38 of the Law says."""
    return {
        **letter(case, by, at, to=named(case)),
        "received_on": day(case.received_at),
        "article": ARTICLE if aid_agency else "",
        "destination": destination,
        "reason": reason,
    }


@CASE.paper("transfer_letter")
def transfer_letter(case, *, by, at, sent_on, manner, titles, **facts):
    """To the agency that has the matter: whose it is, what is handed on, and a receipt to send back."""
    row = case.referrals_away.filter(undone_at=None).last()
    return {
        **letter(case, by, at, to=row.agency),
        "person": identity(case.applicant),
        "received_on": day(case.received_at),
        "told_on": day(timezone.localdate(row.at)),
        "article": ARTICLE if row.aid_agency else "",
        "sent_on": day(sent_on),
        "manner": manner,
        "titles": list(titles),
    }
