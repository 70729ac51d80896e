"""Who is trained for what: courses in reach, credits of a year, who is due, which duties wait."""

from django.db.models import Count, Q, Sum, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from legalaid.platform.accounts.models import User
from legalaid.platform.core.named import goes_by
from legalaid.platform.office import agenda
from stations.enums import Duty
from stations.models import (
    Attendance,
    Certificate,
    Course,
    CreditGoal,
    Handler,
    Staff,
    TrainingSession,
)
from stations.queries.roster import home_of
from stations.queries.station import above, near, reach, station_of, stations_for

DONE_WITH = {
    Duty.CONSULT: "cases.consult",
    Duty.APPLY: "cases.apply",
    Duty.PRE_REVIEW: "cases.pre_review",
}


def courses_for(user):
    """Courses of one's own stations and of the institutions above them."""
    home = home_of(user)
    if home is None or not user.may("training.view"):
        return Course.objects.none()
    own, over = reach(user), [*above(home), home.pk]
    return Course.objects.filter(Q(station__in=own) | Q(station__in=over))


def sessions_for(user):
    return (
        TrainingSession.objects.filter(course__in=courses_for(user))
        .select_related("course")
        .annotate(seats=Count("attendances"))
    )


def runs(user, course):
    """Whether one of this person's own stations holds the course, and they manage its training."""
    if not user.may("training.manage"):
        return False
    return stations_for(user).filter(pk=course.station_id).exists()


def trainees_for(user):
    """The working people of one's stations: staff and handlers."""
    own = reach(user)
    staff = Staff.objects.filter(station__in=own, left_on=None)
    handlers = Handler.objects.filter(station__in=own, active=True)
    return User.objects.filter(
        Q(pk__in=staff.values("user")) | Q(pk__in=handlers.values("user")), is_active=True
    )


def not_enrolled(user, session, word=""):
    """Who may still be enrolled, found by a part of name or unit."""
    enrolled = session.attendances.values("user")
    people = trainees_for(user).exclude(pk__in=enrolled)
    if not word:
        return people

    return people.filter(
        goes_by(word)
        | Q(staff__station__name__contains=word)
        | Q(handler__firm__name__contains=word)
    )


def rows_of(user, who, word=""):
    """The working staff ("staff") or handlers ("handlers") of one's stations, found by a part of name or unit, with what their credits need."""
    if who == "handlers":
        unit = "firm__name__contains"
        rows = (
            Handler.objects.filter(station__in=reach(user), active=True, user__is_active=True)
            .select_related("user__staff__station", "firm")
            .defer("user__phone", "mobile", "firm__account_number")
        )
    else:
        unit = "station__name__contains"
        rows = (
            Staff.objects.filter(station__in=reach(user))
            .working()
            .select_related("user", "station")
            .defer("user__phone")
        )

    if not word:
        return rows
    return rows.filter(goes_by(word, "user__") | Q(**{unit: word}))


def valid_certificates(users, day):
    """{user id: {course id: certificate}}"""
    valid = Certificate.objects.valid(day).filter(user__in=users).order_by("issued_at")

    by_user = {}
    for certificate in valid:
        by_user.setdefault(certificate.user_id, {})[certificate.course_id] = certificate
    return by_user


def courses_to_pass(user, day):
    """Basic courses of this person's station, and of those above it, of which they hold no valid certificate."""
    station = station_of(user)
    if station is None or not user.may("training.view"):
        return Course.objects.none()

    held = Certificate.objects.valid(day).filter(user=user).values("course")
    basic = Course.objects.open().filter(basic=True, station__in=[*above(station), station.pk])
    return basic.exclude(pk__in=held)


def duties_waiting(user, day=None):
    """[(Duty, Course)]: what this person does at their station, and which basic course they still have to pass for it."""
    courses = courses_to_pass(user, day or timezone.localdate())
    station = station_of(user)
    duties = station.duties if station else ()
    does = [duty for duty in Duty if duty in duties and user.may(DONE_WITH[duty])]
    return [(duty, course) for course in courses for duty in does if duty in course.opens]


