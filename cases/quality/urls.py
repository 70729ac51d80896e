from django.urls import path

from .views import draw, plan

app_name = "quality"

PLANS = [
    path("plans/", plan.Plans.as_view(), name="plans"),
    path("plans/new/", plan.PlanNew.as_view(), name="plan_new"),
    path("plans/<int:pk>/", plan.PlanPage.as_view(), name="plan"),
    path("plans/<int:pk>/lines/", plan.LineNew.as_view(), name="line_new"),
    path("lines/<int:pk>/", plan.LineEdit.as_view(), name="line"),
    path("lines/<int:pk>/remove/", plan.LineRemove.as_view(), name="line_remove"),
    path("lines/<int:pk>/draw/", draw.DrawLine.as_view(), name="draw_line"),
    path("draws/<int:pk>/", draw.DrawPage.as_view(), name="draw"),
    path("draws/<int:pk>/again/", draw.DrawAgain.as_view(), name="draw_again"),
    path("draws/<int:pk>/list/", draw.DrawList.as_view(), name="draw_list"),
    path("draws/<int:pk>/void/", draw.DrawVoid.as_view(), name="draw_void"),
]

urlpatterns = [*PLANS]
