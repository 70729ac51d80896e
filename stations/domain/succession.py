"""What hangs on a station or a person: slips under way go along when a station merges, duties to come when a handler leaves."""

from django.db.models import Q
from django.utils import timezone

from legalaid.platform.core.errors import DomainError
from stations.domain import work
from stations.domain.work import Work
from stations.models import Referral, Shift

from .roster import reassign


def of_station(station):
    slips = Referral.objects.under_way().filter(Q(to_station=station) | Q(from_station=station))
    return Work.of("未办结转介单", slips, lambda slip: (slip.number, slip.get_absolute_url()))


def move(station, into, *, by):
    """What was sent to the merged station is answered by the other one."""
    return Referral.objects.under_way().filter(to_station=station).update(to_station=into)


def duties_of(user):
    """The duties to come that nobody has signed in to."""
    return (
        Shift.objects.with_people()
        .standing()
        .filter(handler__user=user, signed_in_at=None, ends_at__gt=timezone.now())
    )


def of_person(user):
    duties = duties_of(user)
    return Work.of("今后的值班", duties, lambda shift: (str(shift), shift.get_absolute_url()))


def hand_over(user, to, *, by, reason):
    """The duties to come of a leaving handler go to `to`, who must be free for every one of them."""
    duties = list(duties_of(user))
    if not duties:
        return 0

    successor = getattr(to, "handler", None)
    if successor is None:
        raise DomainError(f"{to}不是承办人，不能接替值班。", field="to")

    for shift in duties:
        try:
            reassign(shift, by=by, handler=successor, reason=reason)
        except DomainError as error:
            raise DomainError(f"{error.sentence}请先改排这一班，或者另选接手人。", field="to")
    return len(duties)


work.add(of_station=of_station, move=move)
work.add(of_person=of_person, hand_over=hand_over)
