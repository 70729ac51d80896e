"""What the director sees first: the period so far against the same days a year before, from sums of months (decision 42)."""

from collections import defaultdict
from datetime import timedelta
from decimal import Decimal

from django.db.models import BooleanField, Count, ExpressionWrapper, OuterRef, Q, Subquery, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from cases.law.counting import parts
from cases.models import Case, Consultation, CountedCase, CountedMonth, CountProfile
from cases.queries.case import cases_for
from cases.queries.consultation import consultations_for
from legalaid.faces.statistics.models import Span
from stations.models import Referral, ReferralAnswer
from stations.queries.station import MANY, sees_every_station, stations_for

NOTHING = (0, 0, Decimal(0))
MEASURES = ("weight", "persons", "won")
SILENT = timedelta(days=60)


def span_of(length, today):
    """The year, quarter or month so far."""
    first = {"year": 1, "quarter": today.month - (today.month - 1) % 3, "month": today.month}
    return Span(today.replace(month=first[length], day=1), today)


def counted_for(user):
    """The counted rows of this person's stations; who sees every station needs no join."""
    return _within(CountedCase.objects.all(), user)


def counts_all(user, needed):
    """Who answers for the figures of every station without the right to their rows (`needed`): numbers alone, of all of them."""
    return not user.may(needed) and sees_every_station(user)


def _within(rows, user):
    return rows if sees_every_station(user) else rows.filter(station__in=stations_for(user))


def _is(condition):
    return ExpressionWrapper(condition, output_field=BooleanField())


def so_far(user, span):
    """({(event, cut, value): (cases, persons, yuan)} of the span, the same of the same days a year before).

    Of the earlier year the whole months come from their sums, the days of the month begun from the rows.
    """
    same = span.year_before
    begun = Span(same.ends.replace(day=1), same.ends)
    now, whole = (
        Q(month__range=(span.starts, span.ends)),
        Q(month__gte=same.starts, month__lt=begun.starts),
    )

    rows = _within(CountedMonth.objects.filter(now | whole), user).order_by()
    keyed = rows.annotate(now=_is(now)).values_list("now", "event", "cut", "value")
    found = defaultdict(lambda: NOTHING), _of_days(user, begun)
    for is_now, event, cut, value, *sums in keyed.annotate(*(Sum(name) for name in MEASURES)):
        _add(found[0 if is_now else 1], (event, cut, value), sums)
    return found


def _add(found, key, sums):
    found[key] = tuple(one + more for one, more in zip(found[key], sums, strict=True))


def _of_days(user, span):
    """What the sums of a month would say of some of its days."""
    days = [
        Q(**{f"{day}__range": (span.starts, span.ends)})
        for day in ("received_on", "decided_on", "closed_on")
    ]
    inside = {f"in_{number}": _is(day) for number, day in enumerate(days)}
    rows = counted_for(user).filter(days[0] | days[1] | days[2]).order_by().annotate(**inside)
    summed = list(rows.values_list("profile", *inside).annotate(*(Sum(name) for name in MEASURES)))
    profiles = CountProfile.objects.in_bulk({key for key, *_ in summed}) if summed else {}

    found = defaultdict(lambda: NOTHING)
    for profile, *happened, weight, persons, won in summed:
        dates = (span.starts if so else None for so in happened)
        for _, event, cut, value in parts(*dates, vars(profiles[profile])):
            _add(found, (event, cut, value), (weight, persons, won if event == "closed" else 0))
    return found


def by_month(user, today):
    """{(year, month): cases granted} of this year and the last."""
    granted = CountedMonth.objects.filter(
        cut="", event="granted", month__gte=today.replace(year=today.year - 1, month=1, day=1)
    )
    rows = _within(granted, user).order_by().values_list("month").annotate(Sum("weight"))
    return {(month.year, month.month): cases for month, cases in rows}


