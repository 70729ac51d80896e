"""How the pages look, how one leaves them at once, and what is said when one is not there."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from legalaid.faces.portal import looks
from legalaid.faces.portal.apply.periods import DRAFT_KEPT
from legalaid.faces.portal.visits.periods import VISIT_KEPT
from legalaid.platform.office.access import public
from legalaid.platform.procedure.deadlines import rule_for

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


@public
def privacy(request):
    """What has to be told before anything is asked (个人信息保护法 art. 17, 35); how long, by the office's own periods."""
    today = timezone.localdate()
    kept = {"draft_kept": DRAFT_KEPT, "visit_kept": VISIT_KEPT}
    told = {name: rule_for(rule.key, today).length for name, rule in kept.items()}
    return render(request, "portal/privacy.html", told)


def missing(request, exception=None):
    return render(request, "portal/missing.html", status=404)


def broken(request):
    return render(request, "portal/broken.html", status=500)


def stale(request, reason=""):
    """The form was too old, or came from elsewhere."""
    return render(request, "portal/stale.html", status=403)
