"""Which slips a person may see, and how often each unit sends them back."""

from django.db.models import BooleanField, Count, ExpressionWrapper, Q
from django.utils import timezone

from legalaid.platform.audit.models import Event
from legalaid.platform.core.calendar import day_span
from legalaid.platform.core.crypto import blind
from legalaid.platform.core.names import name_key
from legalaid.platform.office.paging import GROUPED, kept_of
from stations.enums import SlipState
from stations.models import Referral, ReferralAnswer, Station

from .station import reach, station_of

OPENED = "referral.open"


def referrals_for(user):
    """The slips of a unit, sent and received, and those of stations that went up in it: nobody else reads them."""
    station = station_of(user)
    if station is None or not user.may("referrals.send"):
        return Referral.objects.none()

    return Referral.objects.filter(_of(station))


def _of(station):
    """A slip of this unit, or of one that was merged into it or closed below it."""
    gone = Station.objects.subtree(station).exclude(closed_on=None).values("pk")
    ours = Q(from_station=station) | Q(to_station=station)
    return ours | Q(from_station__in=gone) | Q(to_station__in=gone)


def called(slips, name):
    """Those of this whole name; what a slip says of its person is encrypted."""
    return slips.filter(name_blind=blind(name, "person.name")) if name_key(name) else slips.none()


def of_person(slips, number):
    """Those of whoever has this whole number of a document or telephone."""
    same_id = Q(id_blind=blind(number, "person.id_number"))
    return slips.filter(same_id | Q(phone_blind=blind(number, "person.phone")))


def listed_for(user):
    """`watched_by`, each row knowing whether this person `reads` it."""
    rows, station = watched_by(user), station_of(user)
    if station is None:
        return rows
    return rows.annotate(reads=ExpressionWrapper(_of(station), output_field=BooleanField()))


def read_by(user):
    """One's own slips, and those of stations below which a director opened today, saying why."""
    today = Event.objects.filter(
        verb=OPENED, actor=user, at__gte=day_span(timezone.localdate(), timezone.localdate())[0]
    )
    opened = watched_by(user).filter(pk__in=today.values("subject_id"))
    return referrals_for(user) | opened


def watched_by(user):
    """The slips of one's unit and of the stations below it, to be counted and for their limits."""
    station = station_of(user)
    if station is None or not user.may("referrals.send"):
        return Referral.objects.none()
    if station.covers_everything:
        return Referral.objects.all()
    below = reach(user)
    return Referral.objects.filter(Q(from_station__in=below) | Q(to_station__in=below))


def _between(user, since, until):
    begin, end = day_span(since, until)
    return watched_by(user).filter(sent_at__gte=begin, sent_at__lt=end).order_by()


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
    return kept_of("rates", rows, lambda: list(rows), lambda units: len(units) > GROUPED)


def with_answers(rows, user, since, until):
    """These rows with the unit's name, and how many of its answers sent a slip back."""
    keys = [row["to_station"] for row in rows]
    names = dict(Station.objects.filter(pk__in=keys).values_list("pk", "name"))
    answers = _answers(_between(user, since, until).filter(to_station__in=keys))

    shown = []
    for row in rows:
        answered, returned = answers.get(row["to_station"], (0, 0))
        rate = round(100 * returned / answered) if answered else None
        counts = {"answered": answered, "returned": returned, "rate": rate}
        shown.append({**row, **counts, "unit": names[row["to_station"]]})
    return shown


def _answers(slips):
    """{receiving unit: (answers, those that sent a slip back)}"""
    counts = (
        ReferralAnswer.objects.filter(referral__in=slips)
        .order_by()
        .values_list("referral__to_station")
        .annotate(answered=Count("pk"), returned=Count("pk", filter=Q(accepted=False)))
    )
    return {unit: (answered, returned) for unit, answered, returned in counts}
