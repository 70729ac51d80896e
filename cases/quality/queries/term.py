"""Who is appointed as a supervisor on a day."""

from django.utils import timezone

from cases.quality.models import Supervisor
from legalaid.platform.accounts.roles import Role
from stations.queries.station import above, station_of


def term_of(user, on=None):
    """The appointment in force of this person; None."""
    if not user.may("supervision.serve"):
        return None
    return Supervisor.objects.appointed(on or timezone.localdate()).filter(user=user).first()


def overseeing(station, on):
    """The accounts of whoever is in a term for this station."""
    over = [*above(station), station.pk]
    return Supervisor.objects.appointed(on).filter(station__in=over).order_by().values("user")


def from_outside(user):
    """A supervisor without a post: sees nothing but what was given to them in their term."""
    return user.role == Role.SUPERVISOR and station_of(user) is None
