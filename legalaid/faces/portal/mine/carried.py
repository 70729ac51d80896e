"""What a device carries while somebody follows a case: sealed, for a quarter of an hour without a page, gone with the browser."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from legalaid.platform.core.crypto import Unreadable, seal, unseal

from .opening import opened, opened_again

COOKIE, CONTEXT = "mine", "portal.mine"
IDLE = 15 * 60  # seconds
CASE, SUBMISSION = "case", "submission"


def remember(response, found):
    about = (CASE, found.case.pk) if found.case else (SUBMISSION, found.submission.pk)
    said = (*about, found.renewed, found.last, int(timezone.now().timestamp()))
    response.set_cookie(
        COOKIE,
        seal("|".join(map(str, said)), CONTEXT),
        path=reverse("portal:mine"),
        httponly=True,
        secure=settings.HTTPS,
        samesite="Lax",
    )
    return response


def forget(response):
    response.delete_cookie(COOKIE, path=reverse("portal:mine"), samesite="Lax")
    return response


def carried(request):
    """The Opened this device goes on with, looked at anew; None where there is none, it has rested too long, or nothing is shown any more."""
    try:
        said = unseal(request.COOKIES.get(COOKIE, ""), CONTEXT)
    except Unreadable:
        return None
    kind, key, renewed, last, at = said.split("|")
    if timezone.now().timestamp() - int(at) > IDLE:
        return None
    if kind == SUBMISSION:
        return opened_again(int(key), last)
    return opened(int(key), int(renewed), last)
