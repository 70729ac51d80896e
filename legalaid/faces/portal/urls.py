"""The public's addresses. They are promised to others: docs/portal-links.md."""

from django.urls import path

from legalaid.platform.office.access import public

from .feed import AtomNotices, Notices
from .mine import papers, rating, received, writing
from .mine import views as mine
from .pages import answers, doors, forms, front, guides, look, notices, places, qualify, rules

app_name = "portal"
urlpatterns = [
    path("", front.front, name="front"),
    path("ask/", doors.ask, name="ask"),
    path("answers/", answers.answers, name="answers"),
    path("answers/<int:pk>/", answers.answer, name="answer"),
    path("apply/", doors.apply, name="apply"),
    path("mine/", public(mine.Entry.as_view()), name="mine"),
    path("mine/case/", public(mine.Mine.as_view()), name="mine_case"),
    path("mine/print/", public(mine.Summary.as_view()), name="mine_summary"),
    path("mine/papers/", public(papers.Papers.as_view()), name="mine_papers"),
    path("mine/papers/<int:pk>/", public(papers.PaperFile.as_view()), name="mine_paper"),
    path("mine/write/<slug:kind>/", public(writing.Write.as_view()), name="mine_write"),
    path("mine/letter/<int:pk>/", public(received.Received.as_view()), name="mine_letter"),
    path(
        "mine/letter/<int:pk>/<int:file>/",
        public(received.ReceivedFile.as_view()),
        name="mine_file",
    ),
    path("mine/rate/", public(rating.Rate.as_view()), name="mine_rate"),
    path("mine/out/", public(mine.Out.as_view()), name="mine_out"),
    path("mine/left/", public(mine.Left.as_view()), name="mine_left"),
    path("qualify/", qualify.qualify, name="qualify"),
    path("guides/", guides.guides, name="guides"),
    path("guides/<slug:key>/", guides.guide, name="guide"),
    path("guides/<slug:key>/<slug:lang>/", guides.guide, name="guide_in"),
    path("forms/", forms.forms, name="forms"),
    path("forms/<slug:kind>.pdf", forms.form, name="form"),
    path("places/", places.places, name="places"),
    path("duty/", places.duty, name="duty"),
    path("roster/", places.roster, name="roster"),
    path("rules/", rules.rules, name="rules"),
    path("flow/", rules.flow, name="flow"),
    path("procedure.svg", rules.chart_picture, name="chart"),
    path("supervision/", doors.supervision, name="supervision"),
    path("privacy/", look.privacy, name="privacy"),
    path("accessibility/", look.accessibility, name="accessibility"),
    path("look/<slug:look>/", look.choose, name="look"),
    path("leave/", look.leave, name="leave"),
    path("archive/", notices.archive, name="archive"),
    path("archive/<int:year>/", notices.archive, name="archive_year"),
    path("feed.xml", public(Notices()), name="feed"),
    path("atom.xml", public(AtomNotices()), name="atom"),
    path("<int:pk>/", notices.notice, name="public_notice"),
    path("<int:pk>/notice.pdf", notices.notice_pdf, name="public_pdf"),
]
