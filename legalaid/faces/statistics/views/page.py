from functools import cached_property

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views import View

from legalaid.faces.statistics.models import Period
from legalaid.faces.statistics.queries.cuts import CUTS
from legalaid.platform.office.access import PermissionMixin
from legalaid.platform.office.asked import as_number
from stations.models import Station
from stations.queries.station import sees_every_station, stations_for


class StatisticsPage(PermissionMixin, View):
    """Base of the pages over a period: which period, whose rows, divided by what, all from the address."""

    permission = "statistics.view"
    unit = "year"

    @cached_property
    def period(self):
        chosen = self.request.GET.get("period", "")
        if chosen:
            return get_object_or_404(Period.objects.select_related("scheme"), pk=as_number(chosen))

        usual = (
            Period.objects.filter(scheme__unit=self.unit)
            .select_related("scheme")
            .order_by("scheme", "-starts_on")
        )
        period = usual.begun(timezone.localdate()).first() or usual.first()
        if period is None:
            raise Http404("还没有统计期。")

        return period

    @cached_property
    def allowed(self):
        """The stations whose rows this person may count, or None for all of them."""
        return None if sees_every_station(self.request.user) else stations_for(self.request.user)

    @cached_property
    def station(self):
        chosen = self.request.GET.get("station", "")
        if not chosen:
            return None
        return get_object_or_404(stations_for(self.request.user), pk=as_number(chosen))

    @property
    def stations(self):
        return Station.objects.subtree(self.station) if self.station else self.allowed

    @cached_property
    def cut(self):
        cut = self.request.GET.get("cut", "")
        if cut and cut not in CUTS:
            raise Http404
        return cut

    def common(self):
        return {
            "period": self.period,
            "periods": Period.objects.values_list("pk", "name", "scheme__name"),
            "station": self.station,
            "stations": stations_for(self.request.user).values_list("pk", "name"),
            "cut": self.cut,
            "cuts": [(key, f"按{label}") for key, label in CUTS.items()],
            "cut_label": CUTS.get(self.cut, ""),
            "query": "&".join(f"{key}={value}" for key, value in self.choice().items()),
        }

    def choice(self):
        """What the links of the page carry on."""
        return {"period": self.period.pk} | ({"station": self.station.pk} if self.station else {})
