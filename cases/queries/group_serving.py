"""A paper on several applicants: whom of them it speaks of, who has received it, who lacks it."""

from django.db.models import Count, OuterRef, Q, Subquery

from cases.law.serving import TO_EACH
from cases.models import Service
from legalaid.platform.documents.models import Paper


def is_of_each(case, paper):
    """Whether each person of a list receives this paper."""
    return paper.kind in TO_EACH and case.members.exists()


def joint_papers(case):
    """Of the case's papers in force those each person of its list receives, the newest first."""
    papers = Paper.objects.filter(workflow="case", subject_id=case.pk, superseded_by=None)
    if not case.members.exists():
        return papers.none()
    return papers.filter(kind__in=TO_EACH).defer("context").order_by("-issued_at", "-pk")


def addressees(case, paper):
    """Whom of the list this paper speaks of: neither gone nor dead, nor decided on by a letter of their own."""
    members = case.members.filter(left_on=None)
    if paper.kind == "decision_refuse":
        return members.filter(granted=False, grounds=[])
    if paper.kind == "decision_grant":
        members = members.filter(joined_on=None)
    return members.filter(granted=True)


def with_service(members, paper):
    """With what became of this paper for each: `sent_on`, `received_on`, `returned_on`; None where it was not sent, or has not come back."""
    rows = Service.objects.filter(paper=paper, member=OuterRef("pk"), voided_at=None)
    standing = rows.filter(returned_on=None)
    return members.annotate(
        sent_on=Subquery(standing.values("sent_on")[:1]),
        received_on=Subquery(standing.values("received_on")[:1]),
        returned_on=Subquery(rows.filter(again=True).values("returned_on")[:1]),
    )


def lacking(case, paper):
    """Who has not received it yet."""
    return with_service(addressees(case, paper), paper).filter(received_on=None)


def served_of(case, paper):
    """{"all", "received", "sent", "returned", "waiting"}: how many of those it speaks of."""
    rows = with_service(addressees(case, paper), paper).order_by()
    return rows.aggregate(
        all=Count("pk"),
        received=Count("pk", filter=Q(received_on__isnull=False)),
        sent=Count("pk", filter=Q(received_on=None, sent_on__isnull=False)),
        returned=Count("pk", filter=Q(sent_on=None, returned_on__isnull=False)),
        waiting=Count("pk", filter=Q(sent_on=None, returned_on=None)),
    )
