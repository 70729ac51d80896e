"""What stands behind the three doors, and whom one complains to. Each page says the ways that are open today."""

from django.shortcuts import render

from legalaid.faces.portal.reading import places
from legalaid.faces.portal.served import can_apply
from legalaid.platform.office.access import public


@public
def ask(request):
    return render(request, "portal/ask.html", {"centre": places.centre()})


@public
def apply(request):
    told = {"centre": places.centre(), "can": can_apply()}
    return render(request, "portal/apply.html", told)


@public
def supervision(request):
    told = {"bureaus": places.bureaus(), "centre": places.centre()}
    return render(request, "portal/supervision.html", told)
