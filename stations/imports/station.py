from django.utils import timezone

from stations.domain import station as acts
from stations.forms.station import NewStationForm, StationForm
from stations.tables.station import STATIONS

from .rows import CellProblem, import_rows

COLUMNS = {one.label: one.key for one in STATIONS.on_sheet}
REQUIRED = ("名称", "类别", "设立单位")


def import_stations(upload, *, by, stations):
    """New names are opened, known names changed. `stations`: the queryset within reach."""
    by_name = {station.name: station for station in stations.select_related("parent")}

    def form_for(row, data):
        station = by_name.get(row.get("名称", ""))
        if station is None:
            return NewStationForm(data, initial={"on": timezone.localdate()}, stations=stations)

        above, parent = row.get("上级", ""), station.parent
        if above and above != (parent.name if parent else ""):
            sentence = f"与现在的上级“{parent or '无'}”不同；调整隶属请在站点页面办理。"
            raise CellProblem("上级", sentence)
        return StationForm(data, instance=station)

    def save(form):
        facts = dict(form.cleaned_data)
        if not isinstance(form, NewStationForm):
            acts.change(form.instance, by=by, **facts)
            return

        parent = facts.pop("parent") or stations.order_by("path").first()
        acts.create(by=by, parent=parent, on=facts.pop("on"), **facts)

    return import_rows(upload, COLUMNS, REQUIRED, form_for=form_for, save=save)
