"""The papers in force of cases."""

from cases.models import Case
from legalaid.platform.accounts.roles import Role
from legalaid.platform.documents.models import Paper


def papers_in_force(keys):
    """Those of the cases with these keys; what was superseded is left out."""
    return Paper.objects.filter(workflow="case", subject_id__in=keys, superseded_by=None)


def papers_for(user, keys):
    """Those of them this person reads: a handler no record of a call back that speaks against them before it is looked into."""
    papers = papers_in_force(keys)
    if user.role != Role.HANDLER:
        return papers
    kept = Case.objects.filter(pk__in=keys, held=True).values("pk")
    return papers.exclude(kind="follow_up_record", subject_id__in=kept)


def kinds_of(keys):
    """[(kind, title)] found among them, in the order they are issued."""
    found = papers_in_force(keys).order_by().values_list("kind", "title").distinct()
    return sorted(found, key=lambda pair: pair[1])
