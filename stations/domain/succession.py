"""What hangs on a station or a person: slips, handlers, activities and courses to come go along when a station merges, duties to come when a
handler leaves."""

from django.db.models import F, Q
from django.utils import timezone

from legalaid.platform.core.errors import DomainError
from stations.domain import work
from stations.domain.work import Work
from stations.models import Course, Handler, OutreachEvent, Referral, Shift

from .roster import reassign


def of_station(station):
    slips = Referral.objects.under_way().filter(Q(to_station=station) | Q(from_station=station))
    return Work.of("未办结转介单", slips, lambda slip: (slip.number, slip.get_absolute_url()))


def move(station, into, *, by):
    """What was sent to the merged station is answered by the other one, and what it sent is answered to that."""
    under_way = Referral.objects.under_way()
    received = under_way.filter(to_station=station)
    count = received.update(to_station=into, version=F("version") + 1)
    sent = under_way.filter(from_station=station)
    return count + sent.update(from_station=into, version=F("version") + 1)


def handlers_of(station):
    def line(handler):
        return str(handler), handler.get_absolute_url()

    rows = Handler.objects.working().filter(station=station).select_related("user")
    return Work.of("承办人", rows, line)


def move_handlers(station, into, *, by):
    return Handler.objects.filter(station=station).update(station=into)


def planned_by(station):
    def line(event):
        return f"{event.day}{event}", event.get_absolute_url()

    return Work.of(
        "计划中的宣传活动", OutreachEvent.objects.planned().filter(station=station), line
    )


def move_planned(station, into, *, by):
    planned = OutreachEvent.objects.planned().filter(station=station)
    return planned.update(station=into, version=F("version") + 1)


def _courses(station):
    ahead = {"sessions__ends_at__gt": timezone.now(), "sessions__cancelled_at": None}
    return Course.objects.filter(station=station, **ahead).distinct()


def courses_of(station):
    return Work.of(
        "还要举办的培训", _courses(station), lambda course: (str(course), course.get_absolute_url())
    )


def move_courses(station, into, *, by):
    keys = list(_courses(station).values_list("pk", flat=True))
    return Course.objects.filter(pk__in=keys).update(station=into)


def _duties_at(station):
    ahead = Shift.objects.standing().filter(roster__station=station, ends_at__gt=timezone.now())
    return ahead.with_people()


def duties_at(station):
    return Work.of(
        "今后的值班", _duties_at(station), lambda shift: (str(shift), shift.get_absolute_url())
    )


def refuse_duties(station, into, *, by):
    """Posts are of one place: whoever merges it decides first who serves where."""
    if count := _duties_at(station).count():
        raise DomainError(f"{station}还有今后的值班{count}班，请先取消或者排到其他机构，再并入。")
    return 0


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
work.add(of_station=handlers_of, move=move_handlers)
work.add(of_station=planned_by, move=move_planned)
work.add(of_station=courses_of, move=move_courses)
work.add(of_station=duties_at, move=refuse_duties)
work.add(of_person=of_person, hand_over=hand_over)
