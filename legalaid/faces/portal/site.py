"""All addresses of the portal as a process of its own (SERVE=portal). What is not here is not on the internet."""

from django.http import HttpResponse
from django.urls import include, path
from django.views.generic import RedirectView

from legalaid.platform.office.access import public

alive = public(lambda request: HttpResponse("ok\n", "text/plain"))  # what is ready is asked inside
front_door = public(RedirectView.as_view(pattern_name="portal:front"))

urlpatterns = [
    path("", front_door, name="home"),
    path("healthz", alive, name="alive"),
    path("public/apply/online/", include("legalaid.faces.portal.apply.urls")),
    path("public/ask/online/", include("legalaid.faces.portal.asking.urls")),
    path("public/visit/", include("legalaid.faces.portal.visits.urls")),
    path("public/", include("legalaid.faces.portal.urls")),
]
handler404 = "legalaid.faces.portal.pages.look.missing"
handler500 = "legalaid.faces.portal.pages.look.broken"
