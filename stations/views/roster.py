"""The month's duty plan and its posts."""

from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views import View

from legalaid.platform.audit.chain import record
from legalaid.platform.core.errors import DomainError
from legalaid.platform.office.access import PermissionMixin
from legalaid.platform.office.sheets import as_download
from stations.domain import roster as acts
from stations.exports.roster import roster_table
from stations.forms.roster import (
    AddShiftForm,
    NewPostForm,
    PlaceForm,
    PostForm,
    ReasonForm,
    ReassignForm,
)
from stations.models import DutyPost
from stations.queries.roster import (
    candidates,
    home_of,
    hours_by_handler,
    nearest,
    people_on,
    planned_for,
    rest_days,
    rosters_for,
    shifts_for,
    warnings,
)
from stations.queries.station import stations_for

from .page import FormPage, RowPage


def month_of(request):
    """The month in the address, or this one; one that does not exist is 404."""
    today = timezone.localdate()
    try:
        year, month = (int(part) for part in request.GET.get("month", f"{today:%Y-%m}").split("-"))
        return date(year, month, 1) if 2000 <= year <= 2100 else date(0, 1, 1)
    except ValueError:
        raise Http404("没有这个月份。") from None


class Month(PermissionMixin, View):
    """A line a day, a column a post; who is away, late or missing stands out. Whoever sees several stations chooses one."""

    permission = "roster.view"

    def get(self, request):
        first, home = month_of(request), home_of(request.user)
        form = PlaceForm(request.GET, places=planned_for(request.user))
        form.is_valid()
        chosen = form.cleaned_data.get("station")
        roster = self.roster(first, home, chosen) if home else None
        plans = request.user.may("roster.manage") and home is not None
        shifts = people_on(roster, leaves=plans) if roster else []
        posts = {
            shift.post_id: shift.post
            for shift in sorted(shifts, key=lambda s: (s.post.kind, s.post.name))
        }
        days = {}
        for shift in shifts:
            days.setdefault(shift.day, {}).setdefault(shift.post_id, []).append(shift)
        context = {
            "form": form,
            "station": roster.station if roster else chosen or home,
            "first": first,
            "before": first - timedelta(days=1),
            "after": first + timedelta(days=32),
            "roster": roster,
            "may_plan": plans,
            "posts": list(posts.values()),
            "days": days,
            "off": rest_days(days),
            "today": timezone.localdate(),
            "people": hours_by_handler(shifts),
        }
        if roster and plans:
            now = timezone.now()
            found = warnings([shift for shift in shifts if shift.ends_at > now])
            context["warnings"] = [
                (shift, found[shift.pk]) for shift in shifts if shift.pk in found
            ]
            context["missing"] = [
                shift for shift in shifts if roster.published_at and shift.missing(now)
            ]
            context["gaps"] = sum(shift.handler_id is None for shift in shifts)
        return render(request, "stations/roster.html", context)

    def roster(self, first, home, chosen):
        """The month's plan of the station chosen; with none chosen, of the nearest that has one."""
        rosters = rosters_for(self.request.user).filter(month=first)
        return nearest(rosters.filter(station=chosen) if chosen else rosters, home)


class Generate(PermissionMixin, View):
    permission = "roster.manage"

    def post(self, request):
        home = home_of(request.user)
        if home is None:
            raise PermissionDenied("您不在任何机构，不能编制值班表。")
        asked = request.GET.get("station", "")
        station = (
            get_object_or_404(stations_for(request.user), pk=asked) if asked.isdigit() else home
        )
        first = month_of(request)
        try:
            roster = acts.generate(by=request.user, station=station, month=first)
        except DomainError as error:
            messages.error(request, error.sentence)
            return redirect(
                f"{reverse('stations:roster')}?month={first:%Y-%m}&station={station.pk}"
            )
        messages.success(request, f"已按规则编制{roster}，请核对后发布。")
        return redirect(roster)


class Publish(PermissionMixin, View):
    permission = "roster.manage"

    def post(self, request, pk):
        roster = get_object_or_404(rosters_for(request.user), pk=pk)
        try:
            acts.publish(roster, by=request.user)
            messages.success(request, f"{roster}已发布，值班人员已收到通知。")
        except DomainError as error:
            messages.error(request, error.sentence)
        return redirect(roster)


class Export(PermissionMixin, View):
    """The plan as Excel, as an event."""

    permission = "roster.view"

    def get(self, request, pk):
        roster = get_object_or_404(rosters_for(request.user).select_related("station"), pk=pk)
        data, count = roster_table(roster)
        record("network.exported", by=request.user, what=str(roster), count=count)
        return as_download(data, f"roster-{roster.month:%Y%m}")


class Add(RowPage):
    permission = "roster.manage"
    title, submit, done = "增排一班", "增排", "已增排。"

    def rows(self):
        return rosters_for(self.request.user)

    def get_form(self, data=None, files=None):
        posts = DutyPost.objects.open().filter(station=self.subject.station)
        return AddShiftForm(
            data,
            initial={"day": self.subject.month},
            posts=posts,
            handlers=candidates(self.subject.station),
        )

    def act(self, form):
        acts.add_shift(self.subject, by=self.request.user, **form.cleaned_data)
        return self.subject


class ShiftForms(RowPage):
    """Base of the pages that change one duty."""

    permission = "roster.manage"

    def rows(self):
        return shifts_for(self.request.user).with_people()


class Reassign(ShiftForms):
    title, submit, done = "改排", "改排", "已改排。"

    def get_form(self, data=None, files=None):
        return ReassignForm(data, handlers=candidates(self.subject.roster.station))

    def act(self, form):
        acts.reassign(self.subject, by=self.request.user, seen=self.seen(), **form.cleaned_data)
        return self.subject


class Remove(ShiftForms):
    title, submit, done = "取消这一班", "取消这一班", "已取消。"

    def get_form(self, data=None, files=None):
        return ReasonForm(data)

    def act(self, form):
        return acts.remove(
            self.subject, by=self.request.user, seen=self.seen(), **form.cleaned_data
        )


class Posts(PermissionMixin, View):
    permission = "roster.manage"

    def get(self, request):
        rows = DutyPost.objects.filter(station__in=stations_for(request.user)).select_related(
            "station"
        )
        return render(request, "stations/roster_posts.html", {"rows": rows})


class PostNew(FormPage):
    permission = "roster.manage"
    title = "新设值班岗位"

    def get_form(self, data=None, files=None):
        stations = stations_for(self.request.user).open()
        return NewPostForm(data, initial={"station": home_of(self.request.user)}, stations=stations)

    def act(self, form):
        form.instance.station = form.cleaned_data["station"]
        return acts.save_post(form.save(commit=False), by=self.request.user)


class PostEdit(RowPage):
    permission = "roster.manage"
    title = "修改值班岗位"

    def rows(self):
        return DutyPost.objects.filter(station__in=stations_for(self.request.user))

    def get_form(self, data=None, files=None):
        return PostForm(data, instance=self.subject)

    def act(self, form):
        return acts.save_post(form.save(commit=False), by=self.request.user)
