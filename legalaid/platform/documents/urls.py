from django.urls import path

from . import views

app_name = "documents"
urlpatterns = [
    path("paper/<int:pk>/", views.PaperPage.as_view(), name="paper"),
    path("file/<int:pk>/", views.FilePage.as_view(), name="file"),
    path("file/<int:pk>/original/", views.OriginalPage.as_view(), name="original"),
    path("file/<int:pk>/<int:number>/", views.sheet, name="sheet"),
    path("volume/<int:pk>/", views.VolumePage.as_view(), name="volume"),
    path("verify/", views.verify, name="verify"),
]
