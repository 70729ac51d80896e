"""What each of a list asks for, was awarded and was paid: out of a spreadsheet, and after the file was sealed."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from cases.domain import counted
from cases.models import Case, CountedCase, RecipientPayment
from cases.queries.group import totals_of
from cases.workflow import CASE
from legalaid.faces.statistics.models import Span
from legalaid.faces.statistics.queries.sums import sums
from legalaid.platform.audit import chain
from legalaid.platform.audit.models import Event
from legalaid.platform.audit.verbs import sentence
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.models import Attachment, Paper, Volume
from legalaid.platform.jobs.models import Job
from legalaid.platform.jobs.queue import run
from tests.cases.groups import act, anew, begun, go, who
from tests.factories import START, do, new_case, scan

HEAD = ["序号", "姓名", "身份证号", "请求金额", "裁决金额", "本次给付", "到账日期", "备注"]


def sheet(rows, head=HEAD):
    book, out = Workbook(), BytesIO()
    for row in (["清和县宏达公司工资执行款发放表"], head, *rows, ["合计"]):
        book.active.append(row)
    book.save(out)
    return SimpleUploadedFile("发放表.xlsx", out.getvalue())


def where(case):
    return reverse("cases:money_sheet", args=[case.pk])


def carried(answer, act, **more):
    context = answer.context
    return {"sheet": context["sheet"], "seen": context["judged"], "act": act, **more}


def told(case, key):
    return [
        sentence(event) for event in Event.objects.filter(verb=f"case.{key}", subject_id=case.pk)
    ]


@pytest.fixture
def case(county):
    return begun(county, "hold_first_meeting")


def test_sums_and_payments_are_seen_then_written_each_by_one_step_for_all(county, sign_in, case):
    client = sign_in(county.lvshi)
    rows = [
        [1, "李国强", "", "", 6000, 2000, "2026-03-20", "转账"],
        [2, "吴小妹", "11010519491231002X", 9500, "￥9,000.50元", 4000, "2026年3月20日", "转账"],
        [4, "工友4", "", "", 3000, "", "", ""],
    ]
    seen = client.post(where(case), {"file": sheet(rows)})
    assert [(row.title, row.changes) for row in seen.context["written"]] == [
        ("李国强", ["取得6,000.00元", "2026年3月20日给付2,000.00元"]),
        ("吴小妹", ["请求由9,300.00元改为9,500.00元", "取得9,000.50元", "2026年3月20日给付4,000.00元"]),
        ("工友4", ["取得3,000.00元"]),
    ]  # fmt: skip
    assert (RecipientPayment.objects.count(), totals_of(case)["won"]) == (0, None)

    assert client.post(where(case), carried(seen, "keep")).context["done"]
    assert told(case, "set_won") == [
        "逐人登记取得金额，3人：李国强6,000.00元、吴小妹9,000.50元、工友43,000.00元。理由：按表格“发放表.xlsx”登记"
    ]
    assert told(case, "pay_members") == [
        "2026年3月20日款项给付受援人2人，合计6,000.00元：李国强2,000.00元、吴小妹4,000.00元"
    ]
    assert case.joint_applicants.get(name="吴小妹").amount == Decimal("9500.00")
    assert totals_of(case)["won"] == Decimal("18000.50")

    again = client.post(where(case), {"file": sheet(rows)})
    assert [(key, again.context["counts"][key]) for key in ("changed", "same", "faulty")] == [
        ("changed", 0), ("same", 3), ("faulty", 0),
    ]  # fmt: skip
    twice = client.post(where(case), carried(seen, "keep"))
    assert (twice.status_code, RecipientPayment.objects.count()) == (409, 2)


def test_wrong_rows_come_back_as_a_sheet_and_nothing_of_them_is_written(county, sign_in, case):
    client = sign_in(county.lvshi)
    rows = [
        [2, "吴小妹", "", "", 9000, 9000.01, "2026-03-20", ""],
        [3, "周大勇", "11010519491231002X", "", 5000, "", "", ""],
        [9, "王不在", "", "", 1, "", "", ""],
        [4, "工友4", "", "", "三千", "", "", ""],
        [5, "工友5", "", "", 500, 500, "", ""],
        [6, "工友6", "", "", 500, 500, "2020-01-01", ""],
        [1, "李国强", "", 100, "", "", "", ""],
        [7, "工友4", "", "", "", 10, "3月5日", ""],
        [3, "周大勇", "", "", 4000, "", "", ""],
    ]
    seen = client.post(where(case), {"file": sheet(rows)})
    assert [(row["row"], row["heading"], row["reason"]) for row in seen.context["faults"]] == [
        (3, "本次给付（元）", "吴小妹取得9,000.00元，已给付0.00元，再给付9,000.01元就多了，请核对"),
        (4, "证件号码", "名单第2人是吴小妹，序号和姓名对不上"),
        (5, "姓名", "名单中没有这个人"),
        (6, "取得金额（元）", "请填写数字"),
        (7, "给付日期", "写了本次给付的，请填写给付日期"),
        (8, "给付日期", f"应在2026年3月3日（收到申请）至{timezone.localdate().year}年{timezone.localdate().month}月{timezone.localdate().day}日（今天）之间"),
        (9, "请求金额（元）", "列在首位的人的请求写在案件的标的里，请在“更新案件情况”更正"),
        (10, "给付日期", "没有写年份"),
    ]  # fmt: skip
    client.post(where(case), carried(seen, "keep"))
    won = {one.who.name: one.won for one in case.members.all() if one.won is not None}
    assert (won, RecipientPayment.objects.count()) == ({"周大勇": Decimal("4000.00")}, 0)

    back = client.post(where(case), carried(seen, "faulty"))
    lines = list(load_workbook(BytesIO(back.content)).active.values)
    assert [line[1] for line in lines[1:4]] == ["吴小妹", "周大勇", "王不在"]


def test_list_comes_filled_with_what_stands_and_is_read_again(county, sign_in, case):
    act(case, "set_won", county.lvshi, amounts={who(case, "吴小妹"): Decimal("9000.00")})
    client = sign_in(county.lvshi)
    book = load_workbook(BytesIO(client.get(where(case), {"list": 1}).content))
    lines = list(book.active.values)
    assert lines[0] == (
        "序号", "姓名", "请求金额（元）", "取得金额（元）", "本次给付（元）", "给付日期", "说明", "已给付（元）",
    )  # fmt: skip
    assert lines[2] == (2, "吴小妹", 9300, 9000, "", "", "", 0)
    exported = Event.objects.get(verb="list.export")
    assert exported.data["count"] == 6

    filled = BytesIO()
    book.active["E3"], book.active["F3"] = 100, "2026-03-20"
    book.save(filled)
    seen = client.post(where(case), {"file": SimpleUploadedFile("x.xlsx", filled.getvalue())})
    assert [(row.title, row.changes) for row in seen.context["written"]] == [
        ("吴小妹", ["2026年3月20日给付100.00元"])
    ]


@pytest.fixture
def sealed(county, case):
    amounts = {who(case, "吴小妹"): Decimal("9000.00"), who(case, "周大勇"): Decimal("5000.00")}
    act(case, "set_won", county.lvshi, amounts=amounts)
    go(case, county, "approve_closure")
    for step in ("follow_up", "grade", "record_payment"):
        do(case, county, step, anew(case).changed_at)
        case = anew(case)
    for slot in ("application_form", "applicant_list"):
        scan(case, slot, by=county.chuangkou)
    CASE.acts["archive"](case, by=county.guidang, at=case.changed_at)
    run(Job.objects.get(kind="build_dossier").pk)
    case = anew(case)
    assert case.state == "archived"
    return case


def kept(case):
    """What is sealed, and what is counted."""
    rows = [
        list(model.objects.filter(subject_id=case.pk).order_by("pk").values())
        for model in (Paper, Attachment, Volume)
    ]
    facts = Case.objects.filter(pk=case.pk).values().get()
    for name in ("version", "changed_at"):
        facts.pop(name, None)
    span = Span(START.date(), START.date() + timedelta(days=90))
    found = sums(["all.granted", "all.recipients", "all.closed", "all.won"], span)
    lots = CountedCase.objects.filter(case=case).order_by("part")
    return (*rows, facts, found, list(lots.values("weight", "persons", "won", "closed_on")))


def test_what_is_paid_after_sealing_is_added_with_a_reason_and_changes_nothing_that_is_sealed(
    county, sealed
):
    before, one = kept(sealed), who(sealed, "吴小妹")
    paid = {"paid_on": date(2026, 6, 1), "amounts": {one: Decimal("4000.00")}}
    with pytest.raises(DomainError, match="卷宗已经归档，补记的请写明理由"):
        act(sealed, "pay_members", county.zhuren, **paid, at=_later())
    act(sealed, "pay_members", county.zhuren, **paid, reason="归档后执行到账", at=_later())
    row = RecipientPayment.objects.get(member=one)
    assert (row.late_reason, str(row.amount)) == ("归档后执行到账", "4000.00")
    assert told(sealed, "pay_members") == [
        "2026年6月1日款项给付受援人1人，合计4,000.00元：吴小妹4,000.00元。理由：归档后执行到账"
    ]
    assert kept(anew(sealed)) == before
    counted.rebuild()
    assert kept(anew(sealed)) == before
    assert chain.verify()[2] is None

    act(sealed, "void_payment", county.zhuren, payment=row.pk, reason="是别人的款", at=_later())
    assert totals_of(sealed)["paid"] == Decimal(0)
    assert kept(anew(sealed)) == before


def test_sheet_after_sealing_asks_why_and_no_longer_for_what_each_asks(county, sign_in, sealed):
    client = sign_in(county.zhuren)
    head = ["姓名", "请求金额", "取得金额", "本次给付", "给付日期"]
    rows = [["吴小妹", 1, "", 4000, "2026-06-01"]]
    seen = client.post(where(sealed), {"file": sheet(rows, head)})
    assert (seen.context["incoming"].unused, seen.context["faults"][0]["reason"]) == (
        ["请求金额"], "卷宗已经归档，请选择或者填写补记的理由",
    )  # fmt: skip
    answer = {"all-why": "归档后执行到账"}
    again = client.post(where(sealed), carried(seen, "again", **answer))
    assert client.post(where(sealed), carried(again, "keep", **answer)).context["done"]
    assert RecipientPayment.objects.get().late_reason == "归档后执行到账"

    page = client.get(reverse("cases:group_payments", args=[sealed.pk])).content.decode()
    assert ("归档后补记" in page, "补记：归档后执行到账" in page) == (True, True)
    assert CASE.refusal(CASE.steps["pay_members"], sealed, county.lvshi) != ""


def _later():
    return timezone.now() + timedelta(days=1)


def test_money_of_many_takes_as_many_queries_as_that_of_six(county, sign_in):
    counts = []
    for number in (6, 60):
        one = new_case(county, applicant_count=number, indivisible=False)
        do(one, county, "accept", START + timedelta(days=1))
        go(one, county, "hold_first_meeting")
        counts.append(asked(county, sign_in, anew(one)))
    assert counts[0] == counts[1]


def asked(county, sign_in, case):
    """How many queries the pages and the steps take, of everybody of the case."""
    client, found = sign_in(county.lvshi), []
    people = {one.pk: Decimal(60) for one in case.members.all()}
    client.get(reverse("cases:group", args=[case.pk]))
    half = {key: Decimal(30) for key in people}
    acts = (
        lambda: act(case, "set_won", county.lvshi, amounts=people),
        lambda: act(
            case, "pay_members", county.lvshi, paid_on=date(2026, 3, 20), amounts=half, at=_later()
        ),
        *(
            lambda name=name: client.get(reverse(f"cases:{name}", args=[case.pk]))
            for name in (
                "set_won",
                "pay_members",
                "void_payment",
                "group_payments",
                "group",
                "check_members",
                "member_died",
                "set_contact",
                "elect",
            )
        ),
    )
    for run_one in acts:
        with CaptureQueriesContext(connection) as queries:
            run_one()
        found.append(len(queries))
    return found
