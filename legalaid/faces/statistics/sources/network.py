"""Stations, staff and handlers as they stand at the end of the period, and commendations within it."""

from django.db.models import Count, Exists, OuterRef, Q, Sum, TextField
from django.db.models.functions import Cast
from django.db.models.lookups import Contains

from stations.enums import Equipment, FirmKind, HandlerKind, StationKind
from stations.models import Firm, Handler, Staff, Station
from stations.models.staff import Commendation
from stations.queries.station import stations_for
from subsidies.enums import Source as Origin
from subsidies.law.chart import APPROPRIATED
from subsidies.models import EntryLine

from .source import Source, register


def _stations_standing(span):
    local = EntryLine.objects.filter(
        account=APPROPRIATED, fund__source=Origin.LOCAL, on__range=(span.starts, span.ends)
    )
    here = {"station": OuterRef("pk")}
    full_time = Staff.objects.serving(span.ends).filter(full_time=True, **here)
    lawyers = Handler.objects.engaged(span.ends).filter(kind=HandlerKind.AGENCY, **here)

    return {
        "standing": _among(Station.objects.standing(span.ends)),
        "budgeted": _among(local, "fund__station"),
        "full_time": Q(Exists(full_time)),
        "has_lawyer": Q(Exists(lawyers)),
    }


def _among(rows, key="pk"):
    return Q(pk__in=rows.order_by().values(key))


def _within(user, rows, path):
    return rows.filter(**{f"{path}__in": stations_for(user)}).order_by("pk")


def _has(*items):
    """The list of equipment is JSON; as text it reads the same in both databases."""
    found = Q()
    for item in items:
        found |= Q(Contains(Cast("equipment", TextField()), f'"{item}"'))
    return found


TO_WORK_WITH = (Equipment.COMPUTER, Equipment.PRINTER, Equipment.SCANNER)
register(
    Source(
        "stations", Station, _stations_standing, {"stations": Count("pk"), "posts": Sum("posts"), "area": Sum("floor_area")},
        lambda user, rows: _within(user, rows, "pk"), "stations.view", ("站点", "类别", "设立单位", "地址", "电话"),
        lambda row: (row.name, row.get_kind_display(), row.get_host_display(), row.address, row.phone), station="pk",
        flags={"station": Q(kind__in=(StationKind.TOWNSHIP, StationKind.PARTNER))}
        | {f"has_{item.value}": _has(item) for item in Equipment}
        | {"has_reception": _has(Equipment.WINDOW, Equipment.ROOM), "has_equipment": _has(*TO_WORK_WITH)},
    )
)  # fmt: skip
register(
    Source(
        "staff", Staff, lambda span: {"standing": _among(Staff.objects.serving(span.ends))}, {"people": Count("pk")},
        lambda user, rows: _within(user, rows, "station").select_related("user", "station"),
        "people.view", ("姓名", "站点", "用工性质", "学历"),
        lambda row: (row.user.name, row.station.name, row.get_post_display(), row.get_degree_display()), cuts=("station", "township"),
    )
)  # fmt: skip
register(
    Source(
        "handlers", Handler, lambda span: {"working": _among(Handler.objects.engaged(span.ends))}, {"people": Count("pk")},
        lambda user, rows: _within(user, rows, "station").select_related("user", "firm"), "people.view", ("姓名", "承办机构", "类别"),
        lambda row: (row.user.name, row.firm.name, row.get_kind_display()), flags={"of_ngo": Q(firm__kind=FirmKind.NGO)},
    )
)  # fmt: skip
register(
    Source(
        "commendations", Commendation, lambda span: {"awarded": Q(awarded_on__range=(span.starts, span.ends))}, {"times": Count("pk")},
        lambda user, rows: _within(user, rows, "station").select_related("station", "user"), "stations.view", ("表彰", "机关", "站点", "个人", "日期"),
        lambda row: (row.title, row.awarded_by, row.station.name, row.user.name if row.user else "", row.awarded_on.isoformat()),
        flags={"to_person": Q(user__isnull=False)}, cuts=("station", "township"), address=lambda row: row.station.get_absolute_url(),
    )
)  # fmt: skip
register(
    Source(
        "firms", Firm, lambda span: {"known": Q(pk__gt=0)}, {"firms": Count("pk")},
        lambda user, rows: rows.filter(Q(station=None) | Q(station__in=stations_for(user))), "people.view", ("名称", "类别", "电话"),
        lambda row: (row.name, row.get_kind_display(), row.phone),
    )
)  # fmt: skip
