"""Notices as the public reads them: what is shown now, and the archive by year."""

from django.http import Http404
from django.shortcuts import render

from legalaid.faces.portal.reading import notices
from legalaid.platform.documents.fields import Altered
from legalaid.platform.documents.storage import serve
from legalaid.platform.office.access import public


@public
def archive(request, year=None):
    years = notices.years()
    if year is not None and year not in years:
        raise Http404
    chosen = year or (years[0] if years else None)
    told = {"years": years, "year": chosen, "notices": notices.of_year(chosen)}
    return render(request, "portal/archive.html", told)


@public
def notice(request, pk):
    """Whoever comes by a link to what was withdrawn is told so, and nothing of it."""
    if day := notices.withdrawn_on(pk):
        return render(request, "portal/withdrawn.html", {"day": day}, status=410)
    return render(request, "portal/public_notice.html", {"notice": notices.one(pk)})


@public
def notice_pdf(request, pk):
    row = notices.paper_of(notices.one(pk))
    try:
        return serve(row.file, f"{row.title}{row.number_text}.pdf", "application/pdf")
    except Altered:
        raise Http404
