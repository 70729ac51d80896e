"""Peer reviews: sheets one has to fill, reviews that wait for who arranges them or for whoever handled the case, courses they led to."""

from functools import partial

from django.db.models import Case as Choice
from django.db.models import DateTimeField, F, When
from django.db.models.functions import Cast
from django.urls import reverse

from cases.quality.enums import ReviewState
from cases.quality.models import Review, ScoreSheet
from cases.quality.queries.lesson import lessons_due, sheets_of
from cases.quality.queries.review import sheets_to_score, waiting_reviews
from cases.quality.workflow import REVIEW
from legalaid.faces.desk.waiting import Kind, Matter, gathered, gathered_whole
from legalaid.platform.accounts.roles import Role

NO_LAW = Cast(None, DateTimeField())
# the days to object are the handler's
OF_WHOM = Choice(When(state=ReviewState.TOLD, then=NO_LAW), default=F("due_at"))
OWN = {"told": "查看评估结果", "rectifying": "整改并报告"}


def sheets(user, now):
    """Files given to one to read; no name of the recipient or of the handler is needed to find them."""
    kind = Kind("quality.score", "同行评估评分", reverse("quality:scores"))
    limit = {"limit": F("review__due_at"), "law": NO_LAW}
    return gathered(
        lambda: sheets_to_score(user), kind_of=lambda _: kind, **limit, read=_to_score, now=now
    )


def _to_score(keys):
    rows = ScoreSheet.objects.filter(pk__in=keys).order_by()
    return {row.pk: _sheet(row) for row in rows.select_related("review__case__cause")}


def _sheet(row):
    case, page = row.review.case, row.get_absolute_url()
    return Matter(
        who=case.number, what=case.cause.name, url=page, verb="评分", to=page, due=row.review.due_at
    )


def reviews(user, now):
    return gathered(
        lambda: waiting_reviews(user),
        kind="state",
        kind_of=_kind,
        limit=OF_WHOM if user.role == Role.REVIEWER else F("due_at"),
        law=NO_LAW,
        read=_to_arrange,
        now=now,
    )


def _kind(state):
    act = OWN.get(state) or REVIEW.places[state].task
    return Kind(f"quality.review.{state}", f"同行评估：{act}", reverse("quality:reviews"))


def _to_arrange(keys):
    rows = Review.objects.filter(pk__in=keys).order_by().select_related("case__cause")
    return {row.pk: _review(row) for row in rows}


def _review(row):
    page = row.get_absolute_url()
    return Matter(
        who=row.case.number,
        what=row.case.cause.name,
        url=page,
        verb="办理",
        to=page,
        due=None if row.objection_over else row.due_at,
    )


def lessons(user, now):
    """Courses against what reviews of one's own cases found weak."""
    kind = Kind("quality.lesson", "针对评估结果的培训", reverse("stations:training"))

    def read(keys):
        return [(kind, _lesson(*pair)) for pair in lessons_due(user, now)]

    return gathered_whole(partial(sheets_of, user, now), read=read, now=now)


def _lesson(row, rated):
    page = row.course.get_absolute_url()
    note = f"“{row.item}”得分率{rated.percent}"
    return Matter(who=str(row.course), url=page, verb="学习", to=page, note=note)
