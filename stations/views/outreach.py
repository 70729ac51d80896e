"""The register of publicity, its plan, its tags, its chart by township."""

from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views import View

from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents import uploads
from legalaid.platform.documents.models import Attachment
from legalaid.platform.office.access import PermissionMixin
from legalaid.platform.office.asked import as_year
from legalaid.platform.office.charts import bars, chart_view
from legalaid.platform.office.pages import (
    EditPage,
    FormPage,
    MadeOnce,
    Page,
    RowActPage,
    RowFormPage,
    RowPage,
)
from legalaid.platform.office.paging import MANY, kept_of
from legalaid.platform.office.templatetags.office import param_replace
from stations.domain import outreach as acts
from stations.forms.outreach import EventForm, OutreachFilter, PlanLineForm, TagForm
from stations.forms.training import MaterialForm
from stations.models import OutreachEvent, OutreachGoal, OutreachTag
from stations.queries.outreach import by_township, events_for, plan_of, totals, townships_among
from stations.queries.station import reach, station_of, stations_for
from stations.tables.outreach import EVENTS, GOALS, townships

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
    """(the filter, the activities it leaves, the reach of the reader); without a year, this year's."""
    own = reach(request.user)
    townships = townships_among(own).only("name")
    chosen = OutreachFilter(
        request.GET, queryset=events_for(request.user, own), townships=townships
    )
    return chosen, chosen.qs, own


class List(Page):
    permission = "outreach.view"
    template_name = "stations/outreach.html"
    table = EVENTS

    def get_context_data(self, **kwargs):
        chosen_by, events, own = chosen(self.request)
        figures = kept_of("outreach", events, lambda: figures_of(events, own), are_many)

        shown = events.select_related("station").only(*LISTED).prefetch_related("tags")
        pages = Paginator(shown, 25)
        pages.count = figures["totals"]["listed"]
        return super().get_context_data(
            filter=chosen_by,
            year=chosen_by.shown_year,
            page=pages.get_page(self.request.GET.get("page")),
            township_table=townships(self.activities_of),
            **figures,
            **kwargs,
        )

    def activities_of(self, township):
        """The address of this list for one township."""
        return param_replace({"request": self.request}, township=township, page="")


def figures_of(events, own):
    """The totals above the list, with how many it lists, and the table by township below."""
    townships, more = by_township(events, own)
    return {"totals": totals(events, listed=Count("pk")), "townships": townships, "more": more}


def are_many(figures):
    return figures["totals"]["listed"] > MANY


class Chart(PermissionMixin, View):
    """People reached by township, as a picture beside the table."""

    permission = "outreach.view"

    def get(self, request):
        _, events, own = chosen(request)
        townships, _ = by_township(events, own)
        rows = [
            (place.name.removesuffix("法律援助工作站"), row.get("people", 0))
            for place, row in townships
            if place
        ]
        return bars(rows[:20], unit="人次")


chart = chart_view(Chart.as_view())


class Detail(RowPage):
    permission = "outreach.view"
    template_name = "stations/outreach_event.html"
    context_object_name = "event"

    def get_queryset(self):
        return events_for(self.request.user).select_related("station", "township", "by")

    def get_context_data(self, **kwargs):
        event, user = self.object, self.request.user
        own = stations_for(user).filter(pk=event.station_id)
        may_edit = user.may("outreach.record") and own.exists()
        return super().get_context_data(may_edit=may_edit, photos=photos_of(event), **kwargs)


def photos_of(event):
    return Attachment.objects.filter(workflow="outreach", subject_id=event.pk, removed_at=None)


class New(MadeOnce, FormPage):
    permission = "outreach.record"
    template_name = "stations/station_form.html"
    title = "登记宣传活动"
    form_class = EventForm

    def get_initial(self):
        return {"day": timezone.localdate()}

    def get_form_kwargs(self):
        user = self.request.user
        event = OutreachEvent(station=station_of(user))
        return super().get_form_kwargs() | {"instance": event, "stations": stations_for(user)}

    def act(self, form):
        if form.instance.station_id is None:
            raise DomainError("您不在任何站点，不能登记宣传活动。")

        event = form.save(commit=False)
        return acts.save_event(event, by=self.request.user, tags=form.cleaned_data["tags"])


class OwnEvent:
    """An activity of one's own stations."""

    permission = "outreach.record"

    def get_queryset(self):
        return OutreachEvent.objects.filter(station__in=stations_for(self.request.user))


class Edit(OwnEvent, EditPage):
    template_name = "stations/station_form.html"
    title = "修改宣传活动"
    form_class = EventForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"stations": stations_for(self.request.user)}

    def act(self, form):
        return acts.save_event(
            form.save(commit=False),
            by=self.request.user,
            tags=form.cleaned_data["tags"],
            seen=self.seen(),
        )


class Photo(OwnEvent, RowFormPage):
    title, submit, done = "上传照片", "上传", "已上传。"
    form_class = MaterialForm

    def act(self, form):
        uploads.store(
            form.cleaned_data["file"],
            workflow="outreach",
            subject_id=self.object.pk,
            slot="photo",
            title=form.cleaned_data["title"],
            by=self.request.user,
        )
        return self.object


class Remove(OwnEvent, RowActPage):
    done = "已删除。"

    def act(self):
        acts.remove_event(self.object, by=self.request.user)
        return "stations:outreach"


class RemovePhoto(OwnEvent, RowActPage):
    def act(self):
        photo = get_object_or_404(photos_of(self.object), pk=self.kwargs["file"])
        uploads.remove(photo, by=self.request.user)
        self.done = f"已移除“{photo.title}”。"
        return self.object


class Plan(Page):
    """The yearly plan beside what has been done of it; the tags under which activities count."""

    permission = "outreach.view"
    template_name = "stations/outreach_plan.html"
    table = GOALS

    def get_context_data(self, **kwargs):
        year, station = as_year(self.request.GET.get("year")), station_of(self.request.user)
        rows = plan_of(station, year) if station else []
        tags = OutreachTag.objects.all()
        return super().get_context_data(year=year, rows=rows, tags=tags, **kwargs)


class GoalNew(MadeOnce, FormPage):
    permission = "outreach.plan"
    title = "宣传计划"
    form_class = PlanLineForm

    def get_initial(self):
        return {"year": timezone.localdate().year}

    def get_form_kwargs(self):
        goal = OutreachGoal(station=station_of(self.request.user))
        return super().get_form_kwargs() | {"instance": goal}

    def act(self, form):
        if form.instance.station_id is None:
            raise DomainError("您不在任何站点，不能制定宣传计划。")
        return acts.set_goal(form.save(commit=False), by=self.request.user)


class TagNew(MadeOnce, FormPage):
    permission = "outreach.plan"
    title = "普法规划标签"
    form_class = TagForm

    def act(self, form):
        acts.save_tag(form.save(commit=False), by=self.request.user)
        return "stations:outreach_plan"


class TagEdit(EditPage):
    permission = "outreach.plan"
    title = "修改普法规划标签"
    form_class = TagForm

    def get_queryset(self):
        return OutreachTag.objects.all()

    def act(self, form):
        acts.save_tag(form.save(commit=False), by=self.request.user)
        return "stations:outreach_plan"
