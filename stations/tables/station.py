"""Stations as found by a search, and as Excel under the headings the import reads: keys of the workbook are fields of the form."""

from django.utils.html import format_html

from legalaid.platform.office.addresses import page_of
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip


def _listed(names):
    return "、".join(names)


def _name(station, name):
    closed = format_html(" {}", chip("已撤销", "quiet")) if station.closed_on else ""
    return format_html('<a href="{}">{}</a>{}', page(station), name, closed)


def _type(station):
    return f"{station.get_kind_display()} · {station.get_host_display()}"


def _people(station):
    return f"专职 {station.full_time} / 共 {station.people} 人"


page = page_of("stations:station")

STATIONS = Table(
    title="站点",
    empty="没有符合条件的站点。",
    hint="请放宽条件；已撤销的站点须勾选“含已撤销”。",
    columns=(
        Column("name", "名称", draw=_name, width=26),
        Column("parent", "上级", "parent__name", width=22),
        Column("type", "类别", _type),
        Column("kind", "类别", "get_kind_display", page=False, width=14),
        Column("host", "设立单位", "get_host_display", page=False, width=14),
        Column("nature", "机构性质", "get_nature_display", page=False, width=14),
        Column("on", "设立日期", "opened_on", page=False, width=14),
        Column("region", "行政区划代码", page=False, width=14),
        Column("served", "服务区域", lambda station: station.area or station.region_name),
        Column("area", "服务区域", page=False, width=24),
        Column("address", "地址", page=False, width=30),
        Column("hours", "开放时间", page=False, width=22),
        Column("contact", "联系人", page=False, width=14),
        Column("phone", "对外电话", page=False, width=14),
        Column("duties", "职责", "duty_names", show=_listed, none="无", width=24),
        Column("equipment", "设施设备", "equipment_names", show=_listed, page=False, width=40),
        Column("posts", "编制数", page=False, width=14),
        Column("floor_area", "业务用房面积", show=str, page=False, width=14),
        Column("people", "人员", _people),
    ),
)
