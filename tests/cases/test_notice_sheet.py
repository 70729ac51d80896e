"""A sheet of many notices: every fault named beside its cell, the good rows registered once, what is wrong given back as a sheet."""

from datetime import date, datetime
from io import BytesIO

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from cases.domain import notices as domain
from cases.models import Case, CountedCase, Hearing, Person
from cases.queries.search import search
from cases.views.notices import NoticeSheet
from cases.workflow import CASE
from legalaid.platform.audit.chain import events_for, verify
from legalaid.platform.notifications.models import Message
from tests.cases.test_call_log import call_log, counts, faults
from tests.cases.test_notice import clocks, notified
from tests.factories import START

HEAD = (
    "办案机关",
    "文号",
    "通知日期",
    "收到日期",
    "姓名",
    "身份证号",
    "罪名",
    "阶段",
    "情形",
    "开庭时间",
    "联系电话",
)
ROW = ("清和县人民检察院", "清检援通〔2026〕7号", "2026年3月2日", "2026.3.3", "赵小军", "440524197901010057", "盗窃", "审查起诉阶段", "全覆盖", "",
       "0999-7612345")  # fmt: skip


@pytest.fixture(autouse=True)
def day(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: START)


def row(**changes):
    names = (
        "organ",
        "number",
        "dated",
        "received",
        "name",
        "id",
        "cause",
        "stage",
        "situation",
        "hearing",
        "phone",
    )
    return tuple((dict(zip(names, ROW, strict=True)) | changes).values())


def seen(client, *rows, head=HEAD):
    return client.post(reverse("cases:notice_sheet"), {"file": call_log(*rows, head=head)})


def sent(client, page, act="keep", **answers):
    said = {"sheet": page.context["sheet"], "seen": page.context["judged"], "act": act}
    return client.post(reverse("cases:notice_sheet"), said | answers)


def test_each_row_becomes_a_case_like_one_registered_by_itself(county, sign_in):
    client = sign_in(county.chuangkou)
    court = row(organ="清和县人民法院", number="清法援通〔2026〕3号", name="钱二", id="", stage="一审", situation="可能判处无期徒刑、死刑",
                hearing=datetime(2026, 3, 20, 9, 30))  # fmt: skip
    page = seen(client, ROW, court)
    assert (page.status_code, counts(page), Case.objects.count()) == (200, {"new": 2}, 0)

    done = sent(client, page)
    assert (done.status_code, counts(done)) == (200, {"new": 2})
    first, second = Case.objects.order_by("number")
    assert [
        (case.number, case.state, case.turn, case.channel, case.kind, case.mode, case.version)
        for case in (first, second)
    ] == [
        ("清援案〔2026〕0001号", "granted", "director", "notice", "criminal", "刑事辩护", 1),
        ("清援案〔2026〕0002号", "granted", "director", "notice", "criminal", "刑事辩护", 1),
    ]
    assert (first.notified, first.applicant_role, first.cause.name, first.applicant_age) == (
        "prosecution", "犯罪嫌疑人", "盗窃罪", 47,
    )  # fmt: skip
    assert (second.notified, second.applicant_role, second.applicant.id_kind) == ("life_or_death", "被告人", "none")  # fmt: skip
    assert clocks(first) == {"notified_assignment": (date(2026, 3, 6), None, None)}
    assert (first.due_rule, timezone.localdate(first.due_at)) == (
        "notified_assignment",
        date(2026, 3, 6),
    )
    assert Hearing.objects.get().case == second
    assert CountedCase.objects.count() == 2
    assert [hit["pk"] for hit in search(county.shencha, "赵小军", ["pk"])[0]] == [first.pk]
    assert [event.sentence for event in events_for("case", first.pk)] == [
        "2026年3月3日收到清和县人民检察院通知（清检援通〔2026〕7号），为赵小军指派律师：审查起诉阶段没有辩护人的其他犯罪嫌疑人（全覆盖，可以通知）"
    ]
    assert verify()[2] is None
    assert [message.text for message in Message.objects.filter(user=county.zhuren)] == [
        "新登记2件（清援案〔2026〕0001号至清援案〔2026〕0002号）待指派，请办理。"
    ]


