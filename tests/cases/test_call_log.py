"""The call log of the telephone line: seen first, good rows registered once, bad ones named with every reason, and given back as a sheet."""

import base64
import json
import zlib
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import xlsxwriter
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from cases.models import Consultation
from legalaid.platform.core.crypto import seal, unseal

INPUTS = Path(__file__).parent.parent / "office" / "sheets"
HEAD = ("工单编号", "来电时间", "来电号码", "姓名", "咨询类型", "咨询内容", "答复内容", "通话时长")
CALL = ("T1", datetime(2026, 3, 2, 9, 5), "13800138000", "李国强", "劳动报酬", "工资被拖欠", "告知可申请仲裁", "6分钟")  # fmt: skip


def call_log(*rows, head=HEAD):
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet, moment = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for number, row in enumerate((head, *rows)):
        for column, value in enumerate(row):
            if isinstance(value, datetime):
                sheet.write_datetime(number, column, value, moment)
            else:
                sheet.write(number, column, value)
    book.close()
    out.name = "calls.xlsx"
    out.seek(0)
    return out


def given(name):
    file = BytesIO((INPUTS / name).read_bytes())
    file.name = name
    return file


def seen(client, file):
    return client.post(reverse("cases:call_log"), {"file": file})


def sent(client, page, act="keep"):
    held = {name: page.context[name] for name in ("sheet", "judged")}
    return client.post(
        reverse("cases:call_log"), {"sheet": held["sheet"], "seen": held["judged"], "act": act}
    )


def counts(page):
    return {name: count for name, count in page.context["counts"].items() if count}


def faults(page):
    return [
        (one["row"], one["heading"], one["value"], one["reason"]) for one in page.context["faults"]
    ]


def test_call_log_is_seen_before_anything_is_written_and_every_fault_of_a_row_at_once(
    county, sign_in
):
    client = sign_in(county.chuangkou)
    rows = (CALL, ("T2", "2026/3/2 10:10", "", "", "怪问题", "社保怎么补", "", ""), ("", *CALL[1:]), ("T4", "昨天", *CALL[2:5], "", "", ""),
            ("T5", "2036-01-01 09:00", *CALL[2:]), ("T6", CALL[1], "十三八", *CALL[3:7], "3920"))  # fmt: skip
    page = seen(client, call_log(*rows))
    assert (page.status_code, counts(page), Consultation.objects.count()) == (
        200,
        {"new": 3, "faulty": 3},
        0,
    )
    assert faults(page) == [
        (4, "工单编号", "", "必须填写"), (5, "咨询内容", "", "必须填写"), (5, "来电时间", "昨天", "读不懂"), (6, "来电时间", "2036-01-01 09:00", "晚于现在"),
    ]  # fmt: skip
    assert [row.notes for row in page.context["written"]] == [
        [], [], ["通话时长“3920”没有写单位，看不出是分钟还是秒，没有登记", "来电号码“十三八”存疑，照原样保留"],
    ]  # fmt: skip

    done = sent(client, page)
    assert (done.status_code, counts(done)) == (200, {"new": 3, "faulty": 3})
    first, second, third = Consultation.objects.order_by("call_number")
    assert (
        first.call_number,
        first.channel,
        first.minutes,
        first.topics.get().topic,
        first.state,
    ) == ("T1", "hotline", 6, "wages", "answered")
    assert (second.topics.get().topic, second.state, timezone.localtime(second.at).hour) == (
        "other",
        "open",
        10,
    )
    assert (third.phone, third.phone_blind, third.minutes) == ("十三八", "", None)
    marks = [
        "号码存疑" in client.get(one.get_absolute_url()).content.decode() for one in (first, third)
    ]
    assert marks == [False, True]

    book = CalamineWorkbook.from_filelike(BytesIO(sent(client, page, "faulty").content))
    head, *left = book.get_sheet_by_index(0).to_python()
    assert (head[-1], [row[-1] for row in left]) == ("问题", [
        "第4行：工单编号空着：必须填写，如 QH20260305001", "第5行：咨询内容空着：必须填写，如 工资被拖欠三个月怎么办；来电时间“昨天”：读不懂，如 2026-03-05 14:05",
        "第6行：来电时间“2036-01-01 09:00”：晚于现在，如 2026-03-05 14:05",
    ])  # fmt: skip


def test_call_log_twice_registers_once(county, sign_in):
    client = sign_in(county.chuangkou)
    page = seen(client, call_log(CALL))
    assert [sent(client, page).status_code for _ in range(2)] == [200, 409]
    again = seen(client, call_log(CALL))
    assert (counts(again), Consultation.objects.count()) == ({"same": 1}, 1)


