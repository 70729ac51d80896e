"""Duties as they are made known: from the published plans of offices; whose entry is not released to the public is 值班律师 without a name."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from stations.enums import PostKind
from stations.models import Shift

OPEN_TO_ALL = (PostKind.WINDOW, PostKind.COURT)  # who is held asks for the duty lawyer where he is
UNNAMED = "值班律师"
ABOUT = (
    "day",
    "post__name",
    "post__place",
    "post__starts",
    "post__ends",
    "handler__public",
    "handler__user__name",
    "handler__firm__name",
)


@dataclass(frozen=True)
class OnDuty:
    post: str
    place: str
    hours: str
    people: tuple


def _between(first, last):
    rows = (
        Shift.objects.published()
        .standing()
        .filter(day__range=(first, last), post__kind__in=OPEN_TO_ALL)
        .exclude(handler=None)
        .order_by("day", "starts_at", "post__name", "pk")
        .values_list(*ABOUT)
    )
    found = defaultdict(lambda: defaultdict(list))
    for day, post, place, starts, ends, public, name, firm in rows:
        said = f"{name}（{firm}）" if public else UNNAMED
        found[day][post, place, f"{starts:%H:%M}至{ends:%H:%M}"].append(said)

    return {
        day: [OnDuty(*key, tuple(dict.fromkeys(people))) for key, people in posts.items()]
        for day, posts in found.items()
    }


def today():
    day = timezone.localdate()
    return _between(day, day).get(day, [])


def week():
    """[(day, [OnDuty])] of today and the six days after."""
    first = timezone.localdate()
    found = _between(first, first + timedelta(days=6))
    return [(day, found.get(day, [])) for day in (first + timedelta(days=n) for n in range(7))]
