"""Papers that the person may open online, where they agreed to be served so."""

from cases.law.serving import TO_PERSON
from cases.models import ElectronicConsent
from legalaid.platform.documents.models import Paper

from .following import is_kept


def consent_of(case):
    """The one that stands, or None; what was agreed to before the contact was to be safe holds no more."""
    row = ElectronicConsent.objects.standing().filter(case=case.pk).first()
    return None if row and is_kept(case) and not row.kept else row


def is_of_several(case):
    """Of several applicants each receives a paper of their own: nobody opens it for the others."""
    return case.applicant_count > 1 or case.members.exists()


def papers_online(case):
    """Those in force for the person aided that are made, the newest first."""
    papers = Paper.objects.filter(workflow="case", subject_id=case.pk, superseded_by=None)
    made = papers.filter(kind__in=TO_PERSON, state=Paper.State.READY)
    return made.defer("context", "supersede_reason").order_by("-issued_at", "-pk")
