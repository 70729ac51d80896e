"""The portal as a process of its own, facing the internet: its addresses and what surrounds its pages (decision 165). Read by the
settings, so nothing of Django is imported."""

ALL, STAFF, PORTAL = "all", "staff", "portal"
URLCONF = "legalaid.faces.portal.site"
STALE = "legalaid.faces.portal.pages.look.stale"
CSRF_COOKIE = (
    "portal_csrf"  # the same browser may hold the staff's of another address of this domain
)
KEPT = {
    "django.middleware.security.SecurityMiddleware",
    "legalaid.platform.audit.middleware.AddressMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
}
CONTEXT = {
    "django.template.context_processors.request",
    "legalaid.platform.office.context.office",
    "legalaid.faces.portal.context.portal",
}


def asked(serve):
    """What this process serves, as SERVE says."""
    if serve not in (ALL, STAFF, PORTAL):
        raise ValueError(f"SERVE={serve}: all, staff or portal")
    return serve


def middleware(every):
    """Without session, sign-in and person: only what is named here, so that what staff need tomorrow stays away too."""
    return [name for name in every if name in KEPT]


def templates(engines):
    return [{**engine, "OPTIONS": _without_people(engine["OPTIONS"])} for engine in engines]


def _without_people(options):
    kept = [name for name in options["context_processors"] if name in CONTEXT]
    return {**options, "context_processors": kept}
