"""What stands behind the three doors, and whom one complains to. Each page says the ways that are open today."""

from django.shortcuts import render
from django.utils import timezone

from cases import periods
from legalaid.faces.portal.reading import places
from legalaid.platform.office.access import public
from legalaid.platform.procedure.deadlines import within


@public
def ask(request):
    return render(request, "portal/ask.html", {"centre": places.centre()})


@public
def apply(request):
    return render(request, "portal/apply.html", {"centre": places.centre()})


@public
def mine(request):
    told = {
        "centre": places.centre(),
        "object_within": within(periods.OBJECTION, timezone.now()),
    }
    return render(request, "portal/mine.html", told)


@public
def supervision(request):
    told = {"bureaus": places.bureaus(), "centre": places.centre()}
    return render(request, "portal/supervision.html", told)
