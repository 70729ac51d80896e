"""The call log of the telephone line: good rows are registered once, bad ones are named."""

from datetime import datetime
from io import BytesIO

import xlsxwriter
from django.urls import reverse
from django.utils import timezone

from cases.models import Consultation

HEAD = ("工单编号", "来电时间", "来电号码", "姓名", "咨询类型", "咨询内容", "答复内容", "通话时长")


def call_log(*rows, head=HEAD):
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    for number, row in enumerate((head, *rows)):
        for column, value in enumerate(row):
            if isinstance(value, datetime):
                sheet.write_datetime(
                    number, column, value, book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
                )
            else:
                sheet.write(number, column, value)
    book.close()
    out.name = "calls.xlsx"
    out.seek(0)
    return out


CALL = (
    "T1",
    datetime(2026, 3, 2, 9, 5),
    "13800138000",
    "李国强",
    "劳动报酬",
    "工资被拖欠",
    "告知可申请仲裁",
    "6分钟",
)


def test_call_log_registers_good_rows_and_names_the_bad_ones(county, sign_in):
    rows = (CALL, ("T2", "2026/3/2 10:10", "", "", "怪问题", "社保怎么补", "", ""), ("", *CALL[1:]), ("T4", "昨天", *CALL[2:]),
            ("T5", "2036-01-01 09:00", *CALL[2:]), ("T6", CALL[1], "十三八", *CALL[3:]))  # fmt: skip
    page = (
        sign_in(county.chuangkou)
        .post(reverse("cases:call_log"), {"file": call_log(*rows)})
        .content.decode()
    )
    words = (
        "新登记 2 条",
        "4 行有误",
        "没有工单编号。",
        "来电时间“昨天”读不懂",
        "晚于现在",
        "不像电话号码",
    )
    assert [w for w in words if w not in page] == []
    first, second = Consultation.objects.order_by("call_number")
    assert (
        first.call_number,
        first.channel,
        first.minutes,
        first.topics.get().topic,
        first.state,
    ) == (
        "T1",
        "hotline",
        6,
        "wages",
        "answered",
    )
    assert (second.topics.get().topic, second.state, timezone.localtime(second.at).hour) == (
        "other",
        "open",
        10,
    )


def test_call_log_twice_registers_once(county, sign_in):
    client = sign_in(county.chuangkou)
    pages = [
        client.post(reverse("cases:call_log"), {"file": call_log(CALL)}).content.decode()
        for _ in range(2)
    ]
    assert ("新登记 0 条，1 条此前已登记" in pages[1], Consultation.objects.count()) == (True, 1)


def test_call_log_with_unknown_headings_is_refused_with_what_is_missing(county, sign_in):
    file = call_log(("x", "y"), head=("甲", "乙"))
    answer = sign_in(county.chuangkou).post(reverse("cases:call_log"), {"file": file})
    words = "表头缺少“工单编号”“来电时间”“咨询内容”；第一行现为：甲、乙。"
    assert (answer.status_code, words in answer.content.decode(), Consultation.objects.count()) == (
        422,
        True,
        0,
    )


def test_file_that_is_no_table_is_refused(county, sign_in):
    file = BytesIO(b"not a table")
    file.name = "calls.xlsx"
    answer = sign_in(county.chuangkou).post(reverse("cases:call_log"), {"file": file})
    assert (answer.status_code, "这不是可以读取的 Excel 文件" in answer.content.decode()) == (
        422,
        True,
    )
