"""The month's duty plan and its posts."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views import View

from legalaid.platform.audit.chain import record
from legalaid.platform.office.access import PermissionMixin
from legalaid.platform.office.asked import FIRST_YEAR, LAST_YEAR, as_number
from legalaid.platform.office.downloads import XLSX, download
from legalaid.platform.office.pages import (
    ActPage,
    EditPage,
    FormPage,
    MadeOnce,
    Page,
    RowActPage,
    RowFormPage,
)
from stations.domain import roster as acts
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
    shifts_of,
    unknown_days,
    warnings,
)
from stations.queries.station import stations_for
from stations.tables.roster import PLAN, POSTS, month


def month_of(request):
    """The first day of the month in the address, or of this one; one that does not exist is 404."""
    today = timezone.localdate()
    asked = request.GET.get("month", f"{today:%Y-%m}")
    try:
        year, month = (int(part) for part in asked.split("-"))
        first = date(year, month, 1)
    except ValueError:
        raise Http404("没有这个月份。") from None

    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404("没有这个月份。")
    return first


class Month(Page):
    """A line a day, a column a post; who is away, late or missing stands out. Whoever sees several stations chooses one."""

    permission = "roster.view"
    template_name = "stations/roster.html"

    def get_context_data(self, **kwargs):
        user, first = self.request.user, month_of(self.request)
        home = home_of(user)
        form = PlaceForm(self.request.GET, places=planned_for(user))
        form.is_valid()
        chosen = form.cleaned_data.get("station")

        roster = self.roster(first, home, chosen) if home else None
        plans = home is not None and user.may("roster.manage")
        shifts = people_on(roster, leaves=plans) if roster else []
        context = {
            "form": form,
            "station": roster.station if roster else chosen or home,
            "first": first,
            "before": first - timedelta(days=1),
            "after": first + timedelta(days=32),
            "roster": roster,
            "provisional": unknown_days(acts.month_days(first)),
            "may_plan": plans,
            "today": timezone.localdate(),
            "people": hours_by_handler(shifts),
        }
        if roster and plans:
            context |= to_settle(roster, shifts)
        return super().get_context_data(**context, **table_of(shifts), **kwargs)

    def roster(self, first, home, chosen):
        """The month's plan of the station chosen; with none chosen, of the nearest that has one."""
        rosters = rosters_for(self.request.user).filter(month=first)
        return nearest(rosters.filter(station=chosen) if chosen else rosters, home)


def table_of(shifts):
    """The table of a month and its rows, {day: {post: duties}}."""
    days, posts = {}, {}
    for shift in shifts:
        days.setdefault(shift.day, {}).setdefault(shift.post_id, []).append(shift)
        posts[shift.post_id] = shift.post

    columns = sorted(posts.values(), key=lambda post: (post.kind, post.name))
    return {"days": days, "month": month(columns, rest_days(days), timezone.localdate())}


def to_settle(roster, shifts):
    """What whoever plans must see to: people who cannot serve, people who did not come, gaps."""
    now = timezone.now()
    doubts = warnings([shift for shift in shifts if shift.ends_at > now])
    published = roster.published_at is not None
    return {
        "warnings": [(shift, doubts[shift.pk]) for shift in shifts if shift.pk in doubts],
        "missing": [shift for shift in shifts if published and shift.missing(now)],
        "gaps": sum(shift.handler_id is None for shift in shifts),
    }


class Generate(ActPage):
    permission = "roster.manage"

    @cached_property
    def station(self):
        """The station in the address, or one's own."""
        home = home_of(self.request.user)
        if home is None:
            raise PermissionDenied("您不在任何机构，不能编制值班表。")

        asked = as_number(self.request.GET.get("station"))
        if asked is None:
            return home
        return get_object_or_404(stations_for(self.request.user), pk=asked)

    def act(self):
        month = month_of(self.request)
        roster = acts.generate(by=self.request.user, station=self.station, month=month)
        self.done = f"已按规则编制{roster}，请核对后发布。"
        return roster

    def back(self):
        month = month_of(self.request)
        return f"{reverse('stations:roster')}?month={month:%Y-%m}&station={self.station.pk}"


class Publish(RowActPage):
    permission = "roster.manage"

    def get_queryset(self):
        return rosters_for(self.request.user)

    def act(self):
        roster = acts.publish(self.object, by=self.request.user)
        self.done = f"{roster}已发布，值班人员已收到通知。"
        return roster


class Export(PermissionMixin, View):
    """The plan as Excel, as an event."""

    permission = "roster.view"

    def get(self, request, pk):
        roster = get_object_or_404(rosters_for(request.user).select_related("station"), pk=pk)
        data, count = PLAN.workbook(shifts_of(roster))
        record("network.exported", by=request.user, what=str(roster), count=count)
        return download(data, f"roster-{roster.month:%Y%m}.xlsx", XLSX)


class Add(RowFormPage):
    permission = "roster.manage"
    title, submit, done = "增排一班", "增排", "已增排。"
    form_class = AddShiftForm

    def get_queryset(self):
        return rosters_for(self.request.user)

    def get_initial(self):
        return {"day": self.object.month}

    def get_form_kwargs(self):
        station = self.object.station
        posts = DutyPost.objects.open().filter(station=station)
        return super().get_form_kwargs() | {"posts": posts, "handlers": candidates(station)}

    def act(self, form):
        acts.add_shift(self.object, by=self.request.user, **form.cleaned_data)
        return self.object


class OneShift:
    """A duty of the plans one makes."""

    permission = "roster.manage"

    def get_queryset(self):
        return shifts_for(self.request.user).with_people()


class Reassign(OneShift, RowFormPage):
    title, submit, done = "改排", "改排", "已改排。"
    form_class = ReassignForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"handlers": candidates(self.object.roster.station)}

    def act(self, form):
        acts.reassign(self.object, by=self.request.user, seen=self.seen(), **form.cleaned_data)
        return self.object


class Remove(OneShift, RowFormPage):
    title, submit, done = "取消这一班", "取消这一班", "已取消。"
    form_class = ReasonForm

    def act(self, form):
        return acts.remove(self.object, by=self.request.user, seen=self.seen(), **form.cleaned_data)


class Posts(Page):
    permission = "roster.manage"
    template_name = "stations/roster_posts.html"
    table = POSTS

    def get_context_data(self, **kwargs):
        posts = DutyPost.objects.filter(station__in=stations_for(self.request.user))
        return super().get_context_data(rows=posts.select_related("station"), **kwargs)


class PostNew(MadeOnce, FormPage):
    permission = "roster.manage"
    template_name = "stations/station_form.html"
    title = "新设值班岗位"
    form_class = NewPostForm

    def get_initial(self):
        return {"station": home_of(self.request.user)}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"stations": stations_for(self.request.user).open()}

    def act(self, form):
        form.instance.station = form.cleaned_data["station"]
        return acts.save_post(form.save(commit=False), by=self.request.user)


class PostEdit(EditPage):
    permission = "roster.manage"
    title = "修改值班岗位"
    form_class = PostForm

    def get_queryset(self):
        return DutyPost.objects.filter(station__in=stations_for(self.request.user))

    def act(self, form):
        return acts.save_post(form.save(commit=False), by=self.request.user)
