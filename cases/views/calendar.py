"""The centre's calendar: what every app puts on it, with kinds to choose from and clashes told; and as an iCal feed behind a secret address."""

import calendar as months
from datetime import date, timedelta
from itertools import islice

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views import View
from icalendar import Calendar, Event

from legalaid.platform.accounts.models import User
from legalaid.platform.core.calendar import day_span, workdays
from legalaid.platform.office import agenda
from legalaid.platform.office.access import public

SALT = "cases.calendar"
SHOWN, CLASHES = 9, 30  # entries of a day, clashes told at once


class Month(LoginRequiredMixin, View):
    def get(self, request):
        if not request.user.may("cases.view"):
            raise PermissionDenied("您的岗位不查看案件内容。")
        today = timezone.localdate()
        try:
            year, month = (
                int(part) for part in request.GET.get("month", f"{today:%Y-%m}").split("-")
            )
            first = date(year, month, 1)
            before, after = first - timedelta(days=1), first + timedelta(days=32)
        except (ValueError, OverflowError):
            raise Http404("没有这个月份。") from None
        weeks = months.Calendar().monthdatescalendar(year, month)
        found = agenda.entries(request.user, *day_span(weeks[0][0], weeks[-1][-1]))
        chosen = [
            source.key for source in agenda.sources() if source.key in request.GET.getlist("kind")
        ]
        by_day = {}
        for source, entry in found:
            if not chosen or source.key in chosen:
                for day in agenda.days_of(entry, timezone.localdate):
                    by_day.setdefault(day, []).append((source, entry))
        works = workdays([day for week in weeks for day in week])
        context = {
            "weeks": [
                [self.cell(day, month, works[day], by_day.get(day, [])) for day in week]
                for week in weeks
            ],
            "whole": [
                (day, rows)
                for day, rows in by_day.items()
                if f"{day:%Y-%m-%d}" == request.GET.get("day")
            ],
            "sources": [(source, source.key in chosen) for source in agenda.sources()],
            "clashes": list(islice(agenda.clashes(found), CLASHES)),
            "first": first,
            "today": today,
            "before": before,
            "after": after,
            "feed": request.build_absolute_uri(
                reverse("cases:feed", args=[signing.dumps(request.user.pk, salt=SALT)])
            ),
        }
        return render(request, "cases/calendar.html", context)

    def cell(self, day, month, works, entries):
        """(day, of this month, workday, the first entries, how many more)."""
        return day, day.month == month, works, entries[:SHOWN], max(0, len(entries) - SHOWN)


@public
def feed(request, token):
    """iCal of one person's calendar. No party's name: the case number and the place are enough for a phone."""
    try:
        user = User.objects.get(pk=signing.loads(token, salt=SALT), is_active=True)
    except (signing.BadSignature, User.DoesNotExist):
        raise Http404 from None
    today = timezone.localdate()
    book = Calendar()
    book.add("prodid", "-//legalaid//calendar//ZH")
    book.add("version", "2.0")
    for source, entry in agenda.entries(
        user, *day_span(today - timedelta(days=30), today + timedelta(days=180))
    ):
        event = Event()
        event.add("uid", f"{source.key}-{entry.key}@legalaid")
        event.add("summary", entry.text)
        event.add("dtstamp", timezone.now())
        timed = entry.until and not entry.absence
        event.add("dtstart", entry.at if timed else timezone.localdate(entry.at))
        if entry.until:
            event.add("dtend", entry.until if timed else timezone.localdate(entry.until))
        book.add_component(event)
    return HttpResponse(book.to_ical(), content_type="text/calendar; charset=utf-8")
