"""What the public sees: plain pages, no login, no script needed, nothing about any one person."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import cache_control

from legalaid.platform.documents.issue import ensure_file
from legalaid.platform.documents.models import Paper
from legalaid.platform.documents.storage import serve
from legalaid.platform.office.access import public

from . import chart
from .models import Notice


def _in_force(pk):
    return get_object_or_404(Notice.objects.in_force(timezone.localdate()), pk=pk)


@public
def front(request):
    return render(
        request, "portal/public.html", {"notices": Notice.objects.in_force(timezone.localdate())}
    )


@public
def notice(request, pk):
    return render(request, "portal/public_notice.html", {"notice": _in_force(pk)})


@public
def notice_pdf(request, pk):
    row = Paper.objects.filter(workflow="notice", subject_id=_in_force(pk).pk).last()
    if row is None:
        raise Http404
    return serve(ensure_file(row).file, f"{row.title}{row.number_text}.pdf", "application/pdf")


@public
@cache_control(max_age=300)
def procedure_chart(request):
    return HttpResponse(chart.svg(), content_type="image/svg+xml")