def standing(user, span):
    """(cases granted and not closed, persons helped in the span, in the same days a year before): those granted up to its end without
    those closed before it began, as the tables count who was served."""
    same = span.year_before
    begun = same.ends.replace(day=1)
    closed, granted = Q(event="closed"), Q(event="granted")
    sums = _within(CountedMonth.objects.filter(granted | closed, cut=""), user)
    found = sums.aggregate(
        granted=_sum("weight", granted),
        closed=_sum("weight", closed),
        until_now=_sum("persons", granted),
        gone=_sum("persons", closed & Q(month__lt=span.starts)),
        until_then=_sum("persons", granted & Q(month__lt=begun)),
        gone_then=_sum("persons", closed & Q(month__lt=same.starts)),
    )

    days = counted_for(user).filter(granted=True, decided_on__range=(begun, same.ends))
    until_then = found["until_then"] + days.aggregate(n=_sum("persons", Q()))["n"]
    running = found["granted"] - found["closed"]
    return running, found["until_now"] - found["gone"], until_then - found["gone_then"]


def _sum(measure, which):
    return Sum(measure, filter=which, default=0)


def clocks(user):
    """(overdue, due within two days) of the cases this person sees; of all of them for who sees every station's figures and no case."""
    now = timezone.now()
    own = Case.objects.all() if counts_all(user, "cases.view") else cases_for(user)
    clocks = own.filter(due_at__lt=now + timedelta(days=2)).order_by()
    late = clocks.aggregate(late=Count("pk", filter=Q(due_at__lt=now)), near=Count("pk"))
    return late["late"], late["near"] - late["late"]


def asked(user, today):
    """{(year, month, channel): (person-times, those up to the same day of the month)} of this year and the last."""
    begin, _ = Span(today.replace(year=today.year - 1, month=1, day=1), today).moments
    early = Count("pk", filter=Q(at__day__lte=today.day))
    every = counts_all(user, "cases.consult")
    own = Consultation.objects.all() if every else consultations_for(user)
    rows = own.filter(at__gte=begin).order_by()
    months = rows.annotate(month=TruncMonth("at")).values_list("month", "channel")
    return {
        (timezone.localdate(month).year, timezone.localdate(month).month, channel): (whole, part)
        for month, channel, whole, part in months.annotate(n=Count("pk"), early=early)
    }


def places(user, span):
    """[(station, applications, consultations, returned and answered slips, whether nothing came in or was sent on for sixty days)], the busiest first.

    Of thousands of stations only those that had an application.
    """
    begin, end = span.moments
    received = CountedMonth.objects.filter(
        cut="", event="received", month__range=(span.starts, span.ends)
    )
    cases = dict(_within(received, user).order_by().values_list("station").annotate(Sum("weight")))
    stations = stations_for(user).filter(closed_on=None)
    if stations.count() > MANY:
        stations = stations.filter(pk__in=cases)

    consulted = (
        Consultation.objects.filter(at__gte=begin, at__lt=end).order_by().values_list("station")
    )
    consultations = dict(consulted.annotate(Count("pk")))
    answered = (
        ReferralAnswer.objects.filter(at__gte=begin, at__lt=end)
        .order_by()
        .values_list("referral__to_station")
    )
    slips = {
        key: (returned, all_)
        for key, returned, all_ in answered.annotate(
            returned=Count("pk", filter=Q(accepted=False)), n=Count("pk")
        )
    }

    since = timezone.now() - SILENT
    rows = [
        (
            row,
            cases.get(row.pk, 0),
            consultations.get(row.pk, 0),
            slips.get(row.pk, (0, 0)),
            not any(at and at >= since for at in (row.last_case, row.last_question, row.last_slip)),
        )
        for row in stations.annotate(
            last_case=_last(Case, "received_at"),
            last_question=_last(Consultation, "at"),
            last_slip=_last(Referral, "sent_at", "from_station"),
        )
    ]
    return sorted(rows, key=lambda row: (-row[1], -row[2], row[0].path))


def _last(model, field, station="station"):
    """The moment of the newest row of a station."""
    rows = model.objects.filter(**{station: OuterRef("pk")}).order_by(f"-{field}")
    return Subquery(rows.values(field)[:1])
