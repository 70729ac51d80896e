"""Hearings one is sent to, and what was seen of one's own work, to be answered."""

from django.db.models import Case, DateField, When
from django.db.models.functions import Cast, TruncDate
from django.urls import reverse
from django.utils import timezone

from cases.quality.enums import ObservationState
from cases.quality.models import Observation
from cases.quality.queries.observation import waiting_observations
from legalaid.faces.desk.waiting import Kind, Matter, gathered, last_minute

LINE = (
    "state",
    "starts_at",
    "case__number",
    "case__cause__name",
    "hearing__starts_at",
    "hearing__organ",
    "hearing__place",
)
NO_LAW = Cast(None, DateField())
HEARD_ON = Case(When(state=ObservationState.ASSIGNED, then=TruncDate("starts_at")))
ACTS = {
    ObservationState.ASSIGNED: ("到庭旁听，填写记录", "旁听"),
    ObservationState.FILLED: ("回应旁听的评价", "回应"),
}


def observations(user, now):
    """The form is filled in on the day of the hearing; for the answer no limit runs."""
    return gathered(
        lambda: waiting_observations(user),
        kind="state",
        kind_of=_kind,
        limit=HEARD_ON,
        law=NO_LAW,
        by_day=True,
        read=_observations,
        now=now,
    )


def _kind(state):
    return Kind(f"quality.observation.{state}", ACTS[state][0], reverse("quality:observations"))


def _observations(keys):
    rows = Observation.objects.filter(pk__in=keys).order_by().only(*LINE)
    return {row.pk: _observation(row) for row in rows.select_related("hearing", "case__cause")}


def _observation(row):
    page, hearing = row.get_absolute_url(), row.hearing
    ahead = row.state == ObservationState.ASSIGNED
    return Matter(
        who=row.case.number,
        what=row.case.cause.name,
        url=page,
        verb=ACTS[row.state][1],
        to=page,
        note=f"{hearing}，{hearing.organ}{hearing.place}",
        due=last_minute(timezone.localdate(row.starts_at)) if ahead else None,
    )
