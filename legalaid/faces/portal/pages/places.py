"""Where one finds us and whom: stations, duties of the week, the roster of handlers."""

from django.shortcuts import render

from legalaid.faces.portal.reading import duty as duties
from legalaid.faces.portal.reading import places as found
from legalaid.faces.portal.reading import roster as people
from legalaid.platform.office.access import public


@public
def places(request):
    return render(request, "portal/places.html", {"groups": found.groups()})


@public
def duty(request):
    return render(request, "portal/duty.html", {"days": duties.week()})


@public
def roster(request):
    return render(request, "portal/roster.html", {"firms": people.by_firm()})
