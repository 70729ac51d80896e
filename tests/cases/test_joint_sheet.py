"""The list of those who apply together out of a spreadsheet: seen first, wrong rows given back, the applicant and repeated numbers left out."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from cases.models import Case, JointApplicant
from tests.cases.groups import begun, six
from tests.factories import new_case, person

WOMAN, MAN, OWN = "11010519491231002X", "440524188001010014", "440524198801010011"
HEAD = ["序号", "姓 名", "身份证号", "人员类别", "拖欠工资", "手机"]
GOOD = [
    [1, "李国强", OWN, "农民工", 18600, ""],
    [2, "吴小妹", WOMAN, "农民工、残疾人", "￥9,300.50元", "13700137000"],
    [3, "周大勇", MAN, "农民", 5000, ""],
]
BAD = [
    [4, "郑全", WOMAN, "", "", ""],
    [5, "钱七", MAN[:-1] + "5", "", "", ""],
    [6, "孙八", "", "渔民", "", ""],
    [7, "李四", 4.40524198801e17, "", "三千", ""],
    [8, "李国强", "", "", "", ""],
]


def sheet(rows, head=HEAD):
    book, out = Workbook(), BytesIO()
    page = book.active
    page.append(["清和县宏达公司拖欠工资人员名单"])
    page.append(head)
    for row in rows:
        page.append(row)
    page.append(["合计", "", "", "", 23900.5])
    book.save(out)
    return SimpleUploadedFile("名单.xlsx", out.getvalue())


@pytest.fixture
def case(county):
    return new_case(county, joint=())


def where(case):
    return reverse("cases:joint_sheet", args=[case.pk])


def carried(answer, act, **more):
    context = answer.context
    return {"sheet": context["sheet"], "seen": context["judged"], "act": act, **more}


def test_good_rows_are_seen_then_written_and_the_applicant_is_no_row_of_the_list(
    county, sign_in, case
):
    client = sign_in(county.chuangkou)
    seen = client.post(where(case), {"file": sheet(GOOD)})
    assert (seen.context["counts"]["new"], seen.context["counts"]["faulty"]) == (2, 0)
    assert [one.name for one in seen.context["unanswered"]] == ["各人的请求"]
    assert "写入没有问题的行" not in seen.content.decode()
    early = client.post(where(case), carried(seen, "keep"))
    assert (early.status_code, early.context["unanswered"][0].key) == (422, "separable")
    assert JointApplicant.objects.count() == 0
    again = client.post(
        where(case), carried(seen, "again", **{"all-separable": "可分，按人数计件"})
    )
    assert (again.context["counts"]["new"], again.context["counts"]["same"]) == (2, 1)
    assert [said for _, said in again.context["filled"]] == [
        "可分，按人数计件"
    ]  # sent again with the rest
    page = again.content.decode()
    assert "<option selected>可分，按人数计件</option>" in page
    assert "写入没有问题的行" in page
    answers = {"all-separable": "可分，按人数计件"}
    done = client.post(where(case), carried(again, "keep", **answers))
    assert done.context["done"]
    case = Case.objects.get(pk=case.pk)
    assert [(p.name, p.id_number, p.crowds, str(p.amount), p.phone) for p in case.joint] == [
        ("吴小妹", WOMAN, ["disabled", "migrant_worker"], "9300.50", "13700137000"), ("周大勇", MAN, ["farmer"], "5000.00", ""),
    ]  # fmt: skip
    assert (case.applicant_count, case.indivisible, case.members.count()) == (3, False, 3)

    twice = client.post(where(case), carried(again, "keep", **answers))
    assert (twice.status_code, JointApplicant.objects.count()) == (409, 2)


def test_wrong_cells_are_told_row_by_row_and_come_back_as_a_sheet(county, sign_in):
    case = six(county)
    client = sign_in(county.chuangkou)
    seen = client.post(where(case), {"file": sheet([*GOOD, *BAD])})
    assert [(row["title"], row["heading"], row["reason"]) for row in seen.context["faults"]] == [
        ("郑全", "证件号码", "与第4行的证件号码相同，同一人只登记一次"),
        ("钱七", "证件号码", "证件号码最后一位校验码不对，请核对是否输错"),
        ("孙八", "人员类别", "没有“渔民”这一类别，可填的见下"),
        (
            "李四",
            "证件号码",
            "数字超过15位，Excel 已经丢掉后面的位数；请把这一列设为“文本”格式，重新填写",
        ),
        ("李四", "请求金额（元）", "请填写数字，如 12000 或 12000.50"),
        ("李国强", "证件号码", "与申请人同名，看不出是不是本人，请填写证件号码"),
    ]
    back = client.post(where(case), carried(seen, "faulty"))
    rows = list(load_workbook(BytesIO(back.content)).active.values)
    assert [row[0] for row in rows] == ["姓名", "郑全", "钱七", "孙八", "李四", "李国强"]
    assert rows[3][-1] == "第8行：人员类别“渔民”：没有“渔民”这一类别，可填的见下"


def test_rows_on_file_are_found_again_and_empty_cells_change_nothing(county, sign_in):
    case = six(county)
    rows = [["吴小妹", WOMAN, ""], ["工友4", "", "2000"], ["周大勇", MAN, "5500"]]
    client = sign_in(county.chuangkou)
    seen = client.post(where(case), {"file": sheet(rows, ["姓名", "证件号码", "金额"])})
    assert [(c, seen.context["counts"][c]) for c in ("new", "changed", "same", "faulty")] == [
        ("new", 0), ("changed", 2), ("same", 2), ("faulty", 0),
    ]  # fmt: skip
    client.post(where(case), carried(seen, "keep"))
    case = Case.objects.get(pk=case.pk)
    assert [(p.name, p.amount and str(p.amount)) for p in case.joint] == [
        ("吴小妹", "9300.00"), ("周大勇", "5500.00"), ("工友4", "2000.00"), ("工友5", None), ("工友6", None),
    ]  # fmt: skip
    assert (case.applicant_count, case.joint[0].phone) == (6, "13700137000")


def test_whoever_stands_in_another_open_case_of_the_cause_is_warned_of_on_sheet_and_list(
    county, sign_in, case
):
    other = new_case(county, who=person(name="吴小妹", id_number=WOMAN, sex="F"), joint=())
    client = sign_in(county.chuangkou)
    seen = client.post(where(case), {"file": sheet(GOOD)})
    again = client.post(
        where(case), carried(seen, "again", **{"all-separable": "可分，按人数计件"})
    )
    said = f"也在同一案由的未结案件{other.number}中，请核对是否重复申请"
    assert [row.notes for row in again.context["written"]] == [[said], []]
    client.post(where(case), carried(again, "keep", **{"all-separable": "可分，按人数计件"}))
    page = client.get(reverse("cases:group", args=[case.pk])).content.decode()
    assert f"吴小妹（{other.number}）" in page


def test_no_sheet_after_the_decision_and_none_without_the_right(county, sign_in):
    case = begun(county, "grant")
    group = sign_in(county.zhuren).get(reverse("cases:group", args=[case.pk])).content.decode()
    assert ("登记、更正名单" in group, "导入名单" in group) == (True, False)
    answer = sign_in(county.zhuren).get(where(case))
    assert (answer.status_code, "已经作出决定" in answer.content.decode()) == (403, True)
    assert sign_in(county.jiandu).get(where(six(county))).status_code == 403


@pytest.mark.parametrize(
    ("upload", "says"),
    [
        (SimpleUploadedFile("a.xlsx", b"PK nothing"), "打不开"),
        (SimpleUploadedFile("a.csv", "证件号码\n1".encode()), "表头缺少“姓名”"),
        (SimpleUploadedFile("a.csv", "姓名\n".encode()), "表中没有数据行"),
    ],
)
def test_what_is_no_list_is_refused_by_what_is_wrong(county, sign_in, upload, says):
    case = six(county)
    answer = sign_in(county.chuangkou).post(where(case), {"file": upload})
    page = answer.content.decode()
    assert (answer.status_code, says in page) == (422, True)
