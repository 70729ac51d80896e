"""The portal as the process of its own that faces the internet: its addresses, what surrounds them, and nothing of the staff's."""

from django.conf import settings
from django.test import override_settings
from django.urls import get_resolver

from legalaid.faces.portal import apart
from tests.addresses import names_of

SETTINGS = {
    "SERVE": apart.PORTAL,
    "ROOT_URLCONF": apart.URLCONF,
    "MIDDLEWARE": apart.middleware(settings.MIDDLEWARE),
    "TEMPLATES": apart.templates(settings.TEMPLATES),
    "CSRF_COOKIE_NAME": apart.CSRF_COOKIE,
    "CSRF_FAILURE_VIEW": apart.STALE,
}


def served_apart():
    return override_settings(**SETTINGS)


def names():
    """Every address of the portal's process by its name."""
    return dict(names_of(get_resolver(apart.URLCONF).url_patterns))
