"""Blank official forms, to print and fill in at home."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control

from legalaid.faces.portal import blank
from legalaid.platform.core.office import office
from legalaid.platform.office.access import public


@public
def forms(request):
    rows = [(key, blank.titled(key), form.use) for key, form in blank.BLANKS.items()]
    return render(request, "portal/forms.html", {"forms": rows})


@public
@cache_control(max_age=3600)
def form(request, kind):
    if kind not in blank.BLANKS:
        raise Http404
    file = blank.printed(kind, office())
    named = f'inline; filename="{kind}.pdf"'
    return HttpResponse(file, "application/pdf", headers={"Content-Disposition": named})