def test_case_out_of_a_sheet_says_what_one_registered_by_itself_says(county, sign_in):
    client = sign_in(county.chuangkou)
    sent(client, seen(client, row(id="", cause="盗窃罪", situation="视力、听力、言语残疾人")))
    ours = Case.objects.get()
    theirs = notified(
        county, organ="清和县人民检察院", stage="审查起诉", applicant_role="犯罪嫌疑人", person={"name": "孙三", "sex": ""},
        notice={"organ_kind": "procuratorate", "number": "另1号", "contact": "", "phone": "0999-7612345", "held_at": ""},
    )  # fmt: skip
    apart = ("id", "token", "number", "applicant", "changed_at")
    names = [field.name for field in Case._meta.fields if field.name not in apart]
    assert [getattr(ours, name) for name in names] == [getattr(theirs, name) for name in names]
    assert [(m.slot, m.why, m.received_on) for m in ours.materials.all()] == [
        (m.slot, m.why, m.received_on) for m in theirs.materials.all()
    ]
    alike = ("weight", "persons", "received_on", "faults", "profile_id")
    one, other = CountedCase.objects.get(case=ours), CountedCase.objects.get(case=theirs)
    assert [getattr(one, name) for name in alike] == [getattr(other, name) for name in alike]


def test_every_fault_of_every_row_is_named_beside_its_cell(county, sign_in):
    client = sign_in(county.chuangkou)
    registered = notified(county)
    rows = (
        row(number="", name="<钱二>"),
        row(dated="2026年3月", received="昨天"),
        row(dated="2026-03-04", received="2026-03-03", id=""),
        row(received="2026-03-04", id=""),
        row(id="440524197901010058"),
        row(id=440524197901010057),
        row(cause="偷窃罪", id=""),
        row(stage="调解", id=""),
        row(situation="没有钱请律师", id=""),
        row(situation="未成年人"),
        row(situation="缺席审判", id=""),
        row(organ="清和县公安局", id=""),
        row(hearing="2026-03-20 9:30", id=""),
        row(number="另1号", id=""),
        row(number="另1号", id="", cause="诈骗罪"),
        row(organ="清和县人民法院", number=registered.notice.number, id="", stage="一审", situation="视力、听力、言语残疾人", cause="诈骗罪"),
        row(number="另2号", name="周" * 61, id=""),
    )  # fmt: skip
    page = seen(client, *rows)
    assert (page.status_code, counts(page), Case.objects.count()) == (200, {"new": 1, "faulty": 16}, 1)  # fmt: skip
    assert faults(page) == [
        (2, "通知书文号", "", "必须填写"),
        (2, "姓名", "<钱二>", "姓名须为2至60个字，不能含有 < > 等符号"),
        (3, "通知书日期", "2026年3月", "只写到月，请写到日"),
        (3, "收到日期", "昨天", "不是日期"),
        (4, "通知书日期", "2026-03-04", "通知书日期不能晚于收到日期"),
        (5, "收到日期", "2026-03-04", "收到日期不能晚于今天"),
        (6, "证件号码", "440524197901010058", "证件号码最后一位校验码不对，请核对是否输错"),
        (7, "证件号码", "4.40524197901010E+17", "数字超过15位，Excel 已经丢掉后面的位数；请把这一列设为“文本”格式，重新填写"),
        (8, "涉嫌罪名", "偷窃罪", "没有这个罪名"),
        (9, "所处阶段", "调解", "不是可填的值"),
        (10, "通知情形", "没有钱请律师", "不是可填的值"),
        (11, "通知情形", "未成年人", "按出生日期，通知书日期时47岁，不是未成年人，请核对出生日期或者通知情形"),
        (12, "通知情形", "缺席审判", "缺席审判只能由人民法院在审判阶段为被告人通知（法律援助法第二十五条第一款第六项）"),
        (13, "所处阶段", "审查起诉阶段", "公安机关通知的，所处阶段只能是侦查，请核对通知书"),
        (14, "开庭时间", "2026-03-20 9:30", "只有人民法院的通知书写有开庭时间"),
        (16, "通知书文号", "另1号", "与第15行的文号和姓名相同，内容不同"),
        (17, "通知书文号", "清法援通〔2026〕12号", "已登记为清援案〔2026〕0001号，罪名、阶段或者情形不同，请在该案办理“更正通知登记”"),
        (18, "姓名", "周" * 61, "姓名须为2至60个字，不能含有 < > 等符号"),
    ]  # fmt: skip

    book = CalamineWorkbook.from_filelike(BytesIO(sent(client, page, "faulty").content))
    head, *left = book.get_sheet_by_index(0).to_python()
    assert (len(left), head[-1]) == (16, "问题")
    assert left[1][-1] == (
        "第3行：通知书日期“2026年3月”：只写到月，请写到日，如 2026-03-05；收到日期“昨天”：不是日期，如 2026-03-05"
    )

    column = {name: place for place, name in enumerate(head)}
    mended = left[1][:-1]
    mended[column["通知书日期"]], mended[column["收到日期"]] = "2026-03-02", "2026-03-03"
    assert counts(seen(client, mended, head=head[:-1])) == {"new": 1}


