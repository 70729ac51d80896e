"""Which slips a person may see, and how often each unit sends them back."""

from django.db.models import Count, F, Q

from stations.enums import SlipState
from stations.models import Referral, ReferralAnswer

from .station import station_of, stations_for


def referrals_for(user):
    """A unit's own slips, sent and received, with those of the stations below it; the centre's people see all."""
    station = station_of(user)
    if station is None or not user.may("referrals.send"):
        return Referral.objects.none()
    if station.parent_id is None:
        return Referral.objects.all()
    below = stations_for(user)
    return Referral.objects.filter(Q(from_station__in=below) | Q(to_station__in=below))


def return_rates(user, since, until):
    """Per receiving unit: slips received, answered, returned and closed in the period, late now, the most frequent first."""
    mine = referrals_for(user).filter(sent_at__date__gte=since, sent_at__date__lte=until)
    rows = (
        mine.order_by()
        .values("to_station", unit=F("to_station__name"))
        .annotate(
            received=Count("pk"),
            waiting=Count("pk", filter=Q(state=SlipState.SENT)),
            closed=Count("pk", filter=Q(state=SlipState.CLOSED)),
        )
        .order_by("-received", "unit")
    )
    answers = {
        row["referral__to_station"]: row
        for row in ReferralAnswer.objects.filter(referral__in=mine)
        .order_by()
        .values("referral__to_station")
        .annotate(answered=Count("pk"), returned=Count("pk", filter=Q(accepted=False)))
    }
    found = []
    for row in rows:
        answer = answers.get(row["to_station"], {"answered": 0, "returned": 0})
        rate = round(100 * answer["returned"] / answer["answered"]) if answer["answered"] else None
        found.append({**row, "answered": answer["answered"], "returned": answer["returned"], "rate": rate})
    return found
