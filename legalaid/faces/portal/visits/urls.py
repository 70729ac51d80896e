"""Bookings of the public: no login, no code in any address."""

from django.urls import path

from legalaid.platform.office.access import public

from .views import public as pages

app_name = "visit"
urlpatterns = [
    path("", public(pages.Start.as_view()), name="start"),
    path("at/<int:pk>/", public(pages.Days.as_view()), name="days"),
    path("at/<int:pk>/<slug:slot>/", public(pages.Book.as_view()), name="book"),
    path("open/", public(pages.Open.as_view()), name="open"),
    path("mine/", public(pages.Mine.as_view()), name="mine"),
    path("move/", public(pages.Move.as_view()), name="move"),
    path("cancel/", public(pages.Cancel.as_view()), name="cancel"),
    path("out/", public(pages.Out.as_view()), name="out"),
    path("left/", public(pages.Left.as_view()), name="left"),
]
