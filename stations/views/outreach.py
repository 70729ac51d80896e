"""The register of publicity, its plan, its tags, its chart by township."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views import View

from legalaid.platform.audit.chain import record
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.models import Attachment
from legalaid.platform.documents.uploads import store
from legalaid.platform.office.access import PermissionMixin
from legalaid.platform.office.charts import bars, chart_view
from legalaid.platform.office.paging import MANY, kept
from stations.domain import outreach as acts
from stations.forms.outreach import EventForm, FilterForm, GoalForm, TagForm
from stations.forms.training import MaterialForm
from stations.models import OutreachEvent, OutreachGoal, OutreachTag
from stations.queries.outreach import by_township, events_for, plan_of, totals, townships_among
from stations.queries.station import reach, station_of, stations_for

from .page import FormPage, RowPage

LISTED = (
    "day",
    "title",
    "form",
    "venue",
    "medium",
    "place",
    "people",
    "materials",
    "consultations",
    "station__name",
)


def chosen(request):
    """(form, activities in reach that answer it, the reach); without a year, this year's."""
    own = reach(request.user)
    form = FilterForm(request.GET, townships=townships_among(own).only("name"))
    form.is_valid()
    data = getattr(form, "cleaned_data", {})
    events = events_for(request.user, own).filter(
        day__year=data.get("year") or timezone.localdate().year
    )
    for name, field in (
        ("form", "form"),
        ("venue", "venue"),
        ("medium", "medium"),
        ("tag", "tags"),
        ("township", "township"),
    ):
        if data.get(name):
            events = events.filter(**{field: data[name]})
    return form, events, own


class List(PermissionMixin, View):
    permission = "outreach.view"

    def get(self, request):
        form, events, own = chosen(request)
        found = kept(
            "outreach",
            events,
            lambda: self.figures(events, own),
            lambda found: found["totals"]["listed"] > MANY,
        )
        rows = Paginator(
            events.select_related("station").only(*LISTED).prefetch_related("tags"), 25
        )
        rows.count = found["totals"]["listed"]
        context = {
            "form": form,
            "year": form.cleaned_data.get("year") or timezone.localdate().year,
            "page": rows.get_page(request.GET.get("page")),
        }
        return render(request, "stations/outreach.html", context | found)

    def figures(self, events, own):
        townships, more = by_township(events, own)
        return {"totals": totals(events, listed=Count("pk")), "townships": townships, "more": more}


class Chart(PermissionMixin, View):
    """People reached by township, as a picture beside the table."""

    permission = "outreach.view"

    def get(self, request):
        _, events, own = chosen(request)
        rows = [
            (place.name.removesuffix("法律援助工作站"), row.get("people", 0))
            for place, row in by_township(events, own)[0]
            if place
        ]
        return bars(rows[:20], unit="人次")


chart = chart_view(Chart.as_view())


class Detail(PermissionMixin, View):
    permission = "outreach.view"

    def get(self, request, pk):
        event = get_object_or_404(
            events_for(request.user).select_related("station", "township", "by"), pk=pk
        )
        may = (
            request.user.may("outreach.record")
            and stations_for(request.user).filter(pk=event.station_id).exists()
        )
        photos = Attachment.objects.filter(workflow="outreach", subject_id=pk, removed_at=None)
        return render(
            request,
            "stations/outreach_event.html",
            {"event": event, "may_edit": may, "photos": photos},
        )


class New(FormPage):
    permission = "outreach.record"
    title, submit, done = "登记宣传活动", "保存", "已保存。"

    def get_form(self, data=None, files=None):
        event = OutreachEvent(station=station_of(self.request.user))
        return EventForm(
            data,
            instance=event,
            stations=stations_for(self.request.user),
            initial={"day": timezone.localdate()},
        )

    def act(self, form):
        if form.instance.station_id is None:
            raise DomainError("您不在任何站点，不能登记宣传活动。")
        event = form.save(commit=False)
        return acts.save_event(event, by=self.request.user, tags=form.cleaned_data["tags"])


class Own(RowPage):
    """Base of the pages that change an activity of one's own stations."""

    permission = "outreach.record"

    def rows(self):
        return OutreachEvent.objects.filter(station__in=stations_for(self.request.user))


class Edit(Own):
    title = "修改宣传活动"

    def get_form(self, data=None, files=None):
        return EventForm(data, instance=self.subject, stations=stations_for(self.request.user))

    def act(self, form):
        return acts.save_event(
            form.save(commit=False),
            by=self.request.user,
            tags=form.cleaned_data["tags"],
            seen=self.seen(),
        )


class Photo(Own):
    title, submit, done, enctype = "上传照片", "上传", "已上传。", True

    def get_form(self, data=None, files=None):
        return MaterialForm(data, files)

    def act(self, form):
        data = form.cleaned_data
        store(
            data["file"],
            workflow="outreach",
            subject_id=self.subject.pk,
            slot="photo",
            title=data["title"],
            by=self.request.user,
        )
        return self.subject


class Remove(PermissionMixin, View):
    permission = "outreach.record"

    def post(self, request, pk):
        event = get_object_or_404(OutreachEvent, pk=pk, station__in=stations_for(request.user))
        try:
            acts.remove_event(event, by=request.user)
            messages.success(request, "已删除。")
        except DomainError as error:
            messages.error(request, error.sentence)
            return redirect(event)
        return redirect("stations:outreach")


class RemovePhoto(PermissionMixin, View):
    permission = "outreach.record"

    def post(self, request, pk, file):
        event = get_object_or_404(OutreachEvent, pk=pk, station__in=stations_for(request.user))
        row = get_object_or_404(
            Attachment, pk=file, workflow="outreach", subject_id=pk, removed_at=None
        )
        Attachment.objects.filter(pk=row.pk).update(removed_at=timezone.now())
        record("file.remove", by=request.user, workflow="outreach", subject_id=pk, title=row.title)
        messages.success(request, f"已移除“{row.title}”。")
        return redirect(event)


class Plan(PermissionMixin, View):
    """The yearly plan beside what has been done of it; the tags under which activities count."""

    permission = "outreach.view"

    def get(self, request):
        year = (
            int(request.GET["year"])
            if request.GET.get("year", "").isdigit()
            else timezone.localdate().year
        )
        year = min(max(year, 2000), 2100)
        station = station_of(request.user)
        context = {
            "year": year,
            "rows": plan_of(station, year) if station else [],
            "tags": OutreachTag.objects.all(),
        }
        return render(request, "stations/outreach_plan.html", context)


class GoalNew(FormPage):
    permission = "outreach.plan"
    title = "宣传计划"

    def get_form(self, data=None, files=None):
        goal = OutreachGoal(station=station_of(self.request.user))
        return GoalForm(data, instance=goal, initial={"year": timezone.localdate().year})

    def act(self, form):
        if form.instance.station_id is None:
            raise DomainError("您不在任何站点，不能制定宣传计划。")
        return acts.set_goal(form.save(commit=False), by=self.request.user)


class TagNew(FormPage):
    permission = "outreach.plan"
    title = "普法规划标签"

    def get_form(self, data=None, files=None):
        return TagForm(data)

    def act(self, form):
        acts.save_tag(form.save(commit=False), by=self.request.user)
        return "stations:outreach_plan"


class TagEdit(RowPage):
    permission = "outreach.plan"
    title = "修改普法规划标签"

    def rows(self):
        return OutreachTag.objects.all()

    def get_form(self, data=None, files=None):
        return TagForm(data, instance=self.subject)

    def act(self, form):
        acts.save_tag(form.save(commit=False), by=self.request.user)
        return "stations:outreach_plan"
