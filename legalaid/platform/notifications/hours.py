"""When somebody is told: as colleagues wish, and recipients by day."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from .models import Wishes

DAY_BEGINS, DAY_ENDS = time(8), time(20)  # nobody's telephone rings at night for us


def wishes_of(users):
    """{user id: Wishes} of these; of whoever never said any, the usual ones."""
    said = {row.user_id: row for row in Wishes.objects.filter(user__in=users)}
    return {user.pk: said.get(user.pk) or Wishes(user=user) for user in users}


def when(wishes, now):
    """The moment at which what is told now goes out to this person."""
    at = now
    if wishes.daily_at:
        at = _next(wishes.daily_at, at)
    if wishes.quiet_from and wishes.quiet_to:
        at = _after_quiet(wishes.quiet_from, wishes.quiet_to, at)
    return at


def by_day(now):
    return _after_quiet(DAY_ENDS, DAY_BEGINS, now)


def _after_quiet(begins, ends, at):
    clock = timezone.localtime(at).time()
    over_midnight = begins > ends
    quiet = (clock >= begins or clock < ends) if over_midnight else begins <= clock < ends
    return _next(ends, at) if quiet else at


def _next(clock, after):
    local = timezone.localtime(after)
    at = timezone.make_aware(datetime.combine(local.date(), clock))
    return at if at >= after else at + timedelta(days=1)
