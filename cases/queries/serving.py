"""What was served, when it was received, and the last day to object that follows from it."""

from datetime import datetime, time

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from cases.law.serving import OBJECTABLE, PERSON, TO_SERVE
from cases.models import Service
from cases.periods import OBJECTION
from legalaid.platform.documents.models import Attachment, Paper
from legalaid.platform.procedure import clocks
from legalaid.platform.procedure.deadlines import rule_for

from .case import cases_for

NOON = time(12)


def papers_to_serve(case):
    """Of the case's papers in force those that somebody must receive, the newest first. Of a sealed file: what came after, and what may still
    be objected to."""
    papers = Paper.objects.filter(workflow="case", subject_id=case.pk, superseded_by=None)
    if case.archived_at:
        papers = papers.filter(Q(issued_at__gt=case.archived_at) | Q(kind__in=OBJECTABLE))
    return papers.filter(kind__in=TO_SERVE).defer("context").order_by("-issued_at", "-pk")


def proofs_of(case):
    """The signed receipts of service that were scanned."""
    files = Attachment.objects.filter(workflow="case", subject_id=case.pk, removed_at=None)
    return files.filter(slot="service_receipt")


def service_of(case, *kinds, name=""):
    """The service that counts of the last paper of these kinds; None while there is no such paper, or it was not sent. Of a list that of
    whoever is called `name`; without one, or of nobody there, the last received."""
    papers = Paper.objects.filter(workflow="case", subject_id=case.pk, superseded_by=None)
    last = papers.filter(kind__in=kinds).order_by("-issued_at", "-pk").values("pk")[:1]
    return _counting(case, last, name)


def of_paper(case, paper, name=""):
    """The same of one paper."""
    return _counting(case, [paper.pk], name)


def _counting(case, papers, name):
    rows = (
        case.services.standing()
        .filter(paper__in=papers, addressee__in=("", PERSON))
        .order_by(F("received_on").desc(nulls_last=True))
    )
    rows = list(rows.select_related("paper", "member__joint").defer("paper__context"))
    for row in rows:
        if row.member:
            row.member.case = case
    own = [row for row in rows if row.member and row.member.who.name == name]
    return next(iter(own or rows), None)


def object_until(received_on, rule=OBJECTION):
    """The last day to object to what was received on this day (D11), or that of another such `rule`, as `clocks.compute` finds it: `.at`,
    `.provisional`, `.sentence`."""
    rule = rule_for(rule.key, received_on)
    return clocks.compute(rule, timezone.make_aware(datetime.combine(received_on, NOON)))


def limit_after(service):
    """The last day to object that began with the receipt of this paper by this person; None where none runs."""
    if service.paper.kind not in OBJECTABLE or not service.received_on or service.voided_at:
        return None
    return object_until(service.received_on)


def to_serve_again(user):
    """What came back and was not served again, within the cases this person reads, the oldest first."""
    mine = cases_for(user).order_by().filter(pk=OuterRef("case"))
    return Service.objects.to_serve_again().filter(Exists(mine)).order_by("returned_on", "pk")
