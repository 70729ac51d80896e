"""What the director sees first: today, this month and this year against last, clocks, promises, and where the cases come from."""

from datetime import timedelta
from decimal import Decimal

from django.db.models import Count, F, Max, Min, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from cases.enums import Channel, Row
from cases.law.counting import CROWD_BITS
from cases.models import CountedCase
from cases.queries.case import cases_for
from legalaid.faces.statistics.models import Span
from legalaid.platform.procedure.clocks import RULES
from legalaid.platform.procedure.deadlines import limits_between
from legalaid.platform.procedure.models import Deadline
from stations.queries.station import sees_every_station, stations_for

from .cuts import WORDS

WAN = Decimal(10000)
COLUMNS = (
    ("申请（件）", "received_on", Q(), "weight"),
    ("给予（件）", "decided_on", Q(granted=True), "weight"),
    ("不予（件）", "decided_on", Q(profile__decision__startswith="refused"), "weight"),
    ("办结（件）", "closed_on", Q(), "weight"),
    ("受援（人次）", "decided_on", Q(granted=True), "persons"),
    ("挽回损失（万元）", "closed_on", Q(), "won"),
)
TOP = 10


def counted_for(user):
    """The counted rows of this person's stations; who sees every station needs no join."""
    return (
        CountedCase.objects.all()
        if sees_every_station(user)
        else CountedCase.objects.filter(station__in=stations_for(user))
    )


def spans(today):
    """[(label, span)]: today, the month and the year so far, and the same days a year earlier."""
    month, year = Span(today.replace(day=1), today), Span(today.replace(month=1, day=1), today)
    return [
        ("今天", Span(today, today)),
        ("本月", month),
        ("上年同月", month.year_before),
        ("本年", year),
        ("上年同期", year.year_before),
    ]


def overview(user, today):
    """[(label, [numbers])] in one query over the two years."""
    named = spans(today)
    sums = {
        f"n{i}_{j}": Coalesce(
            Sum(measure, filter=Q(**{f"{column}__range": (span.starts, span.ends)}) & which),
            0,
            output_field=CountedCase._meta.get_field("won"),
        )
        for i, (_, span) in enumerate(named)
        for j, (_, column, which, measure) in enumerate(COLUMNS)
    }
    first = min(span.starts for _, span in named)
    recent = Q(received_on__gte=first) | Q(decided_on__gte=first) | Q(closed_on__gte=first)
    found = counted_for(user).filter(recent).aggregate(**sums)

    return [
        (
            label,
            [_shown(found[f"n{i}_{j}"], measure) for j, (_, _, _, measure) in enumerate(COLUMNS)],
        )
        for i, (label, _) in enumerate(named)
    ]


def _shown(value, measure):
    return f"{value / WAN:,.2f}" if measure == "won" else int(value)


def open_clocks(user, now):
    """(overdue, due within two days, open) of the cases this person sees."""
    found = cases_for(user).aggregate(
        overdue=Count("pk", filter=Q(due_at__lt=now)),
        soon=Count("pk", filter=Q(due_at__gte=now, due_at__lt=now + timedelta(days=2))),
        running=Count("pk", filter=Q(due_at__isnull=False)),
    )
    return found["overdue"], found["soon"], found["running"]


def promises(user, span):
    """[(name, limit, done, percent in time)] of the clocks met in the span."""
    begin, end = span.moments
    met = Deadline.objects.filter(workflow="case", met_at__gte=begin, met_at__lt=end)
    if not sees_every_station(user):
        met = met.filter(subject_id__in=cases_for(user).values("pk"))

    rows = (
        met.values("rule")
        .order_by("rule")
        .annotate(
            done=Count("pk"),
            kept=Count("pk", filter=Q(met_at__lte=F("due_at"))),
            first=Min("started_at"),
            last=Max("started_at"),
        )
    )
    return [
        (
            RULES[row["rule"]].name,
            limits_between(row["rule"], row["first"], row["last"]),
            row["done"],
            round(100 * row["kept"] / row["done"], 1),
        )
        for row in rows
    ]


def granted(user, span):
    return counted_for(user).filter(granted=True, decided_on__range=(span.starts, span.ends))


def by_cause(user, span):
    return _ranked(granted(user, span), "profile__row", dict(Row.choices))


def by_channel(user, span):
    return _ranked(granted(user, span), "profile__channel", dict(Channel.choices))


def by_station(user, span):
    rows = (
        granted(user, span)
        .values_list("station__name")
        .annotate(n=Sum("weight"))
        .order_by("-n")[:TOP]
    )
    return [(name.removesuffix("法律援助工作站"), n) for name, n in rows]


def by_crowd(user, span):
    """Crowds overlap: the sum is larger than the recipients."""
    bits = {code: bit for code, bit in CROWD_BITS.items() if code in WORDS["crowd"]}
    rows = granted(user, span).annotate(
        **{f"is_{code}": F("profile__crowds").bitand(bit) for code, bit in bits.items()}
    )
    found = rows.aggregate(
        **{code: Coalesce(Sum("persons", filter=Q(**{f"is_{code}__gt": 0})), 0) for code in bits}
    )
    ranked = sorted(found.items(), key=lambda row: -row[1])

    return [(WORDS["crowd"][code], n) for code, n in ranked if n][:TOP]


def by_month(user, today):
    """[(month, last year, this year)] of cases granted."""
    rows = granted(user, Span(today.replace(year=today.year - 1, month=1, day=1), today))
    found = {
        (year, month): n
        for year, month, n in rows.values_list("decided_on__year", "decided_on__month")
        .annotate(n=Sum("weight"))
        .order_by()
    }

    return [
        (f"{month}月", found.get((today.year - 1, month), 0), found.get((today.year, month), 0))
        for month in range(1, 13)
    ]


def _ranked(rows, field, words):
    found = rows.values_list(field).annotate(n=Sum("weight")).order_by("-n")[:TOP]
    return [(words.get(value, value), n) for value, n in found]


def this_year():
    today = timezone.localdate()
    return Span(today.replace(month=1, day=1), today)
