"""How the pages look, how one leaves them at once, and what is said when one is not there."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from legalaid.faces.portal import looks
from legalaid.platform.office.access import public

ELSEWHERE = "https://www.weather.com.cn/"  # nothing of ours, and nobody asks why one looks at it


@public
@never_cache
def choose(request, look):
    """Kept with the browser for a year; said twice it is the same."""
    if look not in (looks.LARGE, looks.USUAL):
        raise Http404
    page = request.GET.get("next", "")
    ours = page.startswith("/") and url_has_allowed_host_and_scheme(page, {request.get_host()})

    answer = HttpResponseRedirect(page) if ours else redirect("portal:front")
    large = "1" if look == looks.LARGE else "0"
    answer.set_cookie(
        looks.COOKIE,
        large,
        max_age=looks.YEAR,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return answer


@public
@never_cache
def leave(request):
    """Away without a script; with one the page is also taken out of the way back."""
    return HttpResponseRedirect(ELSEWHERE)


@public
def accessibility(request):
    return render(request, "portal/accessibility.html")


def missing(request, exception=None):
    return render(request, "portal/missing.html", status=404)


def broken(request):
    return render(request, "portal/broken.html", status=500)


def stale(request, reason=""):
    """The form was too old, or came from elsewhere."""
    return render(request, "portal/stale.html", status=403)
