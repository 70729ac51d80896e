"""Excel in and out: what is exported can be edited and imported again; a wrong cell is named and nothing is saved."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from legalaid.platform.accounts.models import User
from legalaid.platform.audit.models import Event
from legalaid.platform.office.sheets import write_sheet
from stations.models import Handler, Staff, Station

STATION = ("名称", "上级", "类别", "设立单位", "行政区划代码", "职责", "设施设备")


def sheet(head, *rows, name="a.xlsx"):
    return SimpleUploadedFile(name, write_sheet("表", [(name, 12) for name in head], rows)[0])


def post(client, name, upload):
    return client.post(reverse(f"stations:{name}_import"), {"file": upload})


def test_stations_are_imported_with_a_parent_from_the_same_sheet(county, sign_in):
    center = Station.objects.get(parent=None)
    rows = (
        (
            "青石镇法律援助工作站",
            center.name,
            "乡镇（街道）工作站",
            "司法所",
            "999999105",
            "接待咨询、接收申请",
            "接待窗口、无障碍设施",
        ),
        (
            "青石镇东村联络点",
            "青石镇法律援助工作站",
            "乡镇（街道）工作站",
            "其他",
            "999999105201",
            "接待咨询",
            "",
        ),
    )
    answer = post(sign_in(county.zhuren), "station", sheet(STATION, *rows))
    assert answer.status_code == 302
    village = Station.objects.get(name="青石镇东村联络点")
    assert (village.parent.name, village.duties, village.parent.equipment) == (
        "青石镇法律援助工作站", ["consult"], ["window", "barrier_free"],
    )  # fmt: skip
    assert Event.objects.get(verb="network.imported").data == {"what": "站点", "count": 2}


def test_unknown_heading_is_refused_by_name(county, sign_in):
    answer = post(sign_in(county.zhuren), "station", sheet((*STATION, "星级", "备注"), ("x",)))
    assert answer.status_code == 422
    assert "不认识的列：星级、备注。请使用下载的模板，不要改动表头。" in answer.content.decode()


@pytest.mark.parametrize(("head", "words"), [
    (("名称", "上级"), "缺少必需的列：类别、设立单位。"), (("名称", "类别", "设立单位", "名称"), "重复的列：名称。"),
])  # fmt: skip
def test_missing_or_doubled_heading_is_refused_by_name(county, sign_in, head, words):
    answer = post(sign_in(county.zhuren), "station", sheet(head, ("x",)))
    assert words in answer.content.decode()


def test_every_wrong_cell_is_reported_with_its_row_and_nothing_is_saved(county, sign_in):
    center = Station.objects.get(parent=None)
    rows = (
        ("好站点", center.name, "乡镇（街道）工作站", "司法所", "", "接待咨询", ""),
        ("坏站点一", "没有的站", "乡镇（街道）工作站", "司法所", "123456", "接待咨询", ""),
        ("坏站点二", center.name, "村级点", "司法所", "", "接待咨询", ""),
        (
            "城关镇法律援助工作站",
            "柳河镇法律援助工作站",
            "乡镇（街道）工作站",
            "司法所",
            "",
            "接待咨询",
            "",
        ),
    )
    before = Station.objects.count()
    answer = post(sign_in(county.zhuren), "station", sheet(STATION, *rows))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "3行有问题，整表未导入" in page
    found = [(error.row, error.heading) for error in answer.context["errors"]]
    assert found == [(3, "上级"), (3, "行政区划代码"), (4, "类别"), (5, "上级")]
    assert "“村级点”不是可填的值，可填：" in page
    assert "调整隶属请在站点页面办理" in page
    assert Station.objects.count() == before


def test_exported_stations_can_be_imported_again_unchanged(county, sign_in):
    client = sign_in(county.zhuren)
    Station.objects.filter(name="城关镇法律援助工作站").update(
        duties=["consult"], hours="周一至周五 9:00—17:00"
    )
    data = client.get(reverse("stations:network_export", args=["stations"])).content
    before = list(
        Station.objects.order_by("pk").values("name", "parent", "duties", "hours", "path")
    )
    assert post(client, "station", SimpleUploadedFile("s.xlsx", data)).status_code == 302
    assert (
        list(Station.objects.order_by("pk").values("name", "parent", "duties", "hours", "path"))
        == before
    )
    assert Event.objects.filter(verb="station.changed").count() == 0
    assert Event.objects.get(verb="network.exported").data == {
        "what": "站点",
        "count": Station.objects.count(),
    }


def test_what_is_no_workbook_is_refused(county, sign_in):
    answer = post(
        sign_in(county.zhuren), "staff", SimpleUploadedFile("名单.xlsx", b"not a workbook")
    )
    assert "“名单.xlsx”不是能打开的 Excel 工作簿（.xlsx）。" in answer.content.decode()


def test_staff_are_imported_without_a_password_and_a_second_time_only_changed(county, sign_in):
    client = sign_in(county.zhuren)
    head = ("姓名", "登录名", "岗位", "站点", "用工性质", "专职", "性别", "学历", "法律专业")
    row = (
        "赵小燕",
        "zhaoxy",
        "工作站人员",
        "城关镇法律援助工作站",
        "聘用",
        "否",
        "女",
        "本科",
        "是",
    )
    assert post(client, "staff", sheet(head, row)).status_code == 302
    staff = Staff.objects.get(user__username="zhaoxy")
    assert (staff.full_time, staff.sex, staff.degree, staff.law_major) == (
        False,
        "F",
        "bachelor",
        True,
    )
    assert staff.user.has_usable_password() is False
    assert post(client, "staff", sheet(head, (*row[:4], "在编", *row[5:]))).status_code == 302
    staff.refresh_from_db()
    assert (staff.get_post_display(), User.objects.filter(username="zhaoxy").count()) == ("在编", 1)
    refused = post(client, "staff", sheet(head, ("孙某", "sunmou", "中心负责人", *row[3:])))
    assert "“中心负责人”不是可填的值" in refused.content.decode()


def test_handler_with_a_licence_of_16_digits_is_named_in_the_report(county, sign_in):
    client = sign_in(county.zhuren)
    head = ("姓名", "登录名", "所属机构", "承办机构", "类别", "执业证号", "开始执业", "专长")
    center = Station.objects.get(parent=None).name
    good = (
        "钱文",
        "qianwen",
        center,
        "清和正平律师事务所",
        "社会律师",
        "11101201510123456",
        "2015-07-01",
        "劳动、工伤",
    )
    bad = (
        "孙立",
        "sunli",
        center,
        "清和正平律师事务所",
        "社会律师",
        "1110120151012345",
        "2015-07-01",
        "",
    )
    answer = post(client, "handler", sheet(head, good, bad))
    assert [(error.row, error.heading, error.sentence) for error in answer.context["errors"]] == [
        (3, "执业证号", "律师执业证号应为17位数字、以1开头，现为16位。")
    ]
    assert Handler.objects.filter(user__username__in=["qianwen", "sunli"]).count() == 0
    assert post(client, "handler", sheet(head, good)).status_code == 302
    assert Handler.objects.get(user__username="qianwen").specialities == "劳动、工伤"


def test_template_holds_the_headings_the_import_reads(county, sign_in):
    data = sign_in(county.zhuren).get(reverse("stations:handler_import") + "?template=1").content
    from stations.imports.handler import COLUMNS

    head = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()[0]
    assert [name.rstrip("*") for name in head] == list(COLUMNS)
