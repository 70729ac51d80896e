"""Hearings and deadlines on one calendar, and as an iCal feed behind a secret address."""

import calendar as months
from datetime import date, datetime, time, timedelta

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views import View
from icalendar import Calendar, Event

from cases.models import Hearing
from cases.queries.case import cases_for, waiting_for
from legalaid.platform.accounts.access import public
from legalaid.platform.accounts.models import User
from legalaid.platform.core.calendar import is_workday

SALT = "cases.calendar"


def entries(user, first, last):
    """[(datetime, kind, text, case)] between two dates, those of this person's cases; deadlines only where it is their turn."""
    begin, end = (timezone.make_aware(datetime.combine(day, time())) for day in (first, last + timedelta(days=1)))
    cases = cases_for(user)
    hearings = Hearing.objects.filter(case__in=cases, cancelled=False, starts_at__gte=begin, starts_at__lt=end).select_related(
        "case"
    )
    found = [(h.starts_at, "hearing", f"开庭 {h.organ} {h.place}", h.case) for h in hearings[:300]]
    due = waiting_for(user).filter(due_at__gte=begin, due_at__lt=end)
    found += [(case.due_at, "due", f"期满 {case.get_state_display()}", case) for case in due[:300]]
    return sorted(found, key=lambda entry: entry[0])


class Month(LoginRequiredMixin, View):
    def get(self, request):
        if not request.user.may("cases.view"):
            raise PermissionDenied("您的岗位不查看案件内容。")
        today = timezone.localdate()
        try:
            year, month = (int(part) for part in request.GET.get("month", f"{today:%Y-%m}").split("-"))
            first = date(year, month, 1)
        except ValueError:
            raise Http404("没有这个月份。") from None
        weeks = months.Calendar().monthdatescalendar(year, month)
        by_day = {}
        for entry in entries(request.user, weeks[0][0], weeks[-1][-1]):
            by_day.setdefault(timezone.localdate(entry[0]), []).append(entry)
        rows = [[(day, day.month == month, is_workday(day), by_day.get(day, [])) for day in week] for week in weeks]
        token = signing.dumps(request.user.pk, salt=SALT)
        context = {
            "weeks": rows,
            "first": first,
            "today": today,
            "before": first - timedelta(days=1),
            "after": first + timedelta(days=32),
            "feed": request.build_absolute_uri(reverse("cases:feed", args=[token])),
        }
        return render(request, "cases/calendar.html", context)


@public
def feed(request, token):
    """iCal of one person's hearings and deadlines. No names: the case number and the place are enough for a phone."""
    try:
        user = User.objects.get(pk=signing.loads(token, salt=SALT), is_active=True)
    except (signing.BadSignature, User.DoesNotExist):
        raise Http404 from None
    today = timezone.localdate()
    book = Calendar()
    book.add("prodid", "-//legalaid//calendar//ZH")
    book.add("version", "2.0")
    for number, (moment, kind, text, case) in enumerate(entries(user, today - timedelta(days=30), today + timedelta(days=180))):
        event = Event()
        event.add("uid", f"{kind}-{case.pk}-{number}@legalaid")
        event.add("summary", f"{text} {case.number}")
        event.add("dtstamp", timezone.now())
        event.add("dtstart", moment if kind == "hearing" else timezone.localdate(moment))
        book.add_component(event)
    return HttpResponse(book.to_ical(), content_type="text/calendar; charset=utf-8")
