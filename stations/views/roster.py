"""The month's duty plan and its posts."""

from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views import View

from legalaid.platform.accounts.access import PermissionMixin
from legalaid.platform.audit.chain import record
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.sheets import as_download
from stations.domain import roster as acts
from stations.exports.roster import roster_table
from stations.forms.roster import AddShiftForm, PostForm, ReasonForm, ReassignForm
from stations.models import DutyPost
from stations.queries.roster import candidates, home_of, hours_by_handler, rests, rosters_for, shifts_for, warnings
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
    """A line a day, a column a post; who is away, late or missing stands out."""

    permission = "roster.view"

    def get(self, request):
        first = month_of(request)
        home = home_of(request.user)
        roster = (
            rosters_for(request.user)
            .filter(month=first)
            .select_related("station", "published_by")
            .order_by("station__path")
            .first()
        )
        shifts = list(roster.shifts.with_people().prefetch_related("handler__user__leaves")) if roster else []
        context = {
            "first": first,
            "before": first - timedelta(days=1),
            "after": first + timedelta(days=32),
            "roster": roster,
            "paper": acts.paper_of(roster) if roster else None,
            "may_plan": request.user.may("roster.manage") and home is not None,
            **self.table(first, shifts),
        }
        if roster and context["may_plan"]:
            found = warnings(shifts)
            context["warnings"] = [(shift, found[shift.pk]) for shift in shifts if shift.pk in found]
            context["missing"] = roster.shifts.missing(timezone.now()).with_people()
            context["gaps"] = sum(shift.handler_id is None for shift in shifts)
        if roster:
            context["people"] = hours_by_handler(shifts)
        return render(request, "stations/roster.html", context)

    def table(self, first, shifts):
        posts = {shift.post_id: shift.post for shift in sorted(shifts, key=lambda s: (s.post.kind, s.post.name))}
        cells = {}
        for shift in shifts:
            cells.setdefault((shift.day, shift.post_id), []).append(shift)
        days = [day for day in acts.month_days(first) if any((day, pk) in cells for pk in posts)]
        rows = [(day, rests(day), [(post, cells.get((day, pk), ())) for pk, post in posts.items()]) for day in days]
        return {"posts": list(posts.values()), "rows": rows, "today": timezone.localdate()}


class Generate(PermissionMixin, View):
    permission = "roster.manage"

    def post(self, request):
        home = home_of(request.user)
        if home is None:
            raise PermissionDenied("您不在任何机构，不能编制值班表。")
        first = month_of(request)
        try:
            roster = acts.generate(by=request.user, station=home, month=first)
        except DomainError as error:
            messages.error(request, error.sentence)
            return redirect(f"{request.path.replace('generate/', '')}?month={first:%Y-%m}")
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
        return AddShiftForm(data, initial={"day": self.subject.month}, posts=posts, handlers=candidates(self.subject.station))

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
        return acts.remove(self.subject, by=self.request.user, seen=self.seen(), **form.cleaned_data)


class Posts(PermissionMixin, View):
    permission = "roster.manage"

    def get(self, request):
        rows = DutyPost.objects.filter(station__in=stations_for(request.user)).select_related("station")
        return render(request, "stations/roster_posts.html", {"rows": rows})


class PostNew(FormPage):
    permission = "roster.manage"
    title = "新设值班岗位"

    def get_form(self, data=None, files=None):
        return PostForm(data, instance=DutyPost(station=home_of(self.request.user)))

    def act(self, form):
        if form.instance.station_id is None:
            raise DomainError("您不在任何机构，不能设置岗位。")
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
