"""What a device carries: the form it is filling in, so that two tabs are one form; and the visit it looks at, sealed, a quarter of an hour without a page."""

import uuid

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from legalaid.platform.core.crypto import Unreadable, seal, unseal

from .models import Visit

COOKIE, CONTEXT = "visit", "portal.visit"
FORM, FORM_CONTEXT = "visit_form", "portal.visit.form"
IDLE = 15 * 60  # seconds
FILLING = 2 * 3600


def _set(response, name, value, context, lasting=None):
    response.set_cookie(
        name,
        seal(f"{value}|{int(timezone.now().timestamp())}", context),
        max_age=lasting,
        path=reverse("visit:start"),
        httponly=True,
        secure=settings.HTTPS,
        samesite="Lax",
    )
    return response


def _read(request, name, context, lasting):
    """What was carried there, or None once it has rested too long."""
    try:
        value, at = unseal(request.COOKIES.get(name, ""), context).split("|")
    except Unreadable:
        return None
    return None if timezone.now().timestamp() - int(at) > lasting else value


def remember(response, visit):
    """The form is done with: the next one is another."""
    response.delete_cookie(FORM, path=reverse("visit:start"), samesite="Lax")
    return _set(response, COOKIE, f"{visit.pk}-{visit.renewed}", CONTEXT)


def forget(response):
    response.delete_cookie(COOKIE, path=reverse("visit:start"), samesite="Lax")
    return response


def carried(request):
    """The Visit this device looks at, or None; also once the code by which it was opened is void."""
    held = _read(request, COOKIE, CONTEXT, IDLE)
    if held is None:
        return None
    key, renewed = map(int, held.split("-"))
    rows = Visit.objects.select_related("station").filter(emptied_at=None)
    return rows.filter(pk=key, renewed=renewed).first()


def token_of(request):
    """That of the form this device has open, else a new one."""
    held = _read(request, FORM, FORM_CONTEXT, FILLING)
    return uuid.UUID(held) if held else uuid.uuid4()


def hold(response, token):
    return _set(response, FORM, token, FORM_CONTEXT, FILLING)
