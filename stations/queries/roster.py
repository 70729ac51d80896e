"""Which duties a person may see, what stands in the way of a plan, and what it puts on the calendar."""

from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from legalaid.platform.accounts.roles import Role
from legalaid.platform.core import agenda
from legalaid.platform.core.calendar import day_span, is_workday
from stations.models import Handler, Leave, Roster, Shift, Staff, Swap
from stations.queries.station import above, near, reach, station_of


def home_of(user):
    """The station whose roster concerns this person: where they work, or who engages them."""
    handler = getattr(user, "handler", None) if user.role == Role.HANDLER else None
    return handler.station if handler else station_of(user)


def rosters_for(user):
    """Plans of one's subtree; those who only read see what is published, also by the institutions above them."""
    home = home_of(user)
    if home is None or not user.may("roster.view"):
        return Roster.objects.none()
    if user.may("roster.manage"):
        return Roster.objects.filter(station__in=reach(user))
    own, over = reach(user), [*above(home), home.pk]
    return Roster.objects.published().filter(Q(station__in=own) | Q(station__in=over))


def shifts_for(user):
    """All duties of the plans one may see; a handler's own are always among them once published."""
    return Shift.objects.filter(roster__in=rosters_for(user))


def swaps_for(user):
    """A handler: where they are one of the two. Managers: those of their rosters."""
    if user.may("roster.manage"):
        return Swap.objects.filter(shift__roster__in=rosters_for(user)).for_lists()
    if user.may("roster.serve"):
        return Swap.objects.filter(Q(asker__user=user) | Q(other__user=user)).for_lists()
    return Swap.objects.none()


def earlier_load(station, month, months=3):
    """{handler id: (hours, rest-day duties, last day)} of the months before `month`, absences left out."""
    since = (month - timedelta(days=31 * months - 1)).replace(day=1)
    rows = Shift.objects.standing().filter(roster__station=station, day__gte=since, day__lt=month).exclude(handler=None)
    found = {}
    for handler, day, hours in rows.values_list("handler", "day", "hours").order_by("day"):
        total, rest, _ = found.get(handler, (0, 0, None))
        found[handler] = (total + hours, rest + rests(day), day)
    return found


def rests(day):
    """Whether `day` is a day off; in a year whose notice is not in, the weekend."""
    works = is_workday(day)
    return day.weekday() > 4 if works is None else not works


def hours_by_handler(shifts):
    """[(handler, duties, hours)] of these shifts without the absences, most hours first."""
    found = {}
    for shift in shifts:
        if shift.handler and not shift.absent_at:
            days, hours = found.get(shift.handler, (0, 0))
            found[shift.handler] = (days + 1, hours + shift.hours)
    rows = [(handler, days, hours) for handler, (days, hours) in found.items()]
    return sorted(rows, key=lambda row: (-row[2], row[0].user.name))


def obstacles(shift, handler, spans=None, leaving=()):
    """Why `handler` cannot serve `shift`, as phrases: leave, licence, a hearing, another duty that is not among `leaving`."""
    found = [handler.unavailable(shift.day)] if handler.unavailable(shift.day) else []
    spans = agenda.taken(shift.starts_at, shift.ends_at, [handler.user_id]) if spans is None else spans
    for span in spans.get(handler.user_id, ()):
        if span.meets(shift.starts_at, shift.ends_at) and span.key not in (("duty", shift.pk), *leaving):
            found.append(f"已有{span.text}")
    return found


def warnings(shifts):
    """{shift id: [phrase]} for those whose person is away, unlicensed or wanted elsewhere."""
    shifts = [shift for shift in shifts if shift.handler and not shift.absent_at and not shift.signed_out_at]
    if not shifts:
        return {}
    users = {shift.handler.user_id for shift in shifts}
    spans = agenda.taken(min(s.starts_at for s in shifts), max(s.ends_at for s in shifts), users)
    found = {shift.pk: obstacles(shift, shift.handler, spans) for shift in shifts}
    return {pk: phrases for pk, phrases in found.items() if phrases}


def candidates(station):
    """Handlers who can be put on this station's roster, with their leaves."""
    return Handler.objects.working().filter(station=station).select_related("user", "firm").prefetch_related("user__leaves")


@agenda.source("duty", "值班", "blue")
def duties(user, begin, end):
    """A handler's own; everyone else's: the plans of their institutions."""
    if user.role == Role.HANDLER:
        rows = shifts_for(user).filter(handler__user=user)
    else:
        plans = rosters_for(user).filter(station__in=near(user), month__gte=begin - timedelta(days=31), month__lt=end)
        rows = Shift.objects.filter(roster__in=list(plans.values_list("pk", flat=True)))
    rows = rows.meeting(begin, end).exclude(handler=None).order_by("starts_at")
    shown = rows.values_list("pk", "starts_at", "ends_at", "post__name", "handler__user", "handler__user__name")[:400]
    return [
        agenda.Entry(
            key=pk,
            at=begins,
            until=ends,
            label=f"{name} {post}",
            text=f"值班 {post} {name}",
            url=reverse("stations:roster_shift", args=[pk]),
            people=((person, name),),
        )
        for pk, begins, ends, post, person, name in shown
    ]


@agenda.source("leave", "请假", "grey")
def leaves(user, begin, end):
    """One's own; those who make the plan see everybody's of their stations."""
    rows = Leave.objects.filter(cancelled=False, starts__lt=timezone.localdate(end), ends__gte=timezone.localdate(begin))
    if user.may("roster.manage"):
        own = near(user)
        handlers, staff = Handler.objects.filter(station__in=own), Staff.objects.filter(station__in=own)
        rows = rows.filter(Q(user__in=handlers.values("user")) | Q(user__in=staff.values("user")))
    else:
        rows = rows.filter(user=user)
    return [
        agenda.Entry(
            key=row.pk,
            at=day_span(row.starts, row.ends)[0],
            until=day_span(row.starts, row.ends)[1],
            label=f"{row.user} {row.get_kind_display()}",
            text=f"{row.user} {row.get_kind_display()}",
            url="",
            people=((row.user_id, row.user.name),),
            absence=True,
        )
        for row in rows.select_related("user")[:200]
    ]


@agenda.busy
def on_duty(begin, end, users):
    rows = Shift.objects.meeting(begin, end).filter(handler__user__in=users).select_related("handler", "post")
    return [agenda.Span(row.handler.user_id, row.starts_at, row.ends_at, f"值班 {row.post}", ("duty", row.pk)) for row in rows]
