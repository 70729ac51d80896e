"""What a device carries: after sending, the receipt; after code and word, the answer. Sealed, a quarter of an hour without a page."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from legalaid.platform.core.crypto import Unreadable, seal, unseal

from .models import Asked

COOKIE, CONTEXT = "asking", "portal.asking"
IDLE = 15 * 60  # seconds
SENT, OPEN = "sent", "open"


def remember(response, row, what):
    said = (what, row.pk, int(timezone.now().timestamp()), row.word_blind)
    response.set_cookie(
        COOKIE,
        seal("|".join(map(str, said)), CONTEXT),
        path=reverse("asking:start"),
        httponly=True,
        secure=settings.HTTPS,
        samesite="Lax",
    )
    return response


def forget(response):
    response.delete_cookie(COOKIE, path=reverse("asking:start"), samesite="Lax")
    return response


def carried(request, what):
    """The Asked this device goes on with; None where there is none, it has rested too long, it is for another page, or the word was made anew."""
    try:
        kind, key, at, word = unseal(request.COOKIES.get(COOKIE, ""), CONTEXT).split("|")
    except (Unreadable, ValueError):
        return None
    if kind != what or timezone.now().timestamp() - int(at) > IDLE:
        return None
    rows = Asked.objects.select_related("consultation__station")
    return rows.filter(pk=int(key), word_blind=word).first()
