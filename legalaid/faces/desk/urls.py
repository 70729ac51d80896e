from django.urls import path

from . import first_steps, queue, views

app_name = "desk"
urlpatterns = [
    path("side/", views.Side.as_view(), name="side"),
    path("week/", views.Week.as_view(), name="week"),
    path("others/", views.Others.as_view(), name="others"),
    path("office/", views.Office.as_view(), name="office"),
    path("first-steps/", first_steps.FirstSteps.as_view(), name="first_steps"),
    path("queue/", queue.Queue.as_view(), name="queue"),
    path("queue/next/", queue.Next.as_view(), name="queue_next"),
    path("queue/<int:pk>/<slug:key>/", queue.Step.as_view(), name="queue_step"),
]
