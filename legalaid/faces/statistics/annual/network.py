"""Readings of the network: stations, people, and how far the stations are used."""

from django.db.models import Q

from cases.models import Consultation, CountedCase
from legalaid.faces.statistics.queries.sums import sums_by
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.words import day
from stations.enums import HandlerKind, StationKind
from stations.models import Handler, Referral, Staff, Station

from .reading import Reading
from .window import days, times

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
    lively = [station.name for station in busiest[:2] if station.pk in received]
    yield count(
        "strong_stations",
        "申请较多的站点",
        lively if few else [],
        "本年接收申请最多的两个乡镇（街道）工作站",
        "",
    )
    yield count(
        "weak_stations", "申请较少的站点", few, "本年接收申请最少的两个乡镇（街道）工作站", ""
    )
    yield from idle_figures(span, stations.exclude(POINT & Q(kind=StationKind.TOWNSHIP)), staff)
    posts = Station.objects.filter(kind=StationKind.CENTER).values_list("posts", flat=True).first()
    yield count("posts", "编制", posts, "县法律援助中心的编制数", "名")


def idle_figures(span, stations, staff):
    """Stations without people, without a duty, or without anything registered all through the period."""
    period = f"截至{day(span.ends)}"
    given = stations.filter(kind__in=(StationKind.TOWNSHIP, StationKind.PARTNER)).order_by("pk")
    asked = Consultation.objects.filter(**times(span, "at"))
    sent_on = Referral.objects.filter(**times(span, "sent_at"))
    came = {
        *sent_on.order_by().values_list("from_station", flat=True),
        *CountedCase.objects.filter(**days(span, "received_on")).order_by().values_list("station", flat=True),
        *asked.order_by().values_list("station", flat=True),
    }  # fmt: skip
    manned = set(staff.order_by().values_list("station", flat=True))
    rows = list(given.only("name", "duties", "opened_on"))
    through = [row for row in rows if row.opened_on is None or row.opened_on <= span.starts]

    found = (
        ("unstaffed_stations", "没有工作人员的站点", [row for row in rows if row.pk not in manned], "期末没有在岗人员的乡镇（街道）、部门工作站"),
        ("silent_stations", "没有业务的站点", [row for row in through if row.pk not in came], "本期没有登记申请和咨询，也没有发出转介单、通知的乡镇（街道）、部门工作站"),
    )  # fmt: skip
    for key, label, idle, definition in found:
        yield Reading(key, label, tuple(row.name for row in idle), "", period, definition)
    yield Reading(
        "stations_without_duty",
        "没有明确职责的站点",
        sum(not row.duties for row in rows),
        "个",
        period,
        "没有登记接待咨询、接收申请、初审任何一项职责的工作站",
    )
