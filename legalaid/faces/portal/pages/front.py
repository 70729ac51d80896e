"""The first page: three doors, how to reach somebody today, what is promised and what is made known."""

from django.shortcuts import render

from legalaid.faces.portal import guides
from legalaid.faces.portal.pages.guides import own
from legalaid.faces.portal.reading import duty, notices, places
from legalaid.platform.office.access import public


@public
def front(request):
    shown = notices.shown()
    return render(
        request,
        "portal/front.html",
        {
            "notices": shown[:5],
            "promises": notices.promises(shown),
            "centre": places.centre(),
            "stations": places.stations(),
            "guides": guides.guides(own()),
            "today": duty.today(),
        },
    )
