"""Who is at a case now: a row for each person and case, written at most once a minute, gone after five."""

from datetime import timedelta

from cases.models import Presence

FRESH = timedelta(minutes=5)
AGAIN = timedelta(minutes=1)


def note(case, *, by, at, step=""):
    """`by` looks at the case, or does `step`. What they left behind elsewhere is swept away."""
    row = Presence.objects.filter(case=case, user=by).first()
    if row and row.step == step and at - row.seen_at < AGAIN:
        return

    Presence.objects.filter(user=by, seen_at__lt=at - FRESH).delete()
    now = {"step": step, "seen_at": at}
    Presence.objects.update_or_create(case=case, user=by, defaults=now)


def put_down(case, *, by):
    """`by` has done the step: who opens the case now must not wait for it."""
    Presence.objects.filter(case=case, user=by).update(step="")


def sweep(at):
    """Every row that tells nothing any more; how many there were."""
    return Presence.objects.filter(seen_at__lt=at - FRESH).delete()[0]


def others_at(case, *, by, at):
    """Whoever else was here within five minutes, those who do a step first."""
    here = Presence.objects.filter(case=case, seen_at__gte=at - FRESH).exclude(user=by)
    return here.select_related("user").order_by("-step", "user__name")
