"""Stations as Excel, under the headings the import reads (heading: form field)."""

from legalaid.platform.office.sheets import write_sheet

COLUMNS = {
    "名称": "name", "上级": "parent", "类别": "kind", "设立单位": "host", "机构性质": "nature", "设立日期": "on", "行政区划代码": "region",
    "服务区域": "area", "地址": "address", "开放时间": "hours", "联系人": "contact", "对外电话": "phone", "职责": "duties", "设施设备": "equipment",
    "编制数": "posts", "业务用房面积": "floor_area",
}  # fmt: skip
WIDE = {
    "名称": 26,
    "上级": 22,
    "地址": 30,
    "服务区域": 24,
    "职责": 24,
    "设施设备": 40,
    "开放时间": 22,
}
HEAD = [(heading, WIDE.get(heading, 14)) for heading in COLUMNS]


def station_table(stations):
    """(bytes, number of rows)."""
    rows = [_row(station) for station in stations.select_related("parent").order_by("path")]
    return write_sheet("站点", HEAD, rows)


def _row(station):
    return (
        station.name, station.parent.name if station.parent else "", station.get_kind_display(), station.get_host_display(),
        station.get_nature_display(), station.opened_on, station.region, station.area, station.address, station.hours, station.contact,
        station.phone, "、".join(station.duty_names), "、".join(station.equipment_names), station.posts, station.floor_area,
    )  # fmt: skip
