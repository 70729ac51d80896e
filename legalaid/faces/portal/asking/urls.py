"""Questions of the public: no login, no code in any address."""

from django.urls import path

from legalaid.platform.office.access import public

from . import views

app_name = "asking"
urlpatterns = [
    path("", public(views.Start.as_view()), name="start"),
    path("sent/", public(views.Sent.as_view()), name="sent"),
    path("open/", public(views.Open.as_view()), name="open"),
    path("answer/", public(views.Answer.as_view()), name="answer"),
    path("out/", public(views.Out.as_view()), name="out"),
    path("left/", public(views.Left.as_view()), name="left"),
]
