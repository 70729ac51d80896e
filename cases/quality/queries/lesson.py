"""Weak items of the reviews of the last year, and who is due for which course because of them."""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from cases.models.threshold import thresholds
from cases.quality.enums.review import GRADED
from cases.quality.law.lesson import rated
from cases.quality.models import Lesson, ScoreSheet
from cases.queries.case import reach_of
from stations.models import Attendance, Certificate

YEAR = timedelta(days=365)


def _sheets(since):
    """Those that a grade of this time rests on."""
    rows = ScoreSheet.objects.filter(
        review__state__in=GRADED, review__settled_at__gte=since, round=F("review__round")
    )
    return rows.exclude(handed_at=None).filter(dropped_at=None).select_related("review__sheet")


def _marked(sheets):
    for sheet in sheets:
        for item, mark in sheet.marked:
            yield sheet.review_id, item.third, mark, item.points


def weak_items(user, now=None):
    """[(Rated, [Lesson])] of the cases in reach, the weakest first; items of a few files are left out."""
    since = (now or timezone.now()) - YEAR
    sheets = _sheets(since).filter(review__case__in=reach_of(user).order_by())
    lessons = {}
    for row in Lesson.objects.select_related("course"):
        lessons.setdefault(row.item, []).append(row)
    set_at = thresholds()
    return [
        (one, lessons.get(one.item, []))
        for one in rated(_marked(sheets), set_at["weak_share"])
        if one.weak and one.files >= set_at["weak_files"]
    ]


def sheets_of(user, now):
    """What was given in the last year for files this person handled."""
    return _sheets(now - YEAR).filter(review__handler__user=user)


def lessons_due(user, now=None):
    """[(Lesson, Rated)] for whoever handled files in which an item was weak, and has not come to the course since."""
    sheets = list(sheets_of(user, now or timezone.now()))
    if not sheets:
        return []
    below = thresholds()["weak_share"]
    weak = {one.item: one for one in rated(_marked(sheets), below) if one.weak}
    last = max(sheet.review.settled_at for sheet in sheets)
    lessons = Lesson.objects.filter(item__in=weak, course__active=True).select_related("course")
    done = _done_since(user, last) if weak else set()
    return [(row, weak[row.item]) for row in lessons if row.course_id not in done]


def _done_since(user, last):
    """Courses attended, or passed, after the last of these grades."""
    came = Attendance.objects.attended().filter(user=user, session__starts_at__gt=last)
    holds = Certificate.objects.filter(user=user, issued_at__gt=last)
    return {
        *came.values_list("session__course", flat=True),
        *holds.values_list("course", flat=True),
    }
