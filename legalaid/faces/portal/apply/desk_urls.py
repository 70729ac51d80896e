from django.urls import path

from .views import desk

app_name = "submissions"
STEP_VIEWS = (desk.ReferOn, desk.SetAside, desk.TakeUp)
urlpatterns = [
    path("", desk.SubmissionList.as_view(), name="list"),
    path("<int:pk>/", desk.SubmissionPage.as_view(), name="detail"),
    path("<int:pk>/register/", desk.Register.as_view(), name="register"),
    path("<int:pk>/typed/", desk.SaveTyped.as_view(), name="typed"),
    path("<int:pk>/reveal/", desk.SubmissionReveal.as_view(), name="reveal"),
    path("<int:pk>/papers/<int:paper>/take/", desk.TakePaper.as_view(), name="take_paper"),
    *(
        path(f"<int:pk>/{view.step_key}/", view.as_view(), name=view.step_key)
        for view in STEP_VIEWS
    ),
]
