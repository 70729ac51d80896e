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
    events = OutreachEvent.objects.between(first, last).order_by()
    if stations is not None:
        events = events.filter(station__in=stations)
    held = events.held()
    found = {
        field: dict(held.exclude(**{field: ""}).values_list(field).annotate(n=Count("pk")))
        for field in ("form", "venue", "medium")
    }
    tags = dict(
        held.exclude(tags=None).values_list("tags__name").annotate(n=Count("pk", distinct=True))
    )
    return (
        totals(held) | {f"by_{field}": counts for field, counts in found.items()} | {"by_tag": tags}
    )


def townships_among(own):
    """`own`: the reach of a person."""
    return Station.objects.open().filter(kind=StationKind.TOWNSHIP, pk__in=own)


def by_township(events, own):
    """([(township, figures)], how many more): every township of one's stations, most people first; None stands for the whole county.

    Where they are many, only those in which most people were reached.
    """
    rows = events.held().order_by().values("township").annotate(
        events=Count("pk"), people=Sum("people"), materials=Sum("materials"), consultations=Sum("consultations")
    )  # fmt: skip
    townships = townships_among(own)
    if (count := townships.count()) > TOWNSHIPS:
        top = list(rows.exclude(township=None).order_by("-people", "township")[:TOWNSHIPS])
        places = Station.objects.only("name").in_bulk([row["township"] for row in top])
        return [(places[row["township"]], row) for row in top], count - len(top)
    found = {row["township"]: row for row in rows}
    places = townships | Station.objects.open().filter(
        kind=StationKind.TOWNSHIP, pk__in=[pk for pk in found if pk]
    )
    table = [(place, found.get(place.pk, {})) for place in places.only("name")]
    table.sort(key=lambda row: (-row[1].get("people", 0), row[0].name))
    return table + ([(None, found[None])] if None in found else []), 0


def plan_of(station, year):
    """[(goal, held, people)] of the yearly plan, with what has been done of it in the station's subtree."""
    held = (
        OutreachEvent.objects.held()
        .filter(station__in=Station.objects.subtree(station), day__year=year)
        .order_by()
    )
    done = {
        (row["form"], row["venue"]): row
        for row in held.values("form", "venue").annotate(n=Count("pk"), people=Sum("people"))
    }
    rows = []
    for goal in OutreachGoal.objects.filter(station=station, year=year):
        row = done.get((goal.form, goal.venue), {})
        rows.append({"goal": goal, "held": row.get("n", 0), "people": row.get("people", 0),
                     "percent": min(100, 100 * row.get("n", 0) // goal.events)})  # fmt: skip
    return sorted(
        rows,
        key=lambda row: (OutreachForm.values.index(row["goal"].form), _venue(row["goal"].venue)),
    )


def _venue(value):
    return Venue.values.index(value) if value else -1


@agenda.source("outreach", "宣传", "teal")
def outreach(user, begin, end):
    """What one's institutions hold, and what others hold with them."""
    if not user.may("outreach.view"):
        return []
    own = near(user)
    rows = OutreachEvent.objects.filter(Q(station__in=own) | Q(township__in=own)).order_by(
        "day", "begins"
    )
    rows = rows.between(timezone.localdate(begin), timezone.localdate(end - timedelta(seconds=1)))
    return [
        agenda.Entry(
            key=pk,
            at=(at := timezone.make_aware(datetime.combine(day, begins or time(9)))),
            until=at + LENGTH if begins else None,
            label=title,
            text=f"宣传 {title} {place}",
            url=address("stations:outreach_event", pk),
        )
        for pk, day, begins, title, place in rows.values_list(
            "pk", "day", "begins", "title", "place"
        )[:200]
    ]
