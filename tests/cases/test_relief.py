"""Fees the recipient is spared (Law art. 53) and judicial aid: told, asked for with a letter, answered, reported."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from cases.law.relief import suggested, unfitting
from cases.models import Relief
from cases.queries.relief import reliefs_for, stand_of, totals_of
from cases.tables.relief import totals_in_words
from cases.workflow import CASE
from legalaid.faces.statistics.annual.relief import relief_figures
from legalaid.faces.statistics.annual.window import year_span
from legalaid.platform.audit.models import Event
from legalaid.platform.audit.verbs import sentence
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.models import Paper
from tests.factories import START, walk

DAY = date(2026, 3, 12)  # while the case is handled


@pytest.fixture
def case(county):
    return walk(county, "hold_first_meeting")


def act(case, county, key, day, **facts):
    return CASE.acts[key](case, by=county.lvshi, at=START + timedelta(days=day), **facts)


def told(case, county, *kinds, day=9):
    act(case, county, "tell_relief", day, kinds=kinds, told_on=DAY, told_how="当面")
    return case.reliefs.get(kind=kinds[0])


def asked(case, county, kind="court_fee", day=10, **changes):
    row = told(case, county, kind, day=day)
    court = {
        "asked_on": DAY,
        "organ": "清和县人民法院",
        "form": "免交",
        "grounds": ["waive_support"],
    }
    act(case, county, "ask_relief", day, relief=row, **court | changes)
    return row


def answered(case, county, row, day=11, **changes):
    yes = {"answered_on": date(2026, 3, 14), "result": "granted", "amount": Decimal("1200.00")}
    return act(case, county, "answer_relief", day, relief=row, **yes | changes)


def said(case):
    events = Event.objects.filter(workflow="case", subject_id=case.pk, verb__contains="relief")
    return [sentence(event) for event in events.order_by("seq")]


def test_fee_is_told_of_asked_for_and_spared(case, county):
    answered(case, county, asked(case, county))
    assert said(case) == [
        "2026年3月12日告知可以申请诉讼费用（当面）",
        "2026年3月12日向清和县人民法院申请免交诉讼费用",
        "免交诉讼费用：准许，1,200.00元",
    ]


@pytest.mark.parametrize(
    ("kind", "form", "what"),
    [
        ("notary", "免交", "免收公证费"),
        ("forensic", "减交", "减收司法鉴定费"),
        ("copying", "免交", "免收复制案件材料的费用"),
        ("judicial_aid", "", "司法救助"),
    ],
)
def test_other_fees_are_named_as_the_law_names_them(case, county, kind, form, what):
    row = asked(case, county, kind, form=form, grounds=[])
    row.refresh_from_db()
    assert (row.what, row.grounds) == (what, [])
    assert Paper.objects.filter(subject_id=case.pk, kind="relief_letter").count() == 1


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"form": ""}, "form", "请选择缓交、减交或者免交。"),
        ({"grounds": []}, "grounds", "请选择依据的情形。"),
        ({"grounds": ["defer_aided"]}, "grounds", "“正在接受有关部门法律援助”不是“免交”的情形。"),
        ({"asked_on": date(2026, 3, 11)}, "asked_on", "不能早于告知日期（2026年3月12日）。"),
        ({"asked_on": date(2026, 3, 14)}, "asked_on", "日期不能晚于今天。"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_the_reason(case, county, changes, field, sentence):
    with pytest.raises(DomainError) as wrong:
        asked(case, county, **changes)
    assert (wrong.value.field, wrong.value.sentence) == (field, sentence)
    assert Relief.objects.get().asked_on is None


def test_only_courts_put_a_fee_off():
    assert unfitting("notary", "缓交", []) == "只有诉讼费用可以申请缓交；其他费用申请减收或者免收。"
    assert unfitting("court_fee", "缓交", ["defer_aided"]) == ""


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"amount": None}, "amount", "请填写减免（救助）的金额。"),
        ({"answered_on": date(2026, 3, 11)}, "answered_on", "不能早于申请日期（2026年3月12日）。"),
        ({"answered_on": date(2026, 3, 15)}, "answered_on", "日期不能晚于今天。"),
        ({"result": "mistaken"}, "note", "更正结果、登记有误的，请写明原因（不少于4个字）。"),
    ],
)
def test_answer_that_cannot_be_is_refused(case, county, changes, field, sentence):
    row = asked(case, county)
    with pytest.raises(DomainError) as wrong:
        answered(case, county, row, **changes)
    assert (wrong.value.field, wrong.value.sentence) == (field, sentence)


def test_fee_put_off_saves_nothing(case, county):
    row = asked(case, county, form="缓交", grounds=["defer_aided"])
    with pytest.raises(DomainError, match="缓交的以后仍须交纳"):
        answered(case, county, row)
    assert answered(case, county, row, amount=None).said == "准许"


def test_answer_is_corrected_with_a_reason(case, county):
    row = asked(case, county)
    answered(case, county, row)
    with pytest.raises(DomainError, match="更正结果"):
        answered(case, county, row, day=12, amount=Decimal("120.00"))
    answered(case, county, row, day=12, amount=Decimal("120.00"), note="多写了一个零。")
    assert case.reliefs.get().amount == Decimal("120.00")


def test_same_fee_is_told_of_once_until_it_is_answered(case, county):
    row = asked(case, county)
    with pytest.raises(DomainError, match="诉讼费用已经告知过"):
        act(case, county, "tell_relief", 11, kinds=["court_fee"], told_on=DAY, told_how="电话")
    answered(case, county, row, result="refused", amount=None)
    act(case, county, "tell_relief", 12, kinds=["court_fee"], told_on=DAY, told_how="电话")
    assert case.reliefs.count() == 2


def test_file_speaks_for_a_ground_and_being_aided_is_always_one():
    assert suggested(["disabled", "farmer"], "support") == [
        "waive_disabled",
        "waive_support",
        "defer_aided",
    ]
    assert suggested([], "wages") == ["defer_aided"]


def test_report_adds_up_what_was_spared_and_leaves_out_mistakes(case, county):
    span = year_span(2026)
    assert {reading.value for reading in relief_figures(span)} == {None}

    answered(case, county, asked(case, county))
    aid = asked(case, county, "judicial_aid", day=12, form="", grounds=[])
    answered(case, county, aid, day=13, result="partly", amount=Decimal("3000.00"))
    wrong = asked(case, county, "notary", day=14, grounds=[])
    answered(case, county, wrong, day=15, result="mistaken", amount=None, note="登记错了案件。")
    assert {reading.key: reading.value for reading in relief_figures(span)} == {
        "relief_told": 2,
        "relief_asked": 1,
        "relief_granted": 1,
        "relief_saved": Decimal("1200.00"),
        "aid_asked": 1,
        "aid_granted": 1,
        "aid_paid": Decimal("3000.00"),
    }


def test_handler_asks_on_one_page_and_what_was_typed_stays(case, county, sign_in):
    row = told(case, county, "court_fee")
    client, address = sign_in(county.lvshi), reverse("cases:ask_relief", args=[case.pk])
    typed = {
        "relief": row.pk, "asked_on": timezone.localdate().isoformat(), "organ": "清和县人民法院", "form": "缓交", "grounds": ["waive_brave"],
        "seen": case.version,
    }  # fmt: skip
    page = client.post(address, typed)
    assert list(page.context["form"].errors) == ["grounds"]
    assert page.context["form"]["organ"].value() == "清和县人民法院"

    client.post(address, typed | {"grounds": ["defer_aided"]})
    shown = client.get(case.get_absolute_url()).content.decode()
    assert "缓交诉讼费用" in shown


def test_register_lists_what_was_told_asked_and_spared_with_its_sums(case, county, sign_in):
    told(case, county, "copying", "judicial_aid")
    fee = asked(case, county)
    answered(case, county, fee)
    rows = reliefs_for(county.zhuren)
    assert [(row.kind, stand_of(row)) for row in rows] == [
        ("court_fee", "准许"), ("judicial_aid", "已告知，没有申请"), ("copying", "已告知，没有申请"),
    ]  # fmt: skip
    assert totals_in_words(totals_of(rows)) == [
        ("告知", "3项"), ("申请", "1项"), ("准许", "1项"), ("减免费用", "1,200.00元"), ("司法救助金", "0.00元"),
    ]  # fmt: skip

    client, page = sign_in(county.zhuren), reverse("cases:reliefs")
    said = client.get(page).content.decode()
    assert "减免费用 1,200.00元" in said
    assert case.number in said
    said = client.get(page, {"q": "情况:没有申请"}).content.decode()
    assert "告知 2项" in said
    assert "告知 0项" in client.get(page, {"q": "答复:2025年"}).content.decode()

    sheet = client.get(page, {"q": "情况:准许", "export": "xlsx"})
    lines = list(load_workbook(BytesIO(sheet.content)).active.iter_rows(values_only=True))
    assert lines[0][0] == "告知"
    assert list(lines[-2][:2]) == ["减免费用", "1,200.00元"]
    assert Event.objects.filter(verb="list.export").count() == 1
    assert case.number not in sign_in(county.lvshi2).get(page).content.decode()
