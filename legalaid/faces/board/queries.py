"""The station board: what each station did in a month, counted as the tables and the report count (decision 76). One grouped query a
figure, and every figure opens to the rows it counts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Q, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from cases.enums import CONTENTED
from cases.models import Consultation, CountedCase, FollowUp, HandOver
from legalaid.platform.core.money import percent
from legalaid.platform.office.asked import FIRST_YEAR, LAST_YEAR
from stations.models import Attendance, OutreachEvent, Referral, ReferralAnswer, Station
from stations.queries.station import MANY
from stations.queries.training import lacking_staff

TAKEN = ExpressionWrapper(F("handed_at") - F("case__received_at"), output_field=DurationField())
CALLED = Q(satisfaction__in=CONTENTED)


@dataclass(frozen=True)
class Figure:
    """`rows()`: everything it counts; `station`, `at`: where station and moment stand; `line(row)`: (what, page of the row or "").

    Without `at` it is a state and no sum of the month: `rows(day)` are those in it on the month's last day so far. With `share` it is the
    percentage of its rows for which that holds.
    """

    key: str
    label: str
    rows: Callable
    at: str
    line: Callable
    station: str = "station"
    value: object = field(default_factory=lambda: Count("pk"))
    share: Q = None
    activity: bool = False
    plain: Callable = int

    def sums(self):
        """{name: aggregate} of what a query has to add up."""
        part = {f"part_{self.key}": Count("pk", filter=self.share)} if self.share else {}
        return {f"of_{self.key}": self.value} | part

    def read(self, row):
        """The figure out of a row of such sums; None where there is nothing to say."""
        value = row[f"of_{self.key}"]
        if self.share:
            return percent(row[f"part_{self.key}"], value)
        return None if value is None else self.plain(value)


def _hours(taken):
    return round(taken.total_seconds() / 3600, 1)


def _counted(row):
    """An application weighs as many cases as the tables count it."""
    case = row.case
    several = f" 计{row.weight}件" if row.weight > 1 else ""
    return (
        f"{case.number} {case.cause} {case.get_state_display()}{several}",
        case.get_absolute_url(),
    )


def _case_line(row):
    return f"{row.case.number} {row.case.get_state_display()}", row.case.get_absolute_url()


def _handovers():
    return HandOver.objects.select_related("case")


def _events():
    return OutreachEvent.objects.held()


def _event_line(row):
    return f"{row.day} {row.title}，{row.people}人次", row.get_absolute_url()


FIGURES = (
    Figure("cases", "申请（件）", lambda: CountedCase.objects.select_related("case__cause"), "received_on", _counted, value=Sum("weight"), activity=True),
    Figure("consultations", "咨询（人次）", Consultation.objects.all, "at",
           lambda row: (f"{row.number} {row.get_channel_display()}", row.get_absolute_url()), activity=True),
    Figure("referrals", "转介（件）", Referral.objects.all, "sent_at", lambda row: (str(row), row.get_absolute_url()), "from_station", activity=True),
    Figure("slip_returns", "转介退回率（%）", lambda: ReferralAnswer.objects.select_related("referral"), "at",
           lambda row: (f"{row.referral} {'接收' if row.accepted else '退回：' + '、'.join(row.reason_texts)}", row.referral.get_absolute_url()),
           "referral__to_station", share=Q(accepted=False)),
    Figure("handovers", "移交（次）", _handovers, "handed_at", _case_line, "case__station"),
    Figure("returns", "退回（次）", lambda: _handovers().exclude(reasons=[]), "handed_at",
           lambda row: (f"{row.case.number} {'、'.join(row.reason_texts)}", row.case.get_absolute_url()), "case__station"),
    Figure("hours", "移交用时（小时）", _handovers, "handed_at",
           lambda row: (f"{row.case.number} {_hours(row.handed_at - row.case.received_at)}小时", row.case.get_absolute_url()),
           "case__station", Avg(TAKEN), plain=_hours),
    Figure("satisfaction", "满意率（%）", lambda: FollowUp.objects.filter(result="reached").select_related("case"), "at",
           lambda row: (f"{row.case.number} {row.get_satisfaction_display()}", row.case.get_absolute_url()), "case__station",
           share=CALLED),
    Figure("trained", "培训（人次）", lambda: Attendance.objects.attended().select_related("user", "session__course"), "session__starts_at",
           lambda row: (f"{row.user} {row.session}", row.session.get_absolute_url()), "user__staff__station"),
    Figure("untrained", "待培训（人）", lambda day: lacking_staff(day).select_related("user", "station"), "",
           lambda row: (str(row.user), row.get_absolute_url())),
    Figure("outreach", "宣传（场）", _events, "day", _event_line, activity=True),
    Figure("reached", "受众（人次）", _events, "day", _event_line, value=Sum("people")),
)  # fmt: skip
BY_KEY = {figure.key: figure for figure in FIGURES}
ALIKE = {}  # figures of the same rows at the same place and moment are counted by one query
for _figure in FIGURES:
    ALIKE.setdefault((_figure.rows, _figure.at, _figure.station), []).append(_figure)
DAYS = {"day", "received_on"}  # moments kept as a day


@dataclass
class Line:
    """One station's month. `rank`: by activity, equal activity shares a place; 0 when nothing was done."""

    key: int
    values: dict
    activity: int
    rank: int = 0
    station: Station = None

    @property
    def cells(self):
        return [(figure.key, figure.label, self.values.get(figure.key)) for figure in FIGURES]


