"""Public notices that are shown: published and within their days; those that name nobody are kept in the archive afterwards."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from legalaid.faces.portal import apart
from legalaid.faces.portal.enums import NoticeKind
from legalaid.faces.portal.models import Notice
from legalaid.platform.documents.issue import ensure_file
from legalaid.platform.documents.models import Paper

PRINTED = ("workflow", "subject_id", "kind", "title", "number_text", "state", "file", "sha256")


def _readable():
    return Notice.objects.readable(timezone.localdate())


def shown():
    """All that is shown today, the newest first."""
    return list(Notice.objects.in_force(timezone.localdate()))


def one(pk):
    return get_object_or_404(_readable(), pk=pk)


def withdrawn_on(pk):
    """The day a notice that had gone out was taken back; None."""
    gone = Notice.objects.filter(pk=pk, published_at__isnull=False)
    at = gone.values_list("withdrawn_at", flat=True).first()
    return at and timezone.localdate(at)


def paper_of(notice):
    """Without its context, which the portal's role cannot read; a process that faces the internet prints nothing itself."""
    papers = Paper.objects.filter(workflow="notice", subject_id=notice.pk).only(*PRINTED)
    paper = get_object_or_404(papers.order_by("-pk")[:1])
    if settings.SERVE != apart.PORTAL:
        return ensure_file(paper)
    if paper.state != Paper.State.READY:
        raise Http404
    return paper


def years():
    """The years of the archive, the newest first."""
    return [day.year for day in _readable().dates("shown_from", "year", order="DESC")]


def of_year(year):
    return _readable().filter(shown_from__year=year) if year else Notice.objects.none()


def promises(notices):
    """{notice, rows: [(what, rate)]} as a person published them; None while nobody did."""
    notice = next((one for one in notices if one.kind == NoticeKind.PROMISES), None)
    if notice is None:
        return None

    [table] = notice.tables
    rows = [(row[0], row[3]) for row in table["rows"] if row[3] != "—"]
    return {"notice": notice, "rows": rows[:4]} if rows else None
