from django.urls import path

from . import settings_pages, views

app_name = "notifications"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("<int:pk>/read/", views.read, name="read"),
    path("read/", views.read_all, name="read_all"),
    path("wishes/", settings_pages.wishes, name="wishes"),
    path("wordings/", settings_pages.Wordings.as_view(), name="wordings"),
    path("wordings/<slug:key>/", settings_pages.WordingEdit.as_view(), name="wording"),
    path("texts/", settings_pages.Texts.as_view(), name="texts"),
]
