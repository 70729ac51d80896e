"""What publicity was done: scope, by form, by township, against the plan."""

from datetime import datetime, time, timedelta

from django.db.models import Count, Q, Sum
from django.utils import timezone

from legalaid.platform.office import agenda
from legalaid.platform.office.addresses import address
from stations.enums import OutreachForm, StationKind, Venue
from stations.models import OutreachEvent, OutreachGoal, Station
from stations.queries.station import near, reach

TOWNSHIPS = 40  # lines of the table by township
LENGTH = timedelta(hours=2)  # what an activity with a time is taken to last
MORNING = time(9)  # where one without a time stands in the calendar


def events_for(user, own=None):
    """Activities of one's own stations (`own`: their reach, where it is at hand), and for a township those held in it by others."""
    if not user.may("outreach.view"):
        return OutreachEvent.objects.none()
    own = reach(user) if own is None else own
    return OutreachEvent.objects.filter(Q(station__in=own) | Q(township__in=own))


def totals(events, **more):
    """Activities held, people reached, materials, consultations; `more` aggregates of all of them."""
    held = Q(people__isnull=False)
    return events.aggregate(
        **more,
        events=Count("pk", filter=held),
        materials=Sum("materials", filter=held, default=0),
        consultations=Sum("consultations", filter=held, default=0),
        people=Sum("people", default=0),  # last: `held` means the field
    )


def outreach_figures(first, last, stations=None):
    """Everything the report asks of the publicity between two dates: totals, by form, venue, medium and tag."""
    held = OutreachEvent.objects.between(first, last).held().order_by()
    if stations is not None:
        held = held.filter(station__in=stations)

    figures = totals(held)
    for field in ("form", "venue", "medium"):
        counts = held.exclude(**{field: ""}).values_list(field).annotate(n=Count("pk"))
        figures[f"by_{field}"] = dict(counts)

    tagged = held.exclude(tags=None).values_list("tags__name")
    figures["by_tag"] = dict(tagged.annotate(n=Count("pk", distinct=True)))
    return figures


def townships_among(own):
    """The open townships of `own`: the reach of a person, or keys."""
    return Station.objects.open().filter(kind=StationKind.TOWNSHIP, pk__in=own)


def by_township(events, own):
    """([(township, figures)], how many more): every township of one's stations, most people first; None stands for the whole county.

    Where they are many, only those in which most people were reached.
    """
    rows = (
        events.held()
        .order_by()
        .values("township")
        .annotate(
            events=Count("pk"),
            people=Sum("people"),
            materials=Sum("materials"),
            consultations=Sum("consultations"),
        )
    )
    townships = townships_among(own)
    count = townships.count()
    if count > TOWNSHIPS:
        top = list(rows.exclude(township=None).order_by("-people", "township")[:TOWNSHIPS])
        places = Station.objects.only("name").in_bulk([row["township"] for row in top])
        return [(places[row["township"]], row) for row in top], count - len(top)

    held_in = {row["township"]: row for row in rows}
    whole_county = [(None, held_in.pop(None))] if None in held_in else []
    places = townships | townships_among(list(held_in))
    lines = [(place, held_in.get(place.pk, {})) for place in places.only("name")]
    lines.sort(key=lambda line: (-line[1].get("people", 0), line[0].name))
    return lines + whole_county, 0


def plan_of(station, year):
    """[(goal, held, people)] of the yearly plan, with what has been done of it in the station's subtree."""
    below = Station.objects.subtree(station)
    held = OutreachEvent.objects.held().filter(station__in=below, day__year=year).order_by()
    counts = held.values("form", "venue").annotate(n=Count("pk"), reached=Sum("people"))
    done = {(row["form"], row["venue"]): (row["n"], row["reached"]) for row in counts}

    goals = OutreachGoal.objects.filter(station=station, year=year)
    return [_progress(goal, done) for goal in sorted(goals, key=_order)]


def _order(goal):
    venue = Venue.values.index(goal.venue) if goal.venue else -1
    return OutreachForm.values.index(goal.form), venue


def _progress(goal, done):
    held, people = done.get((goal.form, goal.venue), (0, 0))
    percent = min(100, 100 * held // goal.events)
    return {"goal": goal, "held": held, "people": people, "percent": percent}


@agenda.source("outreach", "宣传")
def outreach(user, begin, end):
    """What one's institutions hold, and what others hold with them."""
    if not user.may("outreach.view"):
        return []

    own = near(user)
    first, last = timezone.localdate(begin), timezone.localdate(end - timedelta(seconds=1))
    events = OutreachEvent.objects.filter(Q(station__in=own) | Q(township__in=own))
    shown = events.between(first, last).order_by("day", "begins")
    rows = shown.values_list("pk", "day", "begins", "title", "place")
    return [_entry(*row) for row in rows[:200]]


def _entry(pk, day, begins, title, place):
    at = timezone.make_aware(datetime.combine(day, begins or MORNING))
    return agenda.Entry(
        key=pk,
        at=at,
        until=at + LENGTH if begins else None,
        label=title,
        text=f"宣传 {title} {place}",
        url=address("stations:outreach_event", pk),
    )
