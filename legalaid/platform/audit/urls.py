from django.urls import path

from . import views

app_name = "audit"
urlpatterns = [
    path("", views.EventList.as_view(), name="list"),
    path("sheet/", views.Sheet.as_view(), name="sheet"),
]