def month_of(text, today):
    """The first day of the month "2026-11"; this month for anything else, and for a year nobody keeps books of."""
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
    return month if FIRST_YEAR <= month.year <= LAST_YEAR else today.replace(day=1)


def after(month, count=1):
    """The first day `count` months later (earlier when negative)."""
    months = month.year * 12 + month.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)


def _within(figure, start, end):
    """The figure's rows from the day `start` up to before `end`."""
    if not figure.at:
        return figure.rows(min(end - timedelta(days=1), timezone.localdate()))
    if figure.at in DAYS:
        return figure.rows().filter(**{f"{figure.at}__gte": start, f"{figure.at}__lt": end})
    first, last = (timezone.make_aware(datetime.combine(day, time.min)) for day in (start, end))
    return figure.rows().filter(**{f"{figure.at}__gte": first, f"{figure.at}__lt": last})


def board(stations, month):
    """A Line for each station of the queryset that is open or did something in the month, the most active first."""
    closed = dict(
        stations.filter(Q(closed_on=None) | Q(closed_on__gte=month))
        .order_by("path")
        .values_list("pk", "closed_on")
    )
    found = {}
    for figures in ALIKE.values():
        found |= _by_station(figures, closed, month)

    busy = {pk for figure in FIGURES if figure.at for pk in found[figure.key]}
    lines = []
    for pk, closed_on in closed.items():
        if closed_on is None or pk in busy:
            values = {key: by_station[pk] for key, by_station in found.items() if pk in by_station}
            lines.append(Line(pk, values, sum(values.get(f.key, 0) for f in FIGURES if f.activity)))

    lines.sort(key=lambda line: -line.activity)
    for place, line in enumerate(lines, 1):
        if line.activity:
            same = place > 1 and lines[place - 2].activity == line.activity
            line.rank = lines[place - 2].rank if same else place

    return lines


def named(lines):
    """The lines with their stations; only of those that are shown."""
    stations = Station.objects.in_bulk([line.key for line in lines])
    for line in lines:
        line.station = stations[line.key]
    return lines


def _by_station(figures, keys, month):
    """{figure: {station: value}} of figures alike; thousands of keys are no condition but a choice from the answer."""
    place = figures[0].station
    rows = _within(figures[0], month, after(month)).order_by()
    if len(keys) <= MANY:
        rows = rows.filter(**{f"{place}__in": list(keys)})

    sums = {name: one for figure in figures for name, one in figure.sums().items()}
    counted = [row for row in rows.values(place).annotate(**sums) if row[place] in keys]
    return {
        figure.key: {
            row[place]: value for row in counted if (value := figure.read(row)) is not None
        }
        for figure in figures
    }


def rows_of(figure, station, month):
    """The rows behind one figure of one station, newest first."""
    order = [f"-{figure.at}"] if figure.at else []
    return (
        _within(figure, month, after(month))
        .filter(**{figure.station: station})
        .order_by(*order, "-pk")
    )


def trend(stations, month, count=12):
    """(month labels, [(figure label, [numbers])]) of the activity figures over `count` months up to `month`."""
    months = [after(month, back - count + 1) for back in range(count)]
    series = []
    for figure in (figure for figure in FIGURES if figure.activity):
        rows = _within(figure, months[0], after(month)).filter(
            **{f"{figure.station}__in": stations}
        )
        counted = (
            rows.order_by()
            .annotate(month=TruncMonth(figure.at))
            .values_list("month")
            .annotate(value=figure.value)
        )
        by_month = {_first(moment): value for moment, value in counted}
        series.append((figure.label, [by_month.get(first, 0) for first in months]))

    return [f"{first:%Y-%m}" for first in months], series


def _first(moment):
    return (timezone.localdate(moment) if isinstance(moment, datetime) else moment).replace(day=1)
