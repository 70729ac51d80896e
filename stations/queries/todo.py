"""What of the network waits for a person: slips, exchanges of duties, duties to sign for, gaps, licences that run out, accounts
without a post."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import Role
from stations.enums import SlipState, SwapState
from stations.models import Handler, Shift, Swap

from .referral import referrals_for
from .roster import rosters_for, swaps_for
from .station import station_of, stations_for

RENEWAL = timedelta(days=30)  # before a licence runs out


def slips_at_hand(user):
    """Slips this unit received and has to accept or to settle, and its own that came back."""
    mine = station_of(user)
    if mine is None:
        return referrals_for(user).none()
    received = Q(to_station=mine, state__in=(SlipState.SENT, SlipState.ACCEPTED))
    came_back = Q(from_station=mine, state=SlipState.RETURNED)
    return referrals_for(user).filter(received | came_back)


def swaps_at_hand(user):
    """Exchanges this person was asked for, and those agreed that wait for whoever makes the plan."""
    if user.may("roster.manage"):
        return swaps_for(user).filter(state=SwapState.AGREED)
    if user.may("roster.serve"):
        return swaps_for(user).filter(state=SwapState.ASKED, other__user=user)
    return Swap.objects.none()


def duties_to_sign(user, day):
    """One's own duties of the day not yet signed out of, and yesterday's that were begun."""
    own = Shift.objects.published().standing().filter(handler__user=user, signed_out_at=None)
    begun_yesterday = Q(day=day - timedelta(days=1), signed_in_at__isnull=False)
    return own.filter(Q(day=day) | begun_yesterday).select_related("post").order_by("starts_at")


def gaps_now(user, now):
    """Duties that have begun and nobody signed in to, for whoever makes the plan."""
    if not user.may("roster.manage"):
        return Shift.objects.none()
    return Shift.objects.missing(now).filter(roster__in=rosters_for(user))


def licences_to_renew(user):
    """Handlers of one's institutions whose licence has run out or soon will, for whoever keeps their entries."""
    if not user.may("people.manage"):
        return Handler.objects.none()
    until = timezone.localdate() + RENEWAL
    return Handler.objects.expiring(until).filter(station__in=stations_for(user))


def without_post():
    """Accounts in use of people who work at no station and handle no cases: they see nothing. Supervisors from outside have no post."""
    users = User.objects.filter(is_active=True, staff=None, handler=None, manages=None)
    return users.exclude(role__in=(Role.ADMIN, Role.SUPERVISOR))
