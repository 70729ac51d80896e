"""The papers in force of cases."""

from legalaid.platform.documents.models import Paper


def papers_in_force(keys):
    """Those of the cases with these keys; what was superseded is left out."""
    return Paper.objects.filter(workflow="case", subject_id__in=keys, superseded_by=None)


def kinds_of(keys):
    """[(kind, title)] found among them, in the order they are issued."""
    found = papers_in_force(keys).order_by().values_list("kind", "title").distinct()
    return sorted(found, key=lambda pair: pair[1])
