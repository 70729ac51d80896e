"""Who is trained for what: courses in reach, credits of a year, who is due, which duties wait."""

from django.db.models import Count, Q, Sum, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from legalaid.platform.accounts.models import User
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
from stations.queries.station import above, near, reach, station_of

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


def trainees_for(user):
    """The working people of one's stations: staff and handlers."""
    own = reach(user)
    staff = Staff.objects.filter(station__in=own, left_on=None)
    handlers = Handler.objects.filter(station__in=own, active=True)
    return User.objects.filter(
        Q(pk__in=staff.values("user")) | Q(pk__in=handlers.values("user")), is_active=True
    )


def rows_of(user, who, word=""):
    """The working staff ("staff") or handlers ("handlers") of one's stations, found by a part of name or unit, with what their credits need."""
    if who == "handlers":
        rows = Handler.objects.filter(station__in=reach(user), active=True, user__is_active=True)
        rows = rows.select_related("user__staff__station", "firm").defer(
            "user__phone", "mobile", "firm__account_number"
        )
        return (
            rows.filter(Q(user__name__contains=word) | Q(firm__name__contains=word))
            if word
            else rows
        )
    rows = (
        Staff.objects.filter(station__in=reach(user))
        .working()
        .select_related("user", "station")
        .defer("user__phone")
    )
    return (
        rows.filter(Q(user__name__contains=word) | Q(station__name__contains=word))
        if word
        else rows
    )


def valid_certificates(users, day):
    """{user id: {course id: certificate}}"""
    found = {}
    for row in Certificate.objects.valid(day).filter(user__in=users).order_by("issued_at"):
        found.setdefault(row.user_id, {})[row.course_id] = row
    return found


def duties_waiting(user, day=None):
    """[(Duty, Course)]: what this person does at their station, and which basic course they still have to pass for it."""
    station = station_of(user)
    if station is None or not user.may("training.view"):
        return []
    held = Certificate.objects.valid(day or timezone.localdate()).filter(user=user).values("course")
    basic = (
        Course.objects.open()
        .filter(basic=True, station__in=[*above(station), station.pk])
        .exclude(pk__in=held)
    )
    does = [duty for duty in Duty if duty in station.duties and user.may(DONE_WITH[duty])]
    return [(duty, course) for course in basic for duty in does if duty in course.opens]


def lacking_staff(day):
    """Working staff who on `day` hold no valid certificate of a basic course that opens a duty of their station."""
    waits = Q(pk=None)
    for course in Course.objects.open().filter(basic=True).select_related("station"):
        held = (
            Certificate.objects.valid(day)
            .filter(course=course, issued_at__date__lte=day)
            .values("user")
        )
        needs = Q(pk=None) if course.opens else Q()
        for duty in course.opens:
            needs |= Q(duties__contains=f'"{duty}"')
        waits |= Q(station__path__startswith=course.station.path) & needs & ~Q(user__in=held)
    return (
        Staff.objects.working().annotate(duties=Cast("station__duties", TextField())).filter(waits)
    )


def credits_of(users, year):
    """{user id: credits earned in a year} by meetings attended."""
    rows = Attendance.objects.attended().in_year(year).filter(user__in=users).order_by()
    return dict(rows.values_list("user").annotate(total=Sum("session__course__credits")))


def training_state(users, courses, year, day):
    """For the list of people: [{user, credits, goal, missing, expiring, due}], those who are due first."""
    users = list(users)
    goal = getattr(CreditGoal.objects.filter(year=year).first(), "credits", 0)
    earned = credits_of([user.pk for user in users], year)
    held = valid_certificates([user.pk for user in users], day)
    basic = [course for course in courses if course.basic and course.active]
    rows = []
    for user in users:
        own = held.get(user.pk, {})
        staff = getattr(user, "staff", None)
        needed = [
            c
            for c in basic
            if staff is None or not c.opens or any(duty in staff.station.duties for duty in c.opens)
        ]
        missing = [course for course in needed if course.pk not in own]
        expiring = [
            course for course in needed if course.pk in own and own[course.pk].expires_soon(day)
        ]
        credits = earned.get(user.pk, 0)
        due = bool(missing or expiring or credits < goal)
        rows.append(
            {
                "user": user,
                "credits": credits,
                "goal": goal,
                "missing": missing,
                "expiring": expiring,
                "due": due,
            }
        )
    return sorted(rows, key=lambda row: (not row["due"], -len(row["missing"]), row["credits"]))


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


@agenda.source("training", "培训", "violet")
def trainings(user, begin, end):
    """The meetings of one's institutions; it takes the reader's own time, for managers that of everybody enrolled."""
    if not user.may("training.view"):
        return []
    rows = TrainingSession.objects.standing().filter(
        course__station__in=near(user), starts_at__lt=end, ends_at__gt=begin
    )
    rows = rows.select_related("course").prefetch_related("attendances__user")
    found = []
    for row in rows[:100]:
        seats = row.attendances.all()
        if not user.may("training.manage"):
            seats = [seat for seat in seats if seat.user_id == user.pk]
        people = tuple((seat.user_id, seat.user.name) for seat in seats)
        found.append(
            agenda.Entry(key=row.pk, at=row.starts_at, until=row.ends_at, label=row.course.title, text=f"培训 {row.course} {row.place}",
                         url=row.get_absolute_url(), people=people)
        )  # fmt: skip
    return found


@agenda.busy
def in_training(begin, end, users):
    meeting = {
        "session__cancelled_at": None,
        "session__starts_at__lt": end,
        "session__ends_at__gt": begin,
    }
    rows = Attendance.objects.filter(user__in=users, **meeting).order_by("session__starts_at")
    found = rows.values_list(
        "user", "session__starts_at", "session__ends_at", "session__course__title"
    )
    return [agenda.Span(user, begins, ends, f"培训 {title}") for user, begins, ends, title in found]
