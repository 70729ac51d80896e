"""The public's addresses. They are promised to others: docs/portal-links.md."""

from django.urls import path

from .pages import doors, front, look, notices, places, rules

app_name = "portal"
urlpatterns = [
    path("", front.front, name="front"),
    path("ask/", doors.ask, name="ask"),
    path("apply/", doors.apply, name="apply"),
    path("mine/", doors.mine, name="mine"),
    path("places/", places.places, name="places"),
    path("duty/", places.duty, name="duty"),
    path("roster/", places.roster, name="roster"),
    path("rules/", rules.rules, name="rules"),
    path("flow/", rules.flow, name="flow"),
    path("procedure.svg", rules.chart_picture, name="chart"),
    path("supervision/", doors.supervision, name="supervision"),
    path("accessibility/", look.accessibility, name="accessibility"),
    path("look/<slug:look>/", look.choose, name="look"),
    path("leave/", look.leave, name="leave"),
    path("archive/", notices.archive, name="archive"),
    path("archive/<int:year>/", notices.archive, name="archive_year"),
    path("<int:pk>/", notices.notice, name="public_notice"),
    path("<int:pk>/notice.pdf", notices.notice_pdf, name="public_pdf"),
]
