"""Agreeing to be served online, taking it back, and opening a paper, by whoever follows a case."""

from django.utils import timezone

from cases.domain import electronic
from cases.queries.electronic import consent_of, is_of_several, papers_online
from cases.queries.following import AGENT, APPLICANT, is_kept, is_ward
from legalaid.platform.documents.storage import serve

from .queries import is_dead


def may_be_served(case, who):
    """Whoever a paper is written to, or acts for somebody who cannot act alone (Law art. 40). A relative of somebody in custody and whoever
    was asked to apply set no limit running against the person themselves."""
    receives = who == APPLICANT or (who == AGENT and is_ward(case, timezone.localdate()))
    return receives and not is_of_several(case) and not is_dead(case)


def may_agree(case):
    return not is_kept(case)


def agree(case, *, who, address):
    return electronic.agree(case, who=who, address=address)


def take_back(case, *, who):
    return electronic.take_back(case, who=who)


def open_paper(case, key, *, who, address):
    return electronic.open_paper(case, key, who=who, address=address)


def shown(case):
    """[(key, title)] where it was agreed to; None where it was not."""
    if consent_of(case) is None:
        return None
    return [(row.pk, str(row)) for row in papers_online(case)]


def file_of(case, key):
    """The file of a paper that was opened, as a response; None where it was not, or is shown no more."""
    if consent_of(case) is None:
        return None
    row = papers_online(case).filter(pk=key, opening__isnull=False).first()
    return serve(row.file, f"{row}.pdf", "application/pdf") if row else None
