"""Figures of booked visits by month and office: how many came, and how long they waited against the time they had booked. For the office alone:
most of its cells are small, and a small one tells of somebody (decision 164)."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from legalaid.platform.core.calendar import day_span
from stations.models import Station

from .enums import VisitState

READ = ("station", "starts_at", "state", "by_self", "moves", "kept", "ticket__taken_at", "ticket__started_at")  # fmt: skip
DEFINED = (
    ("预约", "约在这个月来的预约，不论后来怎样；改过时间的按最后的时间、最后的月份算一个"),
    ("还没到", "约的时间还没有到，或者到了还没有登记"),
    ("来了", "登记了到访取号的"),
    ("没有来", "窗口登记没有来的，和当天没有登记到访、夜里自动结清的"),
    ("本人取消、我们取消", "约好以后取消的：本人凭查询码取消的，和窗口写明原因取消的（含本人打电话来取消）"),
    ("改过时间", "其中改过时间的，不论改几次、由谁改"),
    ("用留给现场的", "其中窗口写明理由、用了留给现场来访的位置的"),
    ("约定以后等了", "来了并且接待了的，从约的时间到开始接待；来晚的从取号算起；约的时间以前就接待了的算0分钟"),
)  # fmt: skip


@dataclass
class Line:
    """One office in one month; an office None: all of them, a month None: the year."""

    month: date | None
    station: Station | None
    booked: int = 0
    open: int = 0
    came: int = 0
    missed: int = 0
    own: int = 0
    ours: int = 0
    moved: int = 0
    kept: int = 0
    waits: list = field(default_factory=list)  # minutes of each who was received

    def count(self, state, *, by_self, moves, kept, wait):
        self.booked += 1
        self.open += state == VisitState.BOOKED
        self.came += state == VisitState.ARRIVED
        self.missed += state == VisitState.MISSED
        self.own += state == VisitState.CANCELLED and by_self
        self.ours += state == VisitState.CANCELLED and not by_self
        self.moved += moves > 0
        self.kept += kept
        self.waits += [] if wait is None else [wait]

    @property
    def wait(self):
        """On average, in whole minutes; None where nobody was received."""
        return round(sum(self.waits) / len(self.waits)) if self.waits else None

    @property
    def longest(self):
        return max(self.waits, default=None)


def waited(booked_for, taken, started):
    """Minutes from the time that was booked, or from the number of whoever came later, until they were received; None before that."""
    if not taken or not started:
        return None
    return max(int((started - max(booked_for, taken)).total_seconds() // 60), 0)


def lines(visits, year):
    """[Line] of these visits in a year, month by month and office by office; last the year of each office, and of all where there are several."""
    begin, end = day_span(date(year, 1, 1), date(year, 12, 31))
    rows = visits.filter(starts_at__gte=begin, starts_at__lt=end).order_by()
    found = defaultdict(list)
    for station, at, state, by_self, moves, kept, taken, started in rows.values_list(*READ):
        month = timezone.localdate(at).replace(day=1)
        fact = {"by_self": by_self, "moves": moves, "kept": kept}
        fact |= {"state": state, "wait": waited(at, taken, started)}
        found[month, station].append(fact)
        found[None, station].append(fact)
        found[None, None].append(fact)

    stations = Station.objects.in_bulk({key for _, key in found if key})
    made = [_line(month, stations.get(key), facts) for (month, key), facts in found.items()]
    several = len(stations) > 1
    shown = [one for one in made if one.station or several]
    return sorted(shown, key=_order)


def _line(month, station, facts):
    line = Line(month, station)
    for fact in facts:
        line.count(**fact)
    return line


def _order(line):
    last = date.max
    return line.month or last, line.station is None, line.station.path if line.station else ""
