"""All addresses of the portal as a process of its own (SERVE=portal). What is not here is not on the internet."""

from django.urls import include, path
from django.views.generic import RedirectView

from cases.quality.views import rating
from legalaid.platform.office.access import public

front_door = public(RedirectView.as_view(pattern_name="portal:front"))
rates = [path("rate/", public(rating.ByCode.as_view()), name="rate")]

urlpatterns = [
    path("", front_door, name="home"),
    path("quality/", include((rates, "quality"))),
    path("public/apply/online/", include("legalaid.faces.portal.apply.urls")),
    path("public/", include("legalaid.faces.portal.urls")),
]
handler404 = "legalaid.faces.portal.pages.look.missing"
handler500 = "legalaid.faces.portal.pages.look.broken"
