"""The values a table can be divided by, in words."""

from cases.enums import Channel, Kind, Row
from legalaid.faces.statistics.figures.counting import CROWDS
from legalaid.faces.statistics.figures.totals import HANDLERS
from stations.enums import StationKind
from stations.models import Station

CUTS = {
    "station": "站点",
    "township": "乡镇（街道）",
    "kind": "案件类别",
    "handler_kind": "承办人类别",
    "row": "案由（统计行）",
    "crowd": "人员类别",
    "channel": "案件来源",
}
WORDS = {
    "kind": dict(Kind.choices),
    "row": {**dict(Row.choices), "": "罪名待核实"},
    "channel": dict(Channel.choices),
    "handler_kind": {"": "未指派", **{key: label for key, (label, _) in HANDLERS.items()}},
    "crowd": {key: label for key, (label, _) in CROWDS.items()},
}


def labels_of(cut, found):
    """((value, label), ...) of the values that occur, in the office's order."""
    if not cut:
        return ()
    if cut in ("station", "township"):
        stations = Station.objects.filter(pk__in=found)
        stations = stations.filter(kind=StationKind.TOWNSHIP) if cut == "township" else stations
        return tuple(
            (station.pk, station.name.removesuffix("法律援助工作站") or station.name)
            for station in stations
        )

    return tuple((value, label) for value, label in WORDS[cut].items() if value in found)
