"""The office's own pages of its public notices; no process that faces the internet has them."""

from django.urls import path

from . import views

app_name = "notices"
STEP_VIEWS = (views.Revise, views.HideSmall, views.Publish, views.Discard, views.Withdraw)
urlpatterns = [
    path("", views.NoticeList.as_view(), name="list"),
    path("new/", views.Prepare.as_view(), name="prepare"),
    path("<int:pk>/", views.NoticePage.as_view(), name="notice"),
    *(
        path(f"<int:pk>/{view.step_key}/", view.as_view(), name=view.step_key)
        for view in STEP_VIEWS
    ),
]
