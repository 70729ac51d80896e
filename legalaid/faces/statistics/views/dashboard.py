"""The director's board: the period so far against the same days a year before, every figure a way to its rows."""

from calendar import monthrange
from decimal import Decimal
from functools import cached_property

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from cases.enums import Channel, Row
from legalaid.faces.statistics.drawn import NARROW, Place, Ranked, months
from legalaid.faces.statistics.figures.counting import LABELS
from legalaid.faces.statistics.figures.window import CHANNELS
from legalaid.faces.statistics.lists import FUNDS, PROMISES, STATIONS, ranking
from legalaid.faces.statistics.models import Period
from legalaid.faces.statistics.queries import dashboard
from legalaid.faces.statistics.queries.money import money_of
from legalaid.faces.statistics.queries.promises import promises
from legalaid.platform.core.money import rounded, wan
from legalaid.platform.office.pages import Page
from subsidies.queries.figures import average_subsidy

TOP = 7
LENGTHS = {"year": "年", "quarter": "季", "month": "月"}
CUTS = {
    "row": ("案由", "件", "all.granted", "row", dict(Row.choices), 0),
    "crowd": ("给予援助的人群（可重复）", "件", "all.granted", "crowd", LABELS, 0),
    "channel": ("案件来源", "件", "all.granted", "channel", dict(Channel.choices), 0),
}


