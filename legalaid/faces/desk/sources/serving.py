"""Papers nobody was brought, and what was sent and not heard of since. No limit runs, but neither does the one that counts from receipt."""

from django.db.models import Exists, OuterRef
from django.utils import timezone

from cases.law.serving import TO_EACH
from cases.law.unclear import named
from cases.models import Case, GroupMember, Notice, Service
from cases.queries.case import cases_for
from cases.queries.notice import unclear_notices
from cases.queries.unserved import to_serve, unheard_of
from legalaid.faces.desk.waiting import Kind, Matter, gathered
from legalaid.platform.core.words import near
from legalaid.platform.documents.models import Paper
from legalaid.platform.office.addresses import address


def unserved(user, now):
    kind, today = Kind("cases.unserved", "送达文书"), timezone.localdate(now)
    return gathered(lambda: to_serve(user, today), kind_of=lambda _: kind, read=_to_serve, now=now)


def unheard(user, now):
    kind, today = Kind("cases.unheard", "查问是否收到"), timezone.localdate(now)
    return gathered(
        lambda: unheard_of(cases_for(user), today),
        kind_of=lambda _: kind,
        read=_sent,
        now=now,
    )


def unclear(user, now):
    kind = Kind("cases.unclear", "核实通知")
    return gathered(lambda: unclear_notices(user), kind_of=lambda _: kind, read=_to_ask, now=now)


def _to_ask(keys):
    rows = Notice.objects.filter(pk__in=keys)
    cases = _cases([row.case_id for row in rows])
    found = {}
    for row in rows:
        case = cases[row.case_id]
        note = f"{near(row.received_on)}收到的通知书看不清{named(row.unread)}，向{case.organ}核实"
        found[row.pk] = _line(case, "更正", "amend_notice/", note)
    return found


def _to_serve(keys):
    begun = Service.objects.filter(paper=OuterRef("pk"), voided_at=None)
    papers = Paper.objects.filter(pk__in=keys).annotate(begun=Exists(begun)).order_by()
    papers = papers.only("kind", "title", "subject_id", "issued_at")
    cases, found = _cases([paper.subject_id for paper in papers]), {}
    to_each = {paper.subject_id for paper in papers if paper.kind in TO_EACH}
    listed = _listed(to_each) if to_each else ()
    for paper in papers:
        told = "没有送到每一方" if paper.begun else "没有登记送达"
        note = f"{paper.title}{near(paper.issued_at)}出具，{told}"
        case, step = cases[paper.subject_id], "serve"
        if case.pk in listed and paper.kind in TO_EACH:
            step = "serve_members"
        found[paper.pk] = _line(case, "送达", f"{step}/?paper={paper.pk}", note)
    return found


def _listed(keys):
    """Of these cases those of a group, whose members are named."""
    return set(GroupMember.objects.filter(case__in=keys).values_list("case", flat=True))


def _sent(keys):
    rows = Service.objects.filter(pk__in=keys).select_related("paper").defer("paper__context")
    cases = _cases([row.case_id for row in rows])
    found = {}
    for row in rows:
        sent = f"{row.paper.title}{near(row.sent_on)}送出（{row.get_how_display()}）"
        case, to = cases[row.case_id], f"update_service/?service={row.pk}"
        found[row.pk] = _line(case, "登记", to, f"{sent}，没有登记收到或者退回")
    return found


def _cases(keys):
    return Case.objects.order_by().for_names().in_bulk(keys)


def _line(case, verb, to, note):
    page = address("cases:detail", case.pk)
    return Matter(
        who=case.applicant.name,
        what=case.cause.name,
        url=page,
        verb=verb,
        to=f"{page}{to}",
        note=note,
        contact=case.applicant.warning,
    )
