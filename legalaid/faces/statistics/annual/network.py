"""Readings of the network: stations, people, and how far the stations are used."""

from django.db.models import Q

from legalaid.faces.statistics.queries.sums import sums_by
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.words import day
from stations.enums import HandlerKind, StationKind
from stations.models import Handler, Staff, Station

from .reading import Reading

NONE = {"all.received": 0}
STREET = Q(name__contains="街道")
# a merged station hangs below its successor: of these the region tells what they were
OF_A_VILLAGE = Q(merged_into=None) | Q(region__regex=r"^\d{9}(?!000)\d{3}$")
POINT = Q(parent__kind=StationKind.TOWNSHIP) & OF_A_VILLAGE


def network_figures(span):
    period = f"截至{day(span.ends)}"
    stations = Station.objects.standing(span.ends)
    local = stations.filter(kind=StationKind.TOWNSHIP).exclude(POINT)
    points = stations.filter(POINT, kind=StationKind.TOWNSHIP)
    partners = stations.filter(kind=StationKind.PARTNER)
    staff = Staff.objects.serving(span.ends)
    handlers = Handler.objects.engaged(span.ends)
    received = sums_by(["all.received"], span, None, "station")
    busiest = sorted(local, key=lambda row: (-received.get(row.pk, NONE)["all.received"], row.pk))
    ranked = [station.name for station in busiest]

    def count(key, label, value, definition, unit):
        return Reading(key, label, value, unit, period, definition)

    yield count(
        "townships",
        "乡镇工作站",
        local.exclude(STREET).count(),
        "在用的乡镇法律援助工作站，不含村（社区）联系点",
        "个",
    )
    yield count(
        "subdistricts", "街道工作站", local.filter(STREET).count(), "在用的街道法律援助工作站", "个"
    )
    yield count(
        "points", "村（社区）联系点", points.count(), "在用的、隶属乡镇（街道）工作站的联系点", "个"
    )
    yield count(
        "partners", "部门工作站", partners.count(), "在妇联、工会、残联等单位设立的工作站", "个"
    )
    yield count(
        "partner_hosts",
        "部门工作站设立单位",
        sorted({s.get_host_display() for s in partners}),
        "设有工作站的单位",
        "",
    )
    yield count(
        "staff", "工作人员", staff.count(), "中心和各站在岗的专兼职人员，不含司法局人员", "人"
    )
    yield count("staff_full", "专职人员", staff.filter(full_time=True).count(), "其中专职", "人")
    yield count("staff_part", "兼职人员", staff.filter(full_time=False).count(), "其中兼职", "人")
    yield count(
        "staff_center",
        "中心人员",
        staff.filter(station__kind=StationKind.CENTER).count(),
        "县中心在岗人员",
        "人",
    )
    yield count(
        "window_staff",
        "窗口人员",
        staff.filter(user__role=Role.WINDOW).count(),
        "服务大厅接待窗口人员",
        "人",
    )
    for key, kind in (
        ("lawyers", HandlerKind.LAWYER),
        ("grassroots", HandlerKind.GRASSROOTS),
        ("agency_lawyers", HandlerKind.AGENCY),
    ):
        yield count(
            key, kind.label, handlers.filter(kind=kind).count(), f"接受指派的{kind.label}", "人"
        )
    few = ranked[-2:] if len(ranked) > 4 else []
    yield count(
        "strong_stations",
        "申请较多的站点",
        ranked[:2] if few else [],
        "本年接收申请最多的两个乡镇（街道）工作站",
        "",
    )
    yield count(
        "weak_stations", "申请较少的站点", few, "本年接收申请最少的两个乡镇（街道）工作站", ""
    )
    posts = Station.objects.filter(kind=StationKind.CENTER).values_list("posts", flat=True).first()
    yield count("posts", "编制", posts, "县法律援助中心的编制数", "名")