def test_sheet_with_other_headings_is_refused_with_what_is_missing(county, sign_in):
    page = seen(sign_in(county.chuangkou), ("清和县公安局", "1号"), head=("办案单位", "编码"))
    assert page.status_code == 422
    assert "表头缺少“通知书文号”“通知书日期”“姓名”“涉嫌罪名”“所处阶段”“通知情形”；第1行现为：办案单位、编码。" in page.content.decode()  # fmt: skip


def test_day_of_receipt_may_be_chosen_for_all_where_no_column_says_it(county, sign_in):
    client = sign_in(county.chuangkou)
    head, cells = HEAD[:3] + HEAD[4:], ROW[:3] + ROW[4:]
    page = seen(client, cells, head=head)
    assert faults(page) == [(2, "收到日期", "", "必须填写")]
    again = sent(client, page, "again", **{"all-received_on": "2026-03-02"})
    sent(client, again, **{"all-received_on": "2026-03-02"})
    assert Case.objects.get().notice.received_on == date(2026, 3, 2)


def test_same_line_twice_and_a_sheet_twice_register_once(county, sign_in):
    client = sign_in(county.chuangkou)
    page = seen(client, ROW, ROW)
    assert counts(page) == {"new": 1, "same": 1}
    assert [sent(client, page).status_code for _ in range(2)] == [200, 409]
    assert "这一页已经提交过一次，没有再写第二遍" in sent(client, page).content.decode()
    assert (counts(seen(client, ROW)), Case.objects.count()) == ({"same": 1}, 1)


def test_notice_whose_registration_was_annulled_is_registered_anew(county, sign_in):
    client = sign_in(county.chuangkou)
    sent(client, seen(client, ROW))
    CASE.acts["annul"](Case.objects.get(), by=county.chuangkou, reason="登记在别的案件上了。")
    assert counts(seen(client, ROW)) == {"new": 1}


def test_co_accused_of_one_paper_are_a_case_each(county, sign_in):
    client = sign_in(county.chuangkou)
    sent(client, seen(client, ROW, row(name="钱二", id="")))
    assert Case.objects.count() == 2


def test_another_notice_for_the_same_person_and_charge_is_asked_about(county, sign_in):
    client = sign_in(county.chuangkou)
    sent(client, seen(client, ROW))
    page = seen(
        client, row(number="清检援通〔2026〕8号"), row(number="清检援通〔2026〕9号", cause="诈骗罪")
    )
    assert (counts(page), [one.like for one in page.context["asked"]]) == ({"asked": 1, "new": 1}, ["清援案〔2026〕0001号"])  # fmt: skip
    assert counts(sent(client, page, "again", **{"row-2": "leave"})) == {"left": 1, "new": 1}
    assert counts(sent(client, page, **{"row-2": "keep"})) == {"new": 2}
    assert (Case.objects.count(), Person.objects.count()) == (3, 1)


