"""Which slips a person may see, and how often each unit sends them back."""

from django.db.models import Count, Q

from legalaid.platform.core.calendar import day_span
from legalaid.platform.office.paging import GROUPED, kept
from stations.enums import SlipState
from stations.models import Referral, ReferralAnswer, Station

from .station import reach, station_of


def referrals_for(user):
    """A unit's own slips, sent and received, with those of the stations below it."""
    station = station_of(user)
    if station is None or not user.may("referrals.send"):
        return Referral.objects.none()
    if station.covers_everything:
        return Referral.objects.all()
    below = reach(user)
    return Referral.objects.filter(Q(from_station__in=below) | Q(to_station__in=below))


def _between(user, since, until):
    return (
        referrals_for(user)
        .filter(sent_at__gte=day_span(since, until)[0], sent_at__lt=day_span(since, until)[1])
        .order_by()
    )


def received_by(user, since, until):
    """Per receiving unit the slips of the period, the most first: [{to_station, received, waiting, closed}]."""
    rows = (
        _between(user, since, until)
        .values("to_station")
        .annotate(
            received=Count("pk"),
            waiting=Count("pk", filter=Q(state=SlipState.SENT)),
            closed=Count("pk", filter=Q(state=SlipState.CLOSED)),
        )
        .order_by("-received", "to_station")
    )
    return kept("rates", rows, lambda: list(rows), lambda found: len(found) > GROUPED)


def with_answers(rows, user, since, until):
    """These rows with the unit's name, and how many of its answers sent a slip back."""
    keys = [row["to_station"] for row in rows]
    units = dict(Station.objects.filter(pk__in=keys).values_list("pk", "name"))
    answers = {
        row["referral__to_station"]: row
        for row in ReferralAnswer.objects.filter(
            referral__in=_between(user, since, until).filter(to_station__in=keys)
        )
        .order_by()
        .values("referral__to_station")
        .annotate(answered=Count("pk"), returned=Count("pk", filter=Q(accepted=False)))
    }
    found = []
    for row in rows:
        answer = answers.get(row["to_station"], {"answered": 0, "returned": 0})
        rate = round(100 * answer["returned"] / answer["answered"]) if answer["answered"] else None
        counts = {"answered": answer["answered"], "returned": answer["returned"], "rate": rate}
        found.append({**row, **counts, "unit": units[row["to_station"]]})
    return found
