"""Which duties a person may see, what stands in the way of a plan, and what it puts on the calendar."""

from datetime import timedelta

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Abs, Length
from django.utils import timezone

from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.calendar import day_span, workdays
from legalaid.platform.documents.models import Paper
from legalaid.platform.office import agenda
from legalaid.platform.office.addresses import address
from stations.law import roster as rule
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

    below = Q(station__path__startswith=home.path)
    if user.may("roster.manage"):
        return Roster.objects.filter(below)

    over = Q(station__in=[*above(home), home.pk])
    return Roster.objects.published().filter(over if user.role == Role.HANDLER else over | below)


def planned_for(user):
    """The open stations whose month one may choose to see: those with posts, in one's subtree and, for those who only read, above it."""
    home = home_of(user)
    if home is None or not user.may("roster.view"):
        return Station.objects.none()

    scope = Q(pk=home.pk) if user.role == Role.HANDLER else Q(path__startswith=home.path)
    if not user.may("roster.manage"):
        scope |= Q(pk__in=above(home))

    has_posts = Exists(DutyPost.objects.filter(station=OuterRef("pk")))
    return Station.objects.open().filter(scope, has_posts)


def standing_papers(roster):
    """The printed plan that has not been replaced."""
    return Paper.objects.filter(
        workflow="roster", subject_id=roster, kind="duty_roster", superseded_by=None
    )


def nearest(rosters, home):
    """The plan of one's own station or, without one, of the station next to it in the tree, those above first; `paper`: the printed one."""
    far = Abs(Length("station__path") - len(home.path))
    printed = Subquery(standing_papers(OuterRef("pk")).values("pk")[:1])

    shown = rosters.select_related("station", "published_by").annotate(paper=printed)
    shown = shown.only("month", "published_at", "station__name", "published_by__name")
    return shown.order_by(far, "station__path").first()


def people_on(roster, *, leaves):
    """The duties of a plan with their posts and people, each person once however often they serve; with their `leaves` where wanted."""
    shifts = list(roster.shifts.order_by("starts_at", "post_id"))
    posts = DutyPost.objects.in_bulk({shift.post_id for shift in shifts})
    people = (
        Handler.objects.filter(pk__in={shift.handler_id for shift in shifts})
        .select_related("user")
        .only("active", "licence_expires", "user__name", "user__is_active")
        .order_by()
    )
    if leaves:
        begin, end = roster.month, roster.month + timedelta(days=31)
        away = Leave.objects.filter(cancelled=False, starts__lt=end, ends__gte=begin)
        people = people.prefetch_related(Prefetch("user__leaves", away.order_by()))

    handlers = {handler.pk: handler for handler in people}
    for shift in shifts:
        shift.post, shift.handler = posts[shift.post_id], handlers.get(shift.handler_id)
    return shifts


def shifts_for(user):
    """All duties of the plans one may see; a handler's own are always among them once published."""
    return Shift.objects.filter(roster__in=rosters_for(user))


def in_exchange(station, user):
    """The duties to come of one's colleagues: what one can take over for one's own."""
    return (
        Shift.objects.published()
        .standing()
        .filter(roster__station=station, starts_at__gt=timezone.now(), signed_in_at=None)
        .exclude(handler__user=user)
        .exclude(handler=None)
        .with_people()
    )


def swaps_for(user):
    """A handler: where they are one of the two. Managers: those of their rosters."""
    if user.may("roster.manage"):
        return Swap.objects.filter(shift__roster__in=rosters_for(user)).for_lists()
    if user.may("roster.serve"):
        return Swap.objects.filter(Q(asker__user=user) | Q(other__user=user)).for_lists()
    return Swap.objects.none()


def earlier_load(station, month, people, months=3):
    """{handler id: Load} of these handlers, from the months before `month`, absences left out."""
    since = (month - timedelta(days=31 * months - 1)).replace(day=1)
    served = (
        Shift.objects.standing()
        .filter(roster__station=station, day__gte=since, day__lt=month)
        .exclude(handler=None)
        .order_by("day")
    )
    rows = list(served.values_list("handler", "day", "hours"))
    off = rest_days({day for _, day, _ in rows})
    return rule.loads([(*row, row[1] in off) for row in rows], people)


def unknown_days(dates):
    """Whether for any of the dates the notice of holidays is not in: `rest_days` then takes the weekends alone."""
    return None in workdays(dates).values()


def rest_days(dates):
    """Which of the dates are days off; in a year whose notice is not in, the weekends."""
    off = set()
    for day, works in workdays(dates).items():
        weekend = day.weekday() > 4
        if weekend if works is None else not works:
            off.add(day)
    return off


