"""The face to the public: no login, no code in any address."""

from django.urls import path

from legalaid.platform.office.access import public

from .views import begin, questions, receipt

app_name = "apply"
urlpatterns = [
    path("", public(begin.Start.as_view()), name="start"),
    path("carry/", public(begin.Carry.as_view()), name="carry"),
    path("back/", public(begin.Resume.as_view()), name="resume"),
    path("code/", public(begin.Code.as_view()), name="code"),
    path("leave/", public(begin.Leave.as_view()), name="leave"),
    path("left/", public(begin.Left.as_view()), name="left"),
    path("delete/", public(begin.Delete.as_view()), name="delete"),
    path("papers/", public(questions.Papers.as_view()), name="papers"),
    path("papers/<int:pk>/drop/", public(questions.DropPaper.as_view()), name="drop_paper"),
    path("check/", public(questions.Check.as_view()), name="check"),
    path("receipt/", public(receipt.Receipt.as_view()), name="receipt"),
    path("ask/<slug:key>/", public(questions.Question.as_view()), name="question"),
]
