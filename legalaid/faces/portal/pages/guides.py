"""What to do in a matter, in plain words."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render

from legalaid.faces.portal import guides as texts
from legalaid.platform.office.access import public


def own():
    return settings.VAR_DIR / texts.OWN


@public
def guides(request):
    return render(request, "portal/guides.html", {"guides": texts.guides(own())})


@public
def guide(request, key, lang=texts.CHINESE):
    found = texts.guide(key, lang, own())
    if found is None:
        raise Http404
    languages = texts.translations(key, own())
    return render(request, "portal/guide.html", {"guide": found, "languages": languages})
