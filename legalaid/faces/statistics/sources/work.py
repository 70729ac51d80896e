"""Publicity and training held in the period."""

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from stations.models import Attendance, OutreachEvent, TrainingSession
from stations.queries.outreach import events_for
from stations.queries.training import sessions_for

from .source import Source, register

SOMEBODY_CAME = Exists(Attendance.objects.attended().filter(session=OuterRef("pk")))


def _held(span):
    """A meeting was held when somebody came (stations.queries.training.training_figures)."""
    begin, end = span.moments
    return {"held": Q(SOMEBODY_CAME, starts_at__gte=begin, starts_at__lt=end, cancelled_at=None)}


register(
    Source(
        "outreach", OutreachEvent, lambda span: {"held": Q(day__range=(span.starts, span.ends), people__isnull=False)}, {"times": Count("pk")},
        lambda user, rows: events_for(user).filter(pk__in=rows.order_by().values("pk")).select_related("station"), "outreach.view",
        ("主题", "形式", "媒介", "站点", "日期", "受众"),
        lambda row: (row.title, row.get_form_display(), row.get_medium_display(), row.station.name, row.day.isoformat(), row.people),
        cuts=("station", "township"),
    )
)  # fmt: skip
register(
    Source(
        "trainings", TrainingSession, _held, {"times": Count("pk")},
        lambda user, rows: sessions_for(user).filter(pk__in=rows.order_by().values("pk")), "training.view", ("课程", "地点", "主讲人", "日期"),
        lambda row: (row.course.title, row.place, row.teacher, timezone.localdate(row.starts_at).isoformat()), station="course__station",
    )
)  # fmt: skip
