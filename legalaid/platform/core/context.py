from django.conf import settings


def office(request):
    return {"OFFICE": settings.OFFICE, "IDLE_SECONDS": settings.SESSION_COOKIE_AGE}
