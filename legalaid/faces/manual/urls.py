from django.urls import path

from . import views

app_name = "manual"
urlpatterns = [
    path("", views.Contents.as_view(), name="contents"),
    path("terms/", views.Terms.as_view(), name="terms"),
    path("round/", views.RoundAct.as_view(), name="round"),
    path("print/<slug:role>/", views.Print.as_view(), name="print"),
    path("<slug:key>/", views.ChapterPage.as_view(), name="chapter"),
]
