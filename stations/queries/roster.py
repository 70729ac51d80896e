"""Which duties a person may see, what stands in the way of a plan, and what it puts on the calendar."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Abs, Length
from django.utils import timezone

from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.calendar import day_span, workdays
from legalaid.platform.documents.models import Paper
from legalaid.platform.office import agenda
from legalaid.platform.office.addresses import address
from stations.models import DutyPost, Handler, Leave, Roster, Shift, Staff, Station, Swap
from stations.queries.station import above, near, station_of


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
        return Roster.objects.filter(station__path__startswith=home.path)
    over = Q(station__in=[*above(home), home.pk])
    own = Q(pk=None) if user.role == Role.HANDLER else Q(station__path__startswith=home.path)
    return Roster.objects.published().filter(own | over)


def planned_for(user):
    """The open stations whose month one may choose to see: those with posts, in one's subtree and, for those who only read, above it."""
    home = home_of(user)
    if home is None or not user.may("roster.view"):
        return Station.objects.none()
    scope = Q(path__startswith=home.path) if user.role != Role.HANDLER else Q(pk=home.pk)
    if not user.may("roster.manage"):
        scope |= Q(pk__in=above(home))
    return Station.objects.open().filter(
        scope, Exists(DutyPost.objects.filter(station=OuterRef("pk")))
    )


def standing_papers(roster):
    """The printed plan that has not been replaced."""
    return Paper.objects.filter(
        workflow="roster", subject_id=roster, kind="duty_roster", superseded_by=None
    )


def nearest(rosters, home):
    """The plan of one's own station or, without one, of the station next to it in the tree, those above first; `paper`: the printed one."""
    far = Abs(Length("station__path") - len(home.path))
    shown = rosters.select_related("station", "published_by").only(
        "month", "published_at", "station__name", "published_by__name"
    )
    printed = Subquery(standing_papers(OuterRef("pk")).values("pk")[:1])
    return shown.annotate(paper=printed).order_by(far, "station__path").first()


def people_on(roster, *, leaves):
    """The duties of a plan with their posts and people, each person once however often they serve; with their `leaves` where wanted."""
    shifts = list(roster.shifts.order_by("starts_at", "post_id"))
    posts = DutyPost.objects.in_bulk({shift.post_id for shift in shifts})
    people = (
        Handler.objects.filter(pk__in={shift.handler_id for shift in shifts})
        .select_related("user")
        .order_by()
    )
    people = people.only("active", "licence_expires", "user__name", "user__is_active")
    if leaves:
        first = roster.month
        away = Leave.objects.filter(
            cancelled=False, starts__lt=first + timedelta(days=31), ends__gte=first
        )
        people = people.prefetch_related(Prefetch("user__leaves", away.order_by()))
    handlers = {handler.pk: handler for handler in people}
    for shift in shifts:
        shift.post, shift.handler = posts[shift.post_id], handlers.get(shift.handler_id)
    return shifts


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
    rows = (
        Shift.objects.standing()
        .filter(roster__station=station, day__gte=since, day__lt=month)
        .exclude(handler=None)
    )
    rows = list(rows.values_list("handler", "day", "hours").order_by("day"))
    off, found = rest_days({day for _, day, _ in rows}), {}
    for handler, day, hours in rows:
        total, rest, _ = found.get(handler, (0, 0, None))
        found[handler] = (total + hours, rest + (day in off), day)
    return found


def rest_days(dates):
    """Which of the dates are days off; in a year whose notice is not in, the weekends."""
    return {
        day
        for day, works in workdays(dates).items()
        if (day.weekday() > 4 if works is None else not works)
    }


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
    spans = (
        agenda.taken(shift.starts_at, shift.ends_at, [handler.user_id]) if spans is None else spans
    )
    for span in spans.get(handler.user_id, ()):
        if span.meets(shift.starts_at, shift.ends_at) and span.key not in (
            ("duty", shift.pk),
            *leaving,
        ):
            found.append(f"已有{span.text}")
    return found


def warnings(shifts):
    """{shift id: [phrase]} for those whose person is away, unlicensed or wanted elsewhere."""
    shifts = [
        shift
        for shift in shifts
        if shift.handler and not shift.absent_at and not shift.signed_out_at
    ]
    if not shifts:
        return {}
    users = {shift.handler.user_id for shift in shifts}
    spans = agenda.taken(min(s.starts_at for s in shifts), max(s.ends_at for s in shifts), users)
    found = {shift.pk: obstacles(shift, shift.handler, spans) for shift in shifts}
    return {pk: phrases for pk, phrases in found.items() if phrases}


def candidates(station):
    """Handlers who can be put on this station's roster, with their leaves."""
    return (
        Handler.objects.working()
        .filter(station=station)
        .select_related("user", "firm")
        .prefetch_related("user__leaves")
    )


@agenda.source("duty", "值班", "blue")
def duties(user, begin, end):
    """A handler's own; everyone else's: the plans of their institutions."""
    if user.role == Role.HANDLER:
        rows = shifts_for(user).filter(handler__user=user)
    else:
        plans = rosters_for(user).filter(
            station__in=near(user), month__gte=begin - timedelta(days=31), month__lt=end
        )
        rows = Shift.objects.filter(roster__in=list(plans.values_list("pk", flat=True)))
    rows = rows.meeting(begin, end).exclude(handler=None).order_by("starts_at")
    shown = rows.values_list(
        "pk", "starts_at", "ends_at", "post__name", "handler__user", "handler__user__name"
    )[:400]
    return [
        agenda.Entry(
            key=pk,
            at=begins,
            until=ends,
            label=f"{name} {post}",
            text=f"值班 {post} {name}",
            url=address("stations:roster_shift", pk),
            people=((person, name),),
        )
        for pk, begins, ends, post, person, name in shown
    ]


@agenda.source("leave", "请假", "grey")
def leaves(user, begin, end):
    """One's own; those who make the plan see everybody's of their stations."""
    rows = Leave.objects.filter(
        cancelled=False, starts__lt=timezone.localdate(end), ends__gte=timezone.localdate(begin)
    )
    if user.may("roster.manage"):
        own = near(user)
        handlers, staff = (
            Handler.objects.filter(station__in=own),
            Staff.objects.filter(station__in=own),
        )
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
        for row in rows.select_related("user").only("kind", "starts", "ends", "user__name")[:200]
    ]


@agenda.busy
def on_duty(begin, end, users):
    rows = (
        Shift.objects.meeting(begin, end)
        .filter(handler__user__in=users)
        .order_by("starts_at", "post")
    )
    found = rows.values_list("pk", "handler__user", "starts_at", "ends_at", "post__name")
    return [
        agenda.Span(user, begins, ends, f"值班 {post}", ("duty", pk))
        for pk, user, begins, ends, post in found
    ]
