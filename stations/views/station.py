from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views import View

from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit.chain import events_for
from legalaid.platform.office import panels
from legalaid.platform.office.access import PermissionMixin
from stations.domain import station as acts
from stations.forms.station import (
    ActForm,
    MergeForm,
    MoveForm,
    NewStationForm,
    SearchForm,
    StationForm,
)
from stations.models import Station
from stations.queries.roster import planned_for
from stations.queries.station import (
    ancestors_of,
    find_stations,
    for_tree,
    station_of,
    stations_for,
    tops_for,
)
from stations.queries.work import work_of_station

from .page import FormPage

SHOWN = 50  # lines of a branch before one is sent to the search


class Tree(PermissionMixin, View):
    """The tree from one's own station down, a branch at a time; or, with a question, a list of what was found."""

    permission = "stations.view"

    def get(self, request):
        form = SearchForm(request.GET)
        form.is_valid()
        asked = {key: value for key, value in form.cleaned_data.items() if value}
        context = {"form": form, "asked": bool(asked)}
        if asked:
            context["page"] = Paginator(self.found(asked), SHOWN).get_page(request.GET.get("page"))
        else:
            tops = list(for_tree(tops_for(request.user))[:SHOWN])
            for top in tops[:1]:
                top.branch = branch_of(top)
            context["tops"] = {"rows": tops, "more": False}
        return render(request, "stations/station_tree.html", context)

    def found(self, asked):
        stations = find_stations(stations_for(self.request.user), asked.get("q", ""))
        stations = stations.filter(**{key: asked[key] for key in ("kind", "host") if key in asked})
        return (
            for_tree(stations, closed=asked.get("closed", False))
            .select_related("parent")
            .order_by("path")
        )


def branch_of(station):
    """The first open children, and how many more there are."""
    rows = list(for_tree(station.children.all())[: SHOWN + 1])
    return {"rows": rows[:SHOWN], "more": len(rows) > SHOWN, "station": station}


class StationPage(PermissionMixin, View):
    permission = "stations.view"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.pk = kwargs["pk"]

    def station(self):
        return get_object_or_404(stations_for(self.request.user), pk=self.pk)


class Branch(StationPage):
    """The children of one station, fetched when its line is opened."""

    def get(self, request, pk):
        return render(
            request, "stations/_station_branch.html", {"branch": branch_of(self.station())}
        )


class Names(PermissionMixin, View):
    """Names offered while one types."""

    permission = "stations.view"

    def stations(self):
        return stations_for(self.request.user)

    def get(self, request):
        typed = next((value for value in request.GET.values() if value.strip()), "")
        names = find_stations(self.stations().open(), typed[:40]).values_list("name", flat=True)[
            :20
        ]
        return render(request, "stations/_station_names.html", {"names": names})


class UnitNames(Names):
    """Of every unit: where a slip or a consultation may go, where an activity was held."""

    def permits(self, user):
        """Also duty lawyers, who pass consultations on."""
        return super().permits(user) or user.may("cases.consult")

    def stations(self):
        return Station.objects.all()


class PlannedNames(Names):
    """Of those whose duty month one may choose."""

    permission = "roster.view"

    def stations(self):
        return planned_for(self.request.user)


class Detail(StationPage):
    def get(self, request, pk):
        station = self.station()
        staff = (
            station.staff.working()
            .select_related("user")
            .defer("user__phone")
            .order_by("-full_time", "user__name")
        )
        own = station_of(request.user) == station  # nothing above it is in view
        context = {
            "station": station,
            "above": [] if own else ancestors_of(station, within=stations_for(request.user)),
            "staff": staff[:SHOWN],
            **staff.aggregate(people=Count("pk"), full_time=Count("pk", filter=Q(full_time=True))),
            "branch": branch_of(station),
            "changes": station.changes.select_related("other", "by"),
            "commendations": station.commendations.select_related("user")[:10],
            "work": work_of_station(station),
            "events": events_for("station", pk)[-20:],
            "panels": panels.render("station", request, station),
        }
        return render(request, "stations/station.html", context)


class New(FormPage):
    permission = "stations.manage"
    title, submit, done = "新设站点", "设立", "站点已设立。"

    def get_form(self, data=None, files=None):
        above = (
            stations_for(self.request.user).filter(pk=self.request.GET.get("parent") or 0).first()
        )
        initial = {
            "parent": above.name if above else "",
            "on": timezone.localdate(),
            "region": above.region if above else "",
        }
        return NewStationForm(data, initial=initial, stations=stations_for(self.request.user))

    def act(self, form):
        data = form.cleaned_data
        parent = data.pop("parent")
        if parent is None and self.request.user.role != Role.ADMIN:
            parent = station_of(self.request.user)  # only an administrator opens a root
        return acts.create(by=self.request.user, parent=parent, on=data.pop("on"), **data)


class StationForms(StationPage, FormPage):
    """Base of the pages that act on one station."""

    permission = "stations.manage"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and request.user.may(self.permission):
            self.subject = self.station()
            self.back = self.subject.get_absolute_url()
        return super().dispatch(request, *args, **kwargs)

    def version(self):
        return self.station().version

    def extra(self):
        return {"station": self.subject}


class Edit(StationForms):
    title = "修改站点资料"

    def get_form(self, data=None, files=None):
        return StationForm(data, instance=self.station())

    def act(self, form):
        return acts.change(
            self.subject, by=self.request.user, seen=self.seen(), **form.cleaned_data
        )


class Act(StationForms):
    form_class, verb = ActForm, None

    def get_form(self, data=None, files=None):
        return self.form_class(
            data, initial={"on": timezone.localdate()}, stations=stations_for(self.request.user)
        )

    def act(self, form):
        return type(self).verb(
            self.subject, by=self.request.user, seen=self.seen(), **form.cleaned_data
        )


class Move(Act):
    title, submit, done = "调整隶属", "调整", "隶属已调整。"
    form_class, verb = MoveForm, staticmethod(acts.move)


class Merge(Act):
    title, submit, done = "并入其他站点", "并入", "已并入，人员和在办事项已移交。"
    form_class, verb = MergeForm, staticmethod(acts.merge)


class Close(Act):
    title, submit, done = "撤销站点", "撤销", "站点已撤销。"
    verb = staticmethod(acts.close)

    def extra(self):
        return super().extra() | {"left": acts.holdings(self.subject)}


class Reopen(Act):
    title, submit, done = "恢复站点", "恢复", "站点已恢复。"
    verb = staticmethod(acts.reopen)
