from django.urls import path

from .views import view

app_name = "lists"
urlpatterns = [
    path("new/", view.KeepView.as_view(), name="new"),
    path("counts/", view.Counts.as_view(), name="counts"),
    path("<int:pk>/", view.OpenView.as_view(), name="view"),
    path("<int:pk>/edit/", view.ChangeView.as_view(), name="edit"),
    path("<int:pk>/delete/", view.DropView.as_view(), name="delete"),
]
