from django.urls import path

from . import desk

app_name = "answers"
STEP_VIEWS = (desk.Rewrite, desk.Show, desk.Drop, desk.TakeDown)
urlpatterns = [
    path("", desk.AnswerList.as_view(), name="list"),
    path("write/<int:pk>/", desk.Write.as_view(), name="write"),
    path("renew/<int:pk>/", desk.Renew.as_view(), name="renew"),
    path("<int:pk>/", desk.AnswerPage.as_view(), name="detail"),
    *(
        path(f"<int:pk>/{view.step_key}/", view.as_view(), name=view.step_key)
        for view in STEP_VIEWS
    ),
]
