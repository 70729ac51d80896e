"""How often a door may be tried. A try is counted before it is made, so that a hundred at once are no more than one after another.

Who gets in is forgotten again. The numbers are the office's (`settings.LIMITS`), and every sentence prints them from there.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.queueing import one_by_one
from legalaid.platform.core.words import moment

from .models import Try

KEPT = timedelta(days=2)


@dataclass(frozen=True)
class Limit:
    """At most so many tries within so many minutes."""

    most: int
    minutes: int

    @property
    def span(self):
        return timedelta(minutes=self.minutes)


class TooOften(DomainError):
    """The door is shut until `until`."""

    def __init__(self, until, sentence):
        super().__init__(sentence)
        self.until = until


def limit(door):
    return Limit(*settings.LIMITS[door])


def attempt(door, who, *, at=None):
    """Counts one more try of `who` at this door, and returns it. Raises TooOften when it is shut; what comes then does not keep it
    shut longer."""
    at = at or timezone.now()
    with transaction.atomic():
        one_by_one(f"{door}:{who}")
        mine = Try.objects.create(door=door, who=who[:64], at=at)

    if until := shut_until(door, who, at=at, besides=mine):
        Try.objects.filter(pk=mine.pk).delete()
        raise TooOften(until, f"试的次数太多，请在{moment(until)}以后再试。")
    return mine


def shut_until(door, who, *, at=None, besides=None) -> datetime | None:
    """When the door opens again for `who`; None where it stands open."""
    at, allowed = at or timezone.now(), limit(door)
    tries = Try.objects.filter(door=door, who=who[:64], at__gt=at - allowed.span)
    if besides:
        tries = tries.filter(pk__lt=besides.pk)

    newest = list(tries.order_by("-pk").values_list("at", flat=True)[: allowed.most])
    return newest[-1] + allowed.span if len(newest) == allowed.most else None


def share(door, who, *, at=None):
    """How much of what this door allows `who` has used: 0.0 nothing, 1.0 all."""
    at, allowed = at or timezone.now(), limit(door)
    return (
        Try.objects.filter(door=door, who=who[:64], at__gt=at - allowed.span).count() / allowed.most
    )


def forget(door, who):
    """Whoever is in, or was let in by an administrator, begins anew. Returns how many tries were counted."""
    return Try.objects.filter(door=door, who=who[:64]).delete()[0]


def shut_now(*doors):
    """[(door, who, until)] of what is shut now, the longest first."""
    now, limits = timezone.now(), {door: limit(door) for door in doors}
    since = now - max(allowed.span for allowed in limits.values())
    tries = Try.objects.filter(door__in=doors, at__gt=since).order_by("-pk")
    times = {}
    for door, who, at in tries.values_list("door", "who", "at"):
        times.setdefault((door, who), []).append(at)

    shut = [
        (door, who, found[limits[door].most - 1] + limits[door].span)
        for (door, who), found in times.items()
        if len(found) >= limits[door].most
    ]
    return sorted((row for row in shut if row[2] > now), key=lambda row: row[2], reverse=True)


def sweep(now=None):
    """Drops what no limit looks at any more."""
    return Try.objects.filter(at__lt=(now or timezone.now()) - KEPT).delete()[0]