def test_what_broke_off_in_the_middle_goes_on_when_the_sheet_comes_again(
    county, sign_in, monkeypatch
):
    client = sign_in(county.chuangkou)
    rows = [row(number=f"{one}号", id="") for one in range(5)]
    monkeypatch.setattr(NoticeSheet, "portion", 2)
    writes = domain.notify_many
    monkeypatch.setattr("cases.views.notices.notify_many", _breaks_at(3, writes))
    page = seen(client, *rows)
    with pytest.raises(OSError):
        sent(client, page)
    assert Case.objects.count() == 4

    monkeypatch.setattr("cases.views.notices.notify_many", writes)
    again = seen(client, *rows)
    assert counts(again) == {"same": 4, "new": 1}
    assert (counts(sent(client, again)), Case.objects.count()) == ({"same": 4, "new": 1}, 5)
    assert list(Case.objects.order_by("number").values_list("number", flat=True)) == [
        f"清援案〔2026〕000{one}号" for one in range(1, 6)
    ]


def _breaks_at(turn, writes):
    calls = []

    def write(rows, **kwargs):
        calls.append(rows)
        if len(calls) == turn:
            raise OSError
        return writes(rows, **kwargs)

    return write


def test_row_registered_by_somebody_else_while_the_sheet_is_written_is_left_out(
    county, sign_in, monkeypatch
):
    client = sign_in(county.chuangkou)
    writes = domain.notify_many

    def overtaken(rows, **kwargs):
        writes(rows[:1], **kwargs)
        return writes(rows, **kwargs)

    page = seen(client, ROW, row(number="清检援通〔2026〕8号", name="钱二", id=""))
    monkeypatch.setattr("cases.views.notices.notify_many", overtaken)
    assert (counts(sent(client, page)), Case.objects.count()) == ({"same": 1, "new": 1}, 2)


def test_sheet_somebody_else_writes_at_the_same_moment_is_shown_again(county, sign_in, monkeypatch):
    """Of the call log, whose rows a unique number tells apart: two who press at once once met an error page."""
    client, url = sign_in(county.chuangkou), reverse("cases:call_log")
    head = ("工单编号", "来电时间", "咨询内容")
    page = client.post(url, {"file": call_log(("T1", datetime(2026, 3, 2, 9), "社保"), head=head)})
    calls = []

    def taken(self, judged):
        calls.append(judged)
        raise IntegrityError

    monkeypatch.setattr("cases.views.call_log.CallLog.kept", taken)
    said = {"sheet": page.context["sheet"], "seen": page.context["judged"], "act": "keep"}
    answer = client.post(url, said)
    assert (answer.status_code, len(calls)) == (409, 1)
    assert "还没有写入" in answer.content.decode()


def test_more_than_five_thousand_rows_are_refused(county, sign_in, monkeypatch):
    monkeypatch.setattr(NoticeSheet, "most", 2)
    page = seen(sign_in(county.chuangkou), *[row(number=f"{one}号") for one in range(3)])
    assert (page.status_code, "一次最多导入2行，本表有3行，请分次导入" in page.content.decode()) == (422, True)  # fmt: skip


def test_template_is_read_back_without_its_example(county, sign_in):
    client = sign_in(county.chuangkou)
    book = BytesIO(client.get(reverse("cases:notice_sheet"), {"template": 1}).content)
    book.name = "notices.xlsx"
    page = client.post(reverse("cases:notice_sheet"), {"file": book})
    assert (page.status_code, "表中没有数据行" in page.content.decode()) == (422, True)


def test_handler_and_station_import_no_notices(county, sign_in):
    for who in (county.lvshi, county.zhuren):
        assert sign_in(who).get(reverse("cases:notice_sheet")).status_code == 403
