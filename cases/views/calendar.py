"""The centre's calendar: what every app puts on it, with kinds to choose from and clashes told; and as an iCal feed behind a secret address."""

from calendar import Calendar
from datetime import datetime, timedelta
from functools import cached_property
from itertools import islice

import icalendar
from django.http import Http404, HttpResponse
from django.utils import timezone

from cases.domain.calendar import read_by, stop, subscribe
from legalaid.platform.accounts.limits import TooOften, attempt
from legalaid.platform.core.calendar import day_span, workdays
from legalaid.platform.office import agenda, panels
from legalaid.platform.office.access import public
from legalaid.platform.office.asked import FIRST_YEAR, LAST_YEAR, client_address
from legalaid.platform.office.pages import ActPage, Page

SHOWN, CLASHES = 9, 30  # entries of a day, clashes told at once
BEFORE, AFTER = timedelta(days=30), timedelta(days=180)  # what a telephone holds


class Month(Page):
    permission, refusal = "cases.view", "您的岗位不查看案件内容。"
    template_name = "cases/calendar.html"

    @cached_property
    def first(self):
        """The first day of the month asked for; of this one where none is."""
        this = f"{timezone.localdate():%Y-%m}"
        try:
            first = datetime.strptime(self.request.GET.get("month", this), "%Y-%m").date()
        except ValueError:
            raise Http404("没有这个月份。") from None
        if not FIRST_YEAR <= first.year <= LAST_YEAR:
            raise Http404("没有这个月份。")
        return first

    @cached_property
    def kinds(self):
        """The kinds of entries asked for; none means all."""
        asked = self.request.GET.getlist("kind")
        return [source.key for source in agenda.sources() if source.key in asked]

    def get_context_data(self, **kwargs):
        weeks = Calendar().monthdatescalendar(self.first.year, self.first.month)
        span = day_span(weeks[0][0], weeks[-1][-1])
        entries = agenda.entries(self.request.user, *span)
        by_day = self.by_day(entries)
        asked = self.request.GET.get("day")

        return super().get_context_data(
            weeks=self.cells(weeks, by_day),
            whole=[(day, rows) for day, rows in by_day.items() if day.isoformat() == asked],
            sources=[(source, source.key in self.kinds) for source in agenda.sources()],
            clashes=list(islice(agenda.clashes(entries), CLASHES)),
            first=self.first,
            today=timezone.localdate(),
            before=self.first - timedelta(days=1),
            after=self.first + timedelta(days=32),
            own=panels.render("own", self.request, self.request.user),
            **kwargs,
        )

    def by_day(self, entries):
        """{day: [(source, entry)]} of the kinds asked for."""
        days, zone = {}, timezone.get_current_timezone()
        for source, entry in entries:
            if self.kinds and source.key not in self.kinds:
                continue
            for day in agenda.days_of(entry, zone):
                days.setdefault(day, []).append((source, entry))
        return days

    def cells(self, weeks, by_day):
        works = workdays([day for week in weeks for day in week])
        return [[self.cell(day, works[day], by_day.get(day, [])) for day in week] for week in weeks]

    def cell(self, day, works, entries):
        """(day, of this month, workday, the first entries, how many more)."""
        within, more = day.month == self.first.month, max(0, len(entries) - SHOWN)
        return day, within, works, entries[:SHOWN], more


class FeedAct(ActPage):
    """The own address: a new one, or none any more."""

    permission = "cases.view"

    def back(self):
        return "cases:calendar"


class FeedNew(FeedAct):
    done = "已生成新的订阅地址，原来的不再有效。"

    def act(self):
        subscribe(self.request.user)
        return self.back()


class FeedStop(FeedAct):
    done = "订阅地址已停用。"

    def act(self):
        stop(self.request.user)
        return self.back()


@public
def feed(request, token):
    """iCal of one person's calendar. No party's name: the case number and the place are enough for a phone."""
    user = read_by(token)
    if user is None:
        return unknown(request)

    book = icalendar.Calendar()
    book.add("prodid", "-//legalaid//calendar//ZH")
    book.add("version", "2.0")

    today = timezone.localdate()
    for source, entry in agenda.entries(user, *day_span(today - BEFORE, today + AFTER)):
        book.add_component(event_of(source, entry))
    return HttpResponse(book.to_ical(), content_type="text/calendar; charset=utf-8")


def unknown(request):
    """404, and after too many of them no answer at all."""
    try:
        attempt("link", client_address(request))
    except TooOften:
        return HttpResponse(status=429)
    raise Http404


def event_of(source, entry):
    """An entry that takes whole days, or is no more than a moment, stands on its day without an hour."""
    timed = entry.until and not entry.absence
    event = icalendar.Event()
    event.add("uid", f"{source.key}-{entry.key}@legalaid")
    event.add("summary", entry.text)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", entry.at if timed else timezone.localdate(entry.at))
    if entry.until:
        event.add("dtend", entry.until if timed else timezone.localdate(entry.until))
    return event
