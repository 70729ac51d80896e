from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.utils import timezone

from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit.chain import events_for
from legalaid.platform.office import panels
from legalaid.platform.office.asked import as_number
from legalaid.platform.office.pages import EditPage, FormPage, MadeOnce, Page, RowFormPage, RowPage
from stations.domain import station as acts
from stations.domain.work import work_of_station
from stations.forms.station import (
    ActForm,
    MergeForm,
    MoveForm,
    NewStationForm,
    StationFilter,
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
from stations.tables.staff import team
from stations.tables.station import STATIONS

BRANCH = 50  # lines of a branch before one is sent to the search


class Tree(Page):
    """The tree from one's own station down, a branch at a time; or, with a question, a list of what was found."""

    permission = "stations.view"
    template_name = "stations/station_tree.html"
    table = STATIONS

    def get_context_data(self, **kwargs):
        search = StationFilter(self.request.GET, queryset=stations_for(self.request.user))
        shown = {"page": self.page(search.qs)} if search.asked else {"tops": self.tops()}
        return super().get_context_data(filter=search, asked=search.asked, **shown, **kwargs)

    def page(self, stations):
        rows = stations.select_related("parent").order_by("path")
        return Paginator(rows, BRANCH).get_page(self.request.GET.get("page"))

    def tops(self):
        """Where one's tree begins, the first branch opened."""
        tops = list(for_tree(tops_for(self.request.user))[:BRANCH])
        for top in tops[:1]:
            top.branch = branch_of(top)
        return {"rows": tops, "more": False}


def branch_of(station):
    """The first open children, and how many more there are."""
    rows = list(for_tree(station.children.all())[: BRANCH + 1])
    return {"rows": rows[:BRANCH], "more": len(rows) > BRANCH, "station": station}


class InReach:
    """A station whose rows one may see."""

    permission = "stations.view"
    context_object_name = "station"

    def get_queryset(self):
        return stations_for(self.request.user)


class Branch(InReach, RowPage):
    """The children of one station, fetched when its line is opened."""

    template_name = "stations/_station_branch.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(branch=branch_of(self.object), **kwargs)


class Names(Page):
    """Names offered while one types."""

    permission = "stations.view"
    template_name = "stations/_station_names.html"

    def stations(self):
        return stations_for(self.request.user)

    def get_context_data(self, **kwargs):
        typed = next((value for value in self.request.GET.values() if value.strip()), "")
        offered = find_stations(self.stations().open(), typed[:40])
        names = offered.values_list("name", flat=True)[:20]
        return super().get_context_data(names=names, **kwargs)


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


class Detail(InReach, RowPage):
    template_name = "stations/station.html"

    def get_context_data(self, **kwargs):
        station, user = self.object, self.request.user
        working = station.staff.working()
        counts = working.aggregate(
            people=Count("pk"), full_time=Count("pk", filter=Q(full_time=True))
        )
        staff = working.select_related("user").defer("user__phone")
        tops = station_of(user) == station  # nothing above it is in view

        return super().get_context_data(
            above=[] if tops else ancestors_of(station, within=stations_for(user)),
            team=team(user.may("people.view")),
            staff=staff.order_by("-full_time", "user__name")[:BRANCH],
            **counts,
            branch=branch_of(station),
            changes=station.changes.select_related("other", "by"),
            commendations=station.commendations.select_related("user")[:10],
            work=work_of_station(station),
            events=events_for("station", station.pk)[-20:],
            panels=panels.render("station", self.request, station),
            **kwargs,
        )


class New(MadeOnce, FormPage):
    permission = "stations.manage"
    template_name = "stations/station_form.html"
    title, submit, done = "新设站点", "设立", "站点已设立。"
    form_class = NewStationForm

    def get_initial(self):
        asked = as_number(self.request.GET.get("parent"))
        above = stations_for(self.request.user).filter(pk=asked).first()
        return {
            "parent": above.name if above else "",
            "on": timezone.localdate(),
            "region": above.region if above else "",
        }

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"stations": stations_for(self.request.user)}

    def act(self, form):
        facts = form.cleaned_data
        parent = facts.pop("parent")
        if parent is None and self.request.user.role != Role.ADMIN:
            parent = station_of(self.request.user)  # only an administrator opens a root
        return acts.create(by=self.request.user, parent=parent, on=facts.pop("on"), **facts)


class Managed(InReach):
    permission = "stations.manage"
    template_name = "stations/station_form.html"
    context_object_name = "subject"


class Edit(Managed, EditPage):
    title = "修改站点资料"
    form_class = StationForm

    def act(self, form):
        return acts.change(self.object, by=self.request.user, seen=self.seen(), **form.cleaned_data)


class Act(Managed, RowFormPage):
    """A dated act with its reason: `verb(station, by=, seen=, **facts)`."""

    form_class, verb = ActForm, None

    def get_initial(self):
        return {"on": timezone.localdate()}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"stations": stations_for(self.request.user)}

    def act(self, form):
        return self.verb(self.object, by=self.request.user, seen=self.seen(), **form.cleaned_data)


class Move(Act):
    title, submit, done = "调整隶属", "调整", "隶属已调整。"
    form_class, verb = MoveForm, staticmethod(acts.move)


class Merge(Act):
    title, submit, done = "并入其他站点", "并入", "已并入，人员和在办事项已移交。"
    form_class, verb = MergeForm, staticmethod(acts.merge)


class Close(Act):
    title, submit, done = "撤销站点", "撤销", "站点已撤销。"
    verb = staticmethod(acts.close)

    def get_context_data(self, **kwargs):
        return super().get_context_data(left=acts.holdings(self.object), **kwargs)


class Reopen(Act):
    title, submit, done = "恢复站点", "恢复", "站点已恢复。"
    verb = staticmethod(acts.reopen)
