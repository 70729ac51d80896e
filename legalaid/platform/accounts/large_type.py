"""Large type: kept with the person, and on the machine for the pages one reads before signing in."""

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from legalaid.platform.office.access import public

from .models import User

COOKIE = "large_type"
YEAR = 365 * 24 * 3600


def large_type(request):
    """Context: whether this page is set in large type."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"large_type": request.COOKIES.get(COOKIE) == "1"}
    return {"large_type": user.large_type}


@public
@require_POST
def choose(request):
    """Sets large type (`large=1`) or the usual one; said twice it is the same."""
    large = request.POST.get("large") == "1"
    if request.user.is_authenticated:
        User.objects.filter(pk=request.user.pk).update(large_type=large)

    answer = HttpResponseRedirect(page_of(request))
    answer.set_cookie(COOKIE, "1" if large else "0", max_age=YEAR, httponly=True, samesite="Lax")
    return answer


def page_of(request):
    """The page the button stood on."""
    page = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, request.is_secure())
    return page if ours and page.startswith("/") else reverse("home")
