from django.urls import path

from . import views

app_name = "documents"
urlpatterns = [
    path("paper/<int:pk>/", views.paper, name="paper"),
    path("file/<int:pk>/", views.attachment, name="file"),
    path("volume/<int:pk>/", views.volume, name="volume"),
    path("verify/", views.verify, name="verify"),
]
