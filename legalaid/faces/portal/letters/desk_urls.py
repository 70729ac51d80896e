from django.urls import path

from . import views

app_name = "letters"
urlpatterns = [
    path("", views.LetterList.as_view(), name="list"),
    path("<int:pk>/", views.LetterPage.as_view(), name="detail"),
    path("<int:pk>/reveal/", views.LetterReveal.as_view(), name="reveal"),
]
