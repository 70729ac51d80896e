from django.urls import path

from . import public, views

app_name = "portal"
STEP_VIEWS = (views.Revise, views.HideSmall, views.Publish, views.Discard, views.Withdraw)
urlpatterns = [
    path("", public.front, name="front"),
    path("<int:pk>/", public.notice, name="public_notice"),
    path("<int:pk>/notice.pdf", public.notice_pdf, name="public_pdf"),
    path("procedure.svg", public.procedure_chart, name="chart"),
    path("notices/", views.NoticeList.as_view(), name="notices"),
    path("notices/new/", views.Prepare.as_view(), name="prepare"),
    path("notices/<int:pk>/", views.NoticePage.as_view(), name="notice"),
    *(
        path(f"notices/<int:pk>/{view.step_key}/", view.as_view(), name=view.step_key)
        for view in STEP_VIEWS
    ),
]