def lacking_staff(day):
    """Working staff who on `day` hold no valid certificate of a basic course that opens a duty of their station."""
    waits = Q(pk=None)
    for course in Course.objects.open().filter(basic=True).select_related("station"):
        held = (
            Certificate.objects.valid(day)
            .filter(course=course, issued_at__date__lte=day)
            .values("user")
        )
        concerned = Q(pk=None) if course.opens else Q()
        for duty in course.opens:
            concerned |= Q(duties__contains=f'"{duty}"')

        below = Q(station__path__startswith=course.station.path)
        waits |= below & concerned & ~Q(user__in=held)

    duties = Cast("station__duties", TextField())
    return Staff.objects.working().annotate(duties=duties).filter(waits)


def credits_of(users, year):
    """{user id: credits earned in a year} by meetings attended."""
    rows = Attendance.objects.attended().in_year(year).filter(user__in=users).order_by()
    return dict(rows.values_list("user").annotate(total=Sum("session__course__credits")))


def training_state(users, courses, year, day):
    """For the list of people: [{user, credits, goal, missing, expiring, due}], those who are due first."""
    users = list(users)
    keys = [user.pk for user in users]
    goal = getattr(CreditGoal.objects.filter(year=year).first(), "credits", 0)
    earned = credits_of(keys, year)
    held = valid_certificates(keys, day)
    basic = [course for course in courses if course.basic and course.active]

    rows = []
    for user in users:
        own = held.get(user.pk, {})
        needed = [course for course in basic if _needs(user, course)]
        missing = [course for course in needed if course.pk not in own]
        valid = [course for course in needed if course.pk in own]
        expiring = [course for course in valid if own[course.pk].expires_soon(day)]
        credits = earned.get(user.pk, 0)
        rows.append(
            {
                "user": user,
                "credits": credits,
                "goal": goal,
                "missing": missing,
                "expiring": expiring,
                "due": bool(missing or expiring or credits < goal),
            }
        )
    return sorted(rows, key=lambda row: (not row["due"], -len(row["missing"]), row["credits"]))


def _needs(user, course):
    """A basic course that opens certain duties is for the staff of stations that have one of them, and for every handler."""
    staff = getattr(user, "staff", None)
    if staff is None or not course.opens:
        return True
    return any(duty in staff.station.duties for duty in course.opens)


def training_figures(first, last, stations):
    """Meetings held, person-times present and credits between two dates, for the report."""
    rows = Attendance.objects.attended().filter(
        session__course__station__in=stations,
        session__starts_at__date__gte=first,
        session__starts_at__date__lte=last,
    )
    return rows.aggregate(
        meetings=Count("session", distinct=True),
        people=Count("pk"),
        credits=Sum("session__course__credits", default=0),
    )


@agenda.source("training", "培训")
def trainings(user, begin, end):
    """The meetings of one's institutions; it takes the reader's own time, for managers that of everybody enrolled."""
    if not user.may("training.view"):
        return []

    sessions = (
        TrainingSession.objects.standing()
        .filter(course__station__in=near(user), starts_at__lt=end, ends_at__gt=begin)
        .select_related("course")
        .prefetch_related("attendances__user")
    )
    return [_entry(session, user) for session in sessions[:100]]


def _entry(session, user):
    seats = session.attendances.all()
    if not user.may("training.manage"):
        seats = [seat for seat in seats if seat.user_id == user.pk]

    return agenda.Entry(
        key=session.pk,
        at=session.starts_at,
        until=session.ends_at,
        label=session.course.title,
        text=f"培训 {session.course} {session.place}",
        url=session.get_absolute_url(),
        people=tuple((seat.user_id, seat.user.name) for seat in seats),
    )


@agenda.busy
def in_training(begin, end, users):
    seats = Attendance.objects.filter(
        user__in=users,
        session__cancelled_at=None,
        session__starts_at__lt=end,
        session__ends_at__gt=begin,
    )
    taken = seats.order_by("session__starts_at").values_list(
        "user", "session__starts_at", "session__ends_at", "session__course__title"
    )
    return [agenda.Span(user, begins, ends, f"培训 {title}") for user, begins, ends, title in taken]
