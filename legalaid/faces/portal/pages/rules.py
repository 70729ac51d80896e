"""The rules and the procedure, from the tables the engine runs on."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control

from legalaid.faces.portal import chart
from legalaid.faces.portal.reading import rules as published
from legalaid.platform.office.access import public


@public
def rules(request):
    return render(request, "portal/rules.html", {"limits": published.limits()})


@public
def flow(request):
    return render(request, "portal/flow.html", {"flows": published.flows()})


@public
@cache_control(max_age=300)
def chart_picture(request):
    return HttpResponse(chart.svg(), content_type="image/svg+xml")