class Dashboard(Page):
    permission, template_name = "statistics.report", "statistics/dashboard.html"
    promises_table, stations_table, funds_table = PROMISES, STATIONS, FUNDS

    @cached_property
    def today(self):
        return timezone.localdate()

    @cached_property
    def length(self):
        asked = self.request.GET.get("length", "")
        return asked if asked in LENGTHS else "year"

    @cached_property
    def span(self):
        return dashboard.span_of(self.length, self.today)

    @cached_property
    def periods(self):
        """{(unit, first day): key} of the whole years, quarters and months begun this year."""
        rows = Period.objects.filter(starts_on__year=self.today.year, scheme__unit__in=LENGTHS)
        natural = rows.filter(starts_on__day=1, starts_on__lte=self.today).order_by("-scheme")
        return {
            (unit, starts): pk
            for pk, unit, starts, ends in natural.values_list(
                "pk", "scheme__unit", "starts_on", "ends_on"
            )
            if ends.day == monthrange(ends.year, ends.month)[1]
        }

    def rows(self, figure, **more):
        """The address of the rows behind a figure, for who may see them and where the period is kept."""
        starts = more.pop("starts", self.span.starts)
        period = self.periods.get((more.pop("length", self.length), starts))
        needed = "cases.consult" if figure.startswith("asked") else "cases.view"
        if period is None or not self.request.user.may(needed):
            return ""
        return (
            f"{reverse('statistics:rows', args=[figure])}?{urlencode({'period': period, **more})}"
        )

    def get_context_data(self, **kwargs):
        user = self.request.user
        now, then = dashboard.so_far(user, self.span)
        questions = dashboard.asked(user, self.today)
        running, *helped = dashboard.standing(user, self.span)
        late, near = dashboard.clocks(user)

        return super().get_context_data(
            lengths=LENGTHS.items(),
            span=self.span,
            same=self.span.year_before,
            at=timezone.now(),
            running=running,
            late=late,
            near=near,
            tiles=self.tiles(now, then, questions, running, helped),
            granted=self.columns(dashboard.by_month(user, self.today)),
            promises=promises(user, self.span),
            rankings=[self.ranked(cut, now, then) for cut in CUTS],
            asked=self.questions(questions),
            channels=self.channels(questions),
            places=self.places(),
            funds=money_of(user, self.today.year),
            average=average_subsidy(self.span),
            **kwargs,
        )

    def tiles(self, now, then, questions, running, helped):
        """[(name, figure, unit, what it stands against, address)]"""
        known = any(sums[0] for sums in then.values())

        def numbers(event, measure):
            key = (event, "", "")
            return now[key][measure], then[key][measure] if known else None

        helped_then = helped[1] if known else None
        received, granted, closed, won = (
            numbers(event, measure)
            for event, measure in (
                ("received", 0),
                ("granted", 0),
                ("closed", 0),
                ("closed", 2),
            )
        )
        refused = now["refused", "", ""][0]
        decided = granted[0] + refused
        rate = (
            f"给予率 {rounded(Decimal(100) * granted[0] / decided, 1)}%"
            if decided
            else "没有作出决定"
        )
        asked, asked_before = self.asked_so_far(questions)
        return [
            ("申请", f"{received[0]:,}", "件", _against(*received), self.rows("all.received")),
            ("给予援助", f"{granted[0]:,}", "件", f"{_against(*granted)}；{rate}", self.rows("all.granted")),
            ("受援", f"{helped[0]:,}", "人次", _against(helped[0], helped_then), self.rows("all.recipients")),
            ("办结", f"{closed[0]:,}", "件", f"{_against(*closed)}；在办 {running:,}", self.rows("all.closed")),
            ("咨询", f"{asked:,}", "人次", _against(asked, asked_before), self.rows("asked")),
            ("挽回损失", f"{wan(won[0], 2):,}", "万元", f"上年同期 {wan(won[1], 2):,}" if known else "上年同期 —", self.rows("all.won")),
        ]  # fmt: skip

    def asked_so_far(self, questions):
        """Person-times of the span, and of its days a year earlier or None."""
        of_span, now, then = range(self.span.starts.month, self.today.month + 1), 0, 0
        for (year, month, _), (whole, part) in questions.items():
            if month in of_span and year == self.today.year:
                now += whole
            elif month in of_span:
                then += part if month == self.today.month else whole
        return now, then or None

    def columns(self, found):
        """Cases granted month by month."""
        starts = {
            month: self.today.replace(month=month, day=1)
            for month in range(1, self.today.month + 1)
        }
        addresses = {
            month: self.rows("all.granted", length="month", starts=day)
            for month, day in starts.items()
        }
        return months(*self.two_years(found), addresses, begun=self.begun)

    def questions(self, found):
        """Person-times month by month."""
        sums = {}
        for (year, month, _), (whole, _part) in found.items():
            sums[year, month] = sums.get((year, month), 0) + whole
        return months(*self.two_years(sums), begun=self.begun, wide=NARROW)

    @property
    def begun(self):
        """The month not over yet, or 0 on its last day."""
        last = monthrange(self.today.year, self.today.month)[1]
        return self.today.month if self.today.day < last else 0

    def two_years(self, found):
        """The numbers of the last year and this, a month each; None for what is to come, or was before anything was kept."""
        before, today = self.today.year - 1, self.today.month
        first = min((month for year, month in found if year == before), default=13)
        last = [found.get((before, month), 0) if month >= first else None for month in range(1, 13)]
        now = [
            found.get((before + 1, month), 0) if month <= today else None for month in range(1, 13)
        ]
        return last, now

    def channels(self, found):
        """[(way, person-times, address)] of the span, as the statutory table names the ways."""
        sums = {}
        for (year, month, channel), (whole, _part) in found.items():
            if year == self.today.year and month >= self.span.starts.month:
                sums[channel] = sums.get(channel, 0) + whole
        named = []
        for code, (label, holds) in CHANNELS.items():
            own = [holds] if isinstance(holds, str) else holds
            named.append(
                (label, sum(sums.get(one, 0) for one in own), self.rows(f"asked.by.{code}"))
            )
        return [row for row in named if row[1]]

    def ranked(self, key, now, then):
        """(heading, table, the highest rows)"""
        heading, unit, figure, cut, labels, measure = CUTS[key]
        found = {
            value: sums[measure]
            for (event, of, value), sums in now.items()
            if event == "granted" and of == cut and sums[measure]
        }
        known = any(of == cut for _, of, _ in then)
        highest = sorted(found.items(), key=lambda row: (-row[1], row[0]))[:TOP]
        before = {
            value: then["granted", cut, value][measure] if known else None for value, _ in highest
        }
        most = max([*found.values(), *(number or 0 for number in before.values())], default=0)

        rows = [
            Ranked(
                labels.get(value, value),
                number,
                before[value],
                most,
                self.rows(figure, cut=cut, value=value),
            )
            for value, number in highest
        ]
        return heading, ranking(heading.split("（")[0], unit), rows

    def places(self):
        """The stations in two halves, the busier first."""
        found = dashboard.places(self.request.user, self.span)
        most = max((row[1] for row in found), default=0)

        rows = [
            Place(
                station.name.removesuffix("法律援助工作站"),
                station.get_absolute_url(),
                cases,
                asked,
                *slips,
                silent,
                most,
                self.rows("all.received", cut="station", value=station.pk),
                self.rows("asked", cut="station", value=station.pk),
            )
            for station, cases, asked, slips, silent in found
        ]

        middle = (len(rows) + 1) // 2
        return [half for half in (rows[:middle], rows[middle:]) if half]


def _against(number, before):
    """What the figure stands against: the same days of the year before."""
    if before is None:
        return "上年同期 —"
    more = number - before
    word = f"多 {more:,}" if more > 0 else f"少 {-more:,}" if more else "持平"
    return f"上年同期 {before:,}，{word}"