def shifts_of(roster):
    """The duties of a plan in its order, with who serves and whom they helped."""
    shifts = roster.shifts.with_people().prefetch_related("helps")
    return shifts.order_by("starts_at", "post__kind", "post__name")


def hours_by_handler(shifts):
    """[(handler, duties, hours)] of these shifts without the absences, most hours first."""
    totals = {}
    for shift in shifts:
        if shift.handler and not shift.absent_at:
            duties, hours = totals.get(shift.handler, (0, 0))
            totals[shift.handler] = (duties + 1, hours + shift.hours)

    rows = [(handler, duties, hours) for handler, (duties, hours) in totals.items()]
    return sorted(rows, key=lambda row: (-row[2], row[0].user.name))


def obstacles(shift, handler, spans=None, leaving=()):
    """Why `handler` cannot serve `shift`, as phrases: leave, licence, a hearing, another duty that is not among `leaving`."""
    begin, end = shift.starts_at, shift.ends_at
    if spans is None:
        spans = agenda.taken(begin, end, [handler.user_id])

    unavailable = handler.unavailable(shift.day)
    phrases = [unavailable] if unavailable else []
    does_not_count = {("duty", shift.pk), *leaving}
    for span in spans.get(handler.user_id, ()):
        if span.meets(begin, end) and span.key not in does_not_count:
            phrases.append(f"已有{span.text}")
    return phrases


def warnings(shifts):
    """{shift id: [phrase]} for those whose person is away, unlicensed or wanted elsewhere."""
    manned = [
        shift
        for shift in shifts
        if shift.handler and not shift.absent_at and not shift.signed_out_at
    ]
    if not manned:
        return {}

    begin = min(shift.starts_at for shift in manned)
    end = max(shift.ends_at for shift in manned)
    spans = agenda.taken(begin, end, {shift.handler.user_id for shift in manned})
    phrases = {shift.pk: obstacles(shift, shift.handler, spans) for shift in manned}
    return {pk: said for pk, said in phrases.items() if said}


def candidates(station):
    """Handlers who can be put on this station's roster, with their leaves: those who can read it. Whose account was made and never
    given to them (`accounts.invitations.prepare`) learns of no duty."""
    uninvited = Q(user__invitations=None, user__password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return (
        Handler.objects.working()
        .filter(station=station)
        .exclude(uninvited)
        .select_related("user", "firm")
        .prefetch_related("user__leaves")
    )


@agenda.source("duty", "值班")
def duties(user, begin, end):
    """A handler's own; everyone else's: the plans of their institutions."""
    if user.role == Role.HANDLER:
        rows = shifts_for(user).filter(handler__user=user)
    else:
        plans = rosters_for(user).filter(
            station__in=near(user), month__gte=begin - timedelta(days=31), month__lt=end
        )
        rows = Shift.objects.filter(roster__in=list(plans.values_list("pk", flat=True)))

    manned = rows.meeting(begin, end).exclude(handler=None).order_by("starts_at")
    shown = manned.values_list(
        "pk", "starts_at", "ends_at", "post__name", "handler__user", "handler__user__name"
    )
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
        for pk, begins, ends, post, person, name in shown[:400]
    ]


@agenda.source("leave", "请假")
def leaves(user, begin, end):
    """One's own; those who make the plan see everybody's of their stations."""
    first, last = timezone.localdate(begin), timezone.localdate(end)
    rows = Leave.objects.filter(cancelled=False, starts__lt=last, ends__gte=first)
    if user.may("roster.manage"):
        own = near(user)
        handlers = Handler.objects.filter(station__in=own).values("user")
        staff = Staff.objects.filter(station__in=own).values("user")
        rows = rows.filter(Q(user__in=handlers) | Q(user__in=staff))
    else:
        rows = rows.filter(user=user)

    shown = rows.select_related("user").only("kind", "starts", "ends", "user__name")
    return [_absence(leave) for leave in shown[:200]]


def _absence(leave):
    begin, end = day_span(leave.starts, leave.ends)
    text = f"{leave.user} {leave.get_kind_display()}"
    return agenda.Entry(
        key=leave.pk,
        at=begin,
        until=end,
        label=text,
        text=text,
        url="",
        people=((leave.user_id, leave.user.name),),
        absence=True,
    )


@agenda.busy
def on_duty(begin, end, users):
    rows = Shift.objects.meeting(begin, end).filter(handler__user__in=users)
    spans = rows.order_by("starts_at", "post").values_list(
        "pk", "handler__user", "starts_at", "ends_at", "post__name"
    )
    return [
        agenda.Span(user, begins, ends, f"值班 {post}", ("duty", pk))
        for pk, user, begins, ends, post in spans
    ]