def test_what_was_seen_belongs_to_who_saw_it(county, sign_in):
    page = seen(sign_in(county.chuangkou), call_log(CALL))
    answer = sent(sign_in(county.zhuren), page)
    assert (answer.status_code, Consultation.objects.count()) in ((422, 0), (403, 0))


def test_what_was_seen_lasts_four_hours(county, sign_in):
    client, kind = sign_in(county.chuangkou), f"sheet:calls:{county.chuangkou.pk}"
    page = seen(client, call_log(CALL))
    held = json.loads(zlib.decompress(base64.b64decode(unseal(page.context["sheet"], kind))))
    found = []
    for minutes in (241, 239):
        held["at"] = (timezone.now() - timedelta(minutes=minutes)).isoformat()
        packed = base64.b64encode(zlib.compress(json.dumps(held).encode())).decode()
        form = {"sheet": seal(packed, kind), "seen": page.context["judged"], "act": "keep"}
        answer = client.post(reverse("cases:call_log"), form)
        found.append((answer.status_code, Consultation.objects.count()))
    assert found == [(422, 0), (200, 1)]


def test_call_log_with_unknown_headings_is_refused_with_what_is_missing(county, sign_in):
    answer = seen(sign_in(county.chuangkou), call_log(("x", "y"), head=("甲", "乙")))
    words = "表头缺少“工单编号”“来电时间”“咨询内容”；第1行现为：甲、乙。"
    assert (answer.status_code, words in answer.content.decode()) == (422, True)


def test_file_that_is_no_table_is_refused(county, sign_in):
    file = BytesIO(b"PK\x03\x04 not a table")
    file.name = "calls.xlsx"
    answer = seen(sign_in(county.chuangkou), file)
    assert (
        answer.status_code,
        "“calls.xlsx”打不开：不是 Excel 工作簿" in answer.content.decode(),
    ) == (422, True)


def test_logs_as_other_systems_write_them(county, sign_in):
    client = sign_in(county.chuangkou)
    page = seen(client, given("02d-calls-text-dates.xlsx"))
    assert (counts(page), faults(page)) == ({"new": 7, "faulty": 2}, [
        (9, "来电时间", "11月20日 9:30", "没有写年份"), (10, "来电时间", "2026-11-20", "没有写几点几分"),
    ])  # fmt: skip
    sent(client, page)
    hours = [
        f"{timezone.localtime(row.at):%H:%M}"
        for row in Consultation.objects.order_by("call_number")
    ]
    assert hours == ["09:30", "09:30", "09:30", "09:30", "09:30", "09:30", "15:30"]

    page = seen(client, given("02e-calls-phones.xlsx"))
    assert (counts(page), faults(page)) == ({"new": 24}, [])
    assert [row.number for row in page.context["written"] if row.notes] == [16]
    sent(client, page)
    phones = [
        row.phone
        for row in Consultation.objects.filter(call_number__startswith="PH").order_by("call_number")
    ]
    assert phones == [
        "13900001001", "13900001002", "13900001003", "13900001004", "19200001005", "17090001006", "4008208820", "4008208820", "12345",
        "010-12345678", "010-12345678", "0831-5212348", "0831-5212348-801", "13900001007", "13900001008/13900001009", "13900001010", "13900001011",
        "", "", "", "0831-5212348", "+85291234567", "+85291234567", "13900001013",
    ]  # fmt: skip

    page = seen(client, given("02f-calls-durations.xlsx"))
    sent(client, page)
    lengths = [
        row.minutes
        for row in Consultation.objects.filter(call_number__startswith="DV").order_by("call_number")
    ]
    assert lengths == [6, 6, 6, 5, 6, 65, 65, None, None]

    page = seen(client, given("02g-calls-long-numbers.xlsx"))
    assert counts(page) == {"faulty": 5}
    assert faults(page)[0] == (
        2,
        "工单编号",
        "2.02611200930000E+19",
        "数字超过15位，Excel 已经丢掉后面的位数；请把这一列设为“文本”格式，重新填写",
    )

    page = seen(client, given("03-calls-title-rows.xlsx"))
    assert (counts(page), [row.number for row in page.context["written"]]) == ({"new": 2}, [4, 5])
    assert page.context["written"][0].changes == ["2026-11-20 09:30", "工资被拖欠三个月怎么办"]

    page = seen(client, given("calls_gbk.csv"))
    assert (counts(page), faults(page)) == ({"new": 4, "faulty": 3}, [
        (5, "工单编号", "QH20261127003", "与第4行的工单编号相同，内容不同"), (7, "来电时间", "11-27 15:00", "没有写年份"),
        (8, "来电时间", "2036-11-29 10:00", "晚于现在"),
    ])  # fmt: skip
