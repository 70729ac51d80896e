"""Sheets of stations, staff and handlers: seen before anything is written, every fault at once, nobody taken for somebody else, and what
is exported comes in again unchanged."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from legalaid.platform.accounts.models import User
from legalaid.platform.audit.models import Event
from legalaid.platform.office.sheets import write_sheet
from stations.models import Handler, Staff, Station

INPUTS = Path(__file__).parent.parent / "office" / "sheets"
STATION = ("名称", "上级", "类别", "设立单位", "行政区划代码", "职责", "设施设备")
STAFF = ("姓名", "登录名", "岗位", "站点", "用工性质", "专职", "性别", "学历", "法律专业")
HANDLER = ("姓名", "登录名", "所属机构", "承办机构", "类别", "执业证号", "开始执业", "专长")


def sheet(head, *rows, name="a.xlsx"):
    return SimpleUploadedFile(name, write_sheet("表", [(name, 12) for name in head], rows)[0])


def given(name):
    return SimpleUploadedFile(name, (INPUTS / name).read_bytes())


def seen(client, kind, file):
    return client.post(reverse(f"stations:{kind}_import"), {"file": file})


def sent(client, kind, page, act="keep", **answers):
    held = {"sheet": page.context["sheet"], "seen": page.context["judged"], "act": act}
    return client.post(
        reverse(f"stations:{kind}_import"),
        held | {key.replace("_", "-"): value for key, value in answers.items()},
    )


def counts(page):
    return {name: count for name, count in page.context["counts"].items() if count}


def faults(page):
    return [
        (one["row"], one["heading"], one["value"], one["reason"]) for one in page.context["faults"]
    ]


def asked(page):
    return {row.number: row.like for row in page.context["asked"]}


def accounts():
    return list(
        User.objects.order_by("pk").values("pk", "username", "name", "role", "staff__station__name")
    )


def test_stations_come_in_with_a_parent_from_the_same_sheet(county, sign_in):
    client, center = sign_in(county.zhuren), Station.objects.get(parent=None)
    before = Station.objects.count()
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
            "乡镇工作站",
            "其他",
            "999999105201",
            "接待咨询",
            "",
        ),
    )
    page = seen(client, "station", sheet(STATION, *rows))
    assert (counts(page), Station.objects.count()) == ({"new": 2}, before)
    assert counts(sent(client, "station", page)) == {"new": 2}
    village = Station.objects.get(name="青石镇东村联络点")
    assert (village.parent.name, village.duties, village.parent.equipment) == (
        "青石镇法律援助工作站", ["consult"], ["window", "barrier_free"],
    )  # fmt: skip
    assert Event.objects.get(verb="network.imported").data == {"what": "站点", "count": 2}
    assert sent(client, "station", page).status_code == 409


def test_headings_nobody_reads_are_named_and_the_others_read(county, sign_in):
    row = ("青石镇法律援助工作站", "", "乡镇（街道）工作站", "司法所", "", "", "", "五星", "x")
    page = seen(sign_in(county.zhuren), "station", sheet((*STATION, "星级", "备注"), row))
    assert (counts(page), page.context["incoming"].unused) == ({"new": 1}, ["星级", "备注"])


@pytest.mark.parametrize(("head", "words"), [
    (("上级", "类别"), "表头缺少“名称”；第1行现为：上级、类别。"), (("名称", "类别", "设立单位", "名称"), "重复的列：名称。"),
])  # fmt: skip
def test_missing_or_doubled_heading_is_refused_by_name(county, sign_in, head, words):
    answer = seen(sign_in(county.zhuren), "station", sheet(head, ("x",)))
    assert (answer.status_code, words in answer.content.decode()) == (422, True)


def test_every_wrong_cell_is_named_with_its_value_and_the_good_rows_come_in(county, sign_in):
    client, center = sign_in(county.zhuren), Station.objects.get(parent=None)
    rows = (
        ("好站点", center.name, "乡镇（街道）工作站", "司法所", "", "接待咨询", ""),
        ("坏站点一", "没有的站", "村级点", "司法所", "123456", "接待咨询", ""),
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
    page = seen(client, "station", sheet(STATION, *rows))
    assert counts(page) == {"new": 1, "faulty": 2}
    assert faults(page) == [
        (3, "上级", "没有的站", "没有这个在用站点，请先登记或者改正名称"), (3, "类别", "村级点", "不是可填的值"),
        (3, "行政区划代码", "123456", "行政区划代码“123456”不存在（GB/T 2260，6位；到乡镇9位，到村居12位）"),
        (4, "上级", "柳河镇法律援助工作站", "与现在的上级“清和县法律援助中心”不同；调整隶属请在站点页面办理"),
    ]  # fmt: skip
    sent(client, "station", page)
    assert Station.objects.filter(name__in=("好站点", "坏站点一")).count() == 1

    left = sent(client, "station", page, "faulty").content
    head, *lines = CalamineWorkbook.from_filelike(BytesIO(left)).get_sheet_by_index(0).to_python()
    assert ([line[0] for line in lines], head[-1]) == (["坏站点一", "城关镇法律援助工作站"], "问题")
    again = seen(client, "station", SimpleUploadedFile("left.xlsx", left))
    assert counts(again) == {"faulty": 2}


def test_list_of_stations_as_a_county_keeps_it(county, sign_in):
    page = seen(sign_in(county.zhuren), "station", given("stations_county.xlsx"))
    assert (counts(page), page.context["incoming"].unused) == ({"new": 2, "faulty": 1}, [])
    assert faults(page) == [(6, "设立日期", "2024年5月", "只写到月，请写到日")]
    assert [row.notes for row in page.context["written"]] == [[], []]
    assert Station.objects.filter(name__startswith="双庙镇").count() == 0


def test_station_under_another_name_is_asked_about(county, sign_in):
    client, before = sign_in(county.zhuren), Station.objects.count()
    page = seen(
        client,
        "station",
        sheet(
            ("名称", "类别", "设立单位", "地址"),
            ("柳河镇工作站", "乡镇工作站", "司法所", "柳河街9号"),
        ),
    )
    assert (counts(page), asked(page)) == ({"asked": 1}, {2: "柳河镇法律援助工作站"})
    assert counts(sent(client, "station", page)) == {"asked": 1}
    assert counts(sent(client, "station", page, row_2="same")) == {"changed": 1}
    assert (Station.objects.get(name="柳河镇法律援助工作站").address, Station.objects.count()) == (
        "柳河街9号",
        before,
    )


@pytest.mark.parametrize(("kind", "key", "rows", "verbs"), [
    ("station", "stations", Station, "station.changed"), ("staff", "staff", Staff, "person.changed"), ("handler", "handlers", Handler, "person.changed"),
])  # fmt: skip
def test_what_is_exported_comes_in_again_unchanged(county, sign_in, kind, key, rows, verbs):
    client = sign_in(county.zhuren)
    Station.objects.filter(name="城关镇法律援助工作站").update(
        duties=["consult"], hours="周一至周五 9:00—17:00"
    )
    data = client.get(reverse("stations:network_export", args=[key])).content
    before, people = list(rows.objects.order_by("pk").values()), accounts()
    page = seen(client, kind, SimpleUploadedFile("s.xlsx", data))
    assert counts(page) == {"same": rows.objects.count()}
    sent(client, kind, page)
    assert (list(rows.objects.order_by("pk").values()), accounts()) == (before, people)
    assert Event.objects.filter(verb=verbs).count() == 0


def test_staff_come_in_without_a_password_and_a_second_time_only_changed(county, sign_in):
    client = sign_in(county.zhuren)
    row = (
        "赵小燕",
        "zhaoxy",
        "工作站人员",
        "城关镇法律援助工作站",
        "聘用",
        "兼职",
        "女",
        "大学本科",
        "√",
    )
    sent(client, "staff", seen(client, "staff", sheet(STAFF, row)))
    staff = Staff.objects.get(user__username="zhaoxy")
    assert (staff.full_time, staff.sex, staff.degree, staff.law_major) == (
        False,
        "F",
        "bachelor",
        True,
    )
    assert staff.user.has_usable_password() is False

    page = seen(client, "staff", sheet(STAFF, (*row[:4], "在编", *row[5:])))
    assert [row.changes for row in page.context["written"]] == [["用工性质：聘用 → 在编"]]
    sent(client, "staff", page)
    staff.refresh_from_db()
    assert (staff.get_post_display(), User.objects.filter(username="zhaoxy").count()) == ("在编", 1)
    refused = seen(client, "staff", sheet(STAFF, ("孙某", "sunmou", "中心负责人", *row[3:])))
    assert faults(refused) == [(2, "岗位", "中心负责人", "不是可填的值")]


def test_list_of_staff_as_a_county_keeps_it(county, sign_in):
    """No logins, no posts; a station under another name, a person twice, an identity number nobody asks for."""
    client = sign_in(county.zhuren)
    page = seen(client, "staff", given("staff_1.xlsx"))
    assert (page.context["incoming"].unused, [one.name for one, _ in page.context["filled"]]) == (
        ["身份证号"],
        ["岗位", "用工性质"],
    )
    assert [one[1] for one in faults(page) if one[0] == 3] == ["岗位", "用工性质"]
    page = sent(client, "staff", page, "again", **{"all_role": "工作站人员", "all_post": "聘用"})
    assert (counts(page), faults(page)) == (
        {"new": 2, "same": 1, "faulty": 1},
        [(4, "站点", "柳河镇工作站", "没有这个在用站点，请先登记或者改正名称")],
    )
    assert page.context["faults"][0]["example"] == "柳河镇法律援助工作站"
    assert [(row.title, row.notes) for row in page.context["written"]] == [
        ("蒋云", ["登录名拟为 jiangyun"]),
        ("冯雪", ["登录名拟为 fengxue"]),
    ]
    sent(client, "staff", page, **{"all_role": "工作站人员", "all_post": "聘用"})
    made = Staff.objects.get(user__username="jiangyun")
    assert (str(made.joined_on), made.full_time, made.user.phone) == (
        "2026-03-05",
        False,
        "13900002001",
    )


def test_login_met_again_neither_renames_nor_moves_anybody(county, sign_in):
    """Another person under a login that is there, however it is written; the same person twice under two logins."""
    client = sign_in(county.zhuren)
    User.objects.filter(username="zhan3").update(username="lianluo1")
    before = accounts()
    page = seen(client, "staff", given("staff_6.xlsx"))
    assert (counts(page), faults(page)) == ({"new": 2, "asked": 3}, [])
    known = User.objects.filter(username__in=("zhan2", "lianluo1"))
    named = {
        one.username: f"{one.name}（{one.staff.station}，登录名{one.username}，登录名相同）"
        for one in known
    }
    assert asked(page) == {
        3: "蒋云（城关镇法律援助工作站，登录名jiangyun，姓名相同，站点或电话相同）", 5: named["zhan2"], 6: named["lianluo1"],
    }  # fmt: skip
    sent(client, "staff", page)
    now = accounts()
    assert (now[: len(before)], [one["name"] for one in now[len(before) :]]) == (
        before,
        ["蒋云", "石勇"],
    )


def test_answers_say_who_a_row_is_of(county, sign_in):
    client, center = sign_in(county.zhuren), Station.objects.get(parent=None)
    zhan2, before = User.objects.get(username="zhan2"), accounts()
    head = ("姓名", "登录名", "岗位", "站点", "用工性质")
    rows = (("马建", "zhan2", "工作站人员", center.name, "聘用"), (zhan2.name, "zhan2", "工作站人员", "石桥乡法律援助工作站", "聘用"),
            ("石勇", "zhan2", "工作站人员", center.name, "聘用"))  # fmt: skip
    page = seen(client, "staff", sheet(head, *rows))
    assert (counts(page), [len(row.options) for row in page.context["asked"]]) == (
        {"asked": 3},
        [3, 3, 3],
    )
    answers = {"row_2": "new", "row_3": "same", "row_4": "left"}
    again = sent(
        client, "staff", page, **answers
    )  # the third is of somebody who has moved by now: seen once more
    assert (again.status_code, accounts()) == (409, before)
    done = sent(client, "staff", again, **answers)
    assert counts(done) == {"new": 1, "changed": 1, "left": 1}
    zhan2 = User.objects.get(username="zhan2")
    assert (zhan2.name, zhan2.staff.station.name) == (rows[1][0], "石桥乡法律援助工作站")
    assert User.objects.get(name="马建").username == "majian"
    assert not User.objects.filter(name="石勇").exists()


def test_every_fault_of_staff_is_told_at_once(county, sign_in):
    page = seen(sign_in(county.zhuren), "staff", given("staff_4.xlsx"))
    assert counts(page) == {"new": 2, "same": 1, "asked": 1, "faulty": 1}
    assert faults(page) == [(3, "站点", "柳河镇工作站", "没有这个在用站点，请先登记或者改正名称")]
    assert asked(page) == {
        5: "蒋云（城关镇法律援助工作站，登录名jiangyun，姓名相同，站点或电话相同）"
    }


def test_handlers_as_firms_write_them(county, sign_in):
    client = sign_in(county.zhuren)
    page = seen(client, "handler", given("handlers_2.xlsx"))
    assert faults(page) == [
        (2, "执业证号", "1999920101012345", "律师执业证号应为17位数字、以1开头，现为16位"),
        (3, "类别", "律师", "不是可填的值"),
        (3, "执业证号", "1.99992010101235E+16", "数字超过15位，Excel 已经丢掉后面的位数；请把这一列设为“文本”格式，重新填写"),
        (4, "承办机构", "清和某某律师事务所", "没有这个承办机构，请先登记或者改正名称"),
    ]  # fmt: skip

    page = seen(client, "handler", given("04a-handlers-long-number.xlsx"))
    assert [one[:3] for one in faults(page)] == [(2, "执业证号", "1.51012018101235E+16")]

    page = seen(client, "handler", given("04b-handlers-text-dates.xlsx"))
    assert (counts(page), faults(page)) == ({"new": 6, "faulty": 2}, [
        (6, "开始执业", "2015年3月", "只写到月，请写到日"), (8, "开始执业", "2015.03", "只写到月，请写到日"),
    ])  # fmt: skip
    sent(client, "handler", page)
    made = Handler.objects.filter(user__username__startswith="hcd")
    assert {str(row.practice_start) for row in made} == {"2015-03-01"}

    assert counts(seen(client, "handler", given("04e-handlers-head-variants.xlsx"))) == {"new": 1}


def test_licence_of_somebody_known_is_asked_about(county, sign_in):
    client, center = sign_in(county.zhuren), Station.objects.get(parent=None).name
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
    sent(client, "handler", seen(client, "handler", sheet(HANDLER, good)))
    assert Handler.objects.get(user__username="qianwen").specialities == "劳动、工伤"
    page = seen(client, "handler", sheet(HANDLER, (good[0], "", *good[2:6], "2015.7.1", "劳动")))
    assert asked(page) == {2: f"钱文（{center}，登录名qianwen，姓名、执业证号相同）"}
    done = sent(client, "handler", page, row_2="same")
    assert (
        [row.changes for row in done.context["written"]],
        Handler.objects.filter(user__name="钱文").count(),
    ) == ([["专长：劳动、工伤 → 劳动"]], 1)


def test_phone_that_is_doubtful_or_masked_costs_nothing(county, sign_in):
    client = sign_in(county.zhuren)
    head = ("姓名", "岗位", "站点", "用工性质", "电话")
    row = ("赵小燕", "工作站人员", "城关镇法律援助工作站", "聘用")
    page = seen(client, "staff", sheet(head, (*row, "1390000300")))
    assert [one.notes for one in page.context["written"]] == [
        ["登录名拟为 zhaoxiaoyan", "电话“1390000300”存疑，照原样保留"]
    ]
    sent(client, "staff", page)
    masked = sheet(("登录名", *head), ("zhaoxiaoyan", *row, "139****0300"))
    assert counts(seen(client, "staff", masked)) == {"same": 1}
    assert User.objects.get(username="zhaoxiaoyan").phone == "1390000300"


def test_what_is_no_workbook_is_refused(county, sign_in):
    answer = seen(
        sign_in(county.zhuren), "staff", SimpleUploadedFile("名单.xlsx", b"PK not a workbook")
    )
    assert (
        "“名单.xlsx”打不开：不是 Excel 工作簿（.xlsx、.xls），或者设有密码。"
        in answer.content.decode()
    )


@pytest.mark.parametrize("kind", ["station", "staff", "handler"])
def test_template_filled_in_below_its_example_comes_in(county, sign_in, kind):
    client = sign_in(county.zhuren)
    data = client.get(reverse(f"stations:{kind}_import") + "?template=1").content
    head, example, *rest = (
        CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()
    )
    assert (example[0].startswith("示例："), rest) == (True, [])
    filled = [example[0].removeprefix("示例："), *example[1:]]
    page = seen(client, kind, sheet(list(head), example, filled))
    assert ([row.number for row in page.context["written"]], faults(page)) == ([3], [])
