"""A help outside of a duty is paid by a rate of its own, by person or by the day; to which duty it belongs is put right until it is paid."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from cases.domain.help import move_shift, void
from cases.models import Help
from legalaid.platform.audit.chain import events_for, verify
from legalaid.platform.core.errors import DomainError
from stations.domain import duty
from stations.models import Shift
from subsidies.domain.standard import propose
from subsidies.models import EntryLine
from subsidies.queries.batch import doubled
from subsidies.workflow import BATCH
from tests.helps import at, duty_of_lvshi, give_outside, given, notice
from tests.stations.factories import center, handler

from . import month

D = Decimal
CASES = [rate for rate in month.RATES if rate["service"] == "case"]
PERSON = {"service": "called_person", "direct": D(0), "labour": D(80)}
DAY = {"service": "called_day", "direct": D(50), "labour": D(250)}


def called(county, *, hour=20, **changes):
    """Called in by the procuratorate in the evening, outside of any duty."""
    row = notice(by=county.chuangkou, station=center(), at=at(hour), again=True, **changes)
    starts = at(hour) + timedelta(minutes=20)
    give_outside(row, by=county.chuangkou, lawyer=handler("lvshi"), starts=starts)
    return row


def two_called(county):
    return [called(county), called(county, hour=21, name="钱三", notice_number="清检通〔2026〕8号")]


def paid_rows(batch):
    rows = batch.calculations.order_by("pk")
    return [(row.service, row.work.partition(":")[0], row.total) for row in rows]


def test_each_person_helped_outside_of_a_duty_is_paid_once(county):
    month.standard(county, rates=[*CASES, PERSON])
    two_called(county)
    money = month.fund(county)
    batch = month.filled(county, money)
    assert paid_rows(batch) == [
        ("called_person", "called", D("80.00")),
        ("called_person", "called", D("80.00")),
    ]
    assert batch.calculations.first().subject == "3月4日清和县人民检察院班外帮助"
    assert doubled(batch) == []
    month.pay(batch, county)
    assert [line.amount for line in EntryLine.objects.filter(account="duty")] == [D("80.00")] * 2
    assert month.filled(county, money).count == 0


def test_day_of_calls_is_paid_once_however_many_were_helped_and_whoever_comes_later(county):
    month.standard(county, rates=[*CASES, DAY])
    two_called(county)
    money = month.fund(county)
    batch = month.filled(county, money)
    assert paid_rows(batch) == [("called_day", "called_day", D("300.00"))]
    month.pay(batch, county)
    called(county, hour=22, name="孙四", notice_number="清检通〔2026〕9号")
    assert month.filled(county, money).count == 0


def test_standard_without_a_rate_of_its_own_pays_nothing_outside_of_a_duty(county):
    month.standard(
        county, rates=[*CASES, {"service": "duty_person", "direct": D(0), "labour": D(60)}]
    )
    two_called(county)
    assert month.filled(county, month.fund(county)).count == 0


def test_calls_are_paid_by_person_or_by_the_day_and_by_both_only_when_the_standard_says_so(county):
    fields = month.FIELDS | {"title": "班外"}
    sentence = (
        "“班外帮助补贴（每名受帮助人）”、“班外帮助补贴（每日）”都有金额，同一人同一天会付两次"
    )
    with pytest.raises(DomainError, match=sentence) as refused:
        propose(by=county.caiwu, fields=fields, rates=[PERSON, DAY])
    assert refused.value.field == "beside_duty"
    both = propose(by=county.caiwu, fields=fields | {"beside_duty": True}, rates=[PERSON, DAY])
    assert [rate.service for rate in both.doubled_rates] == ["called_person", "called_day"]
    one = propose(by=county.caiwu, fields=fields, rates=[PERSON, *month.RATES])
    assert one.doubled_rates == []


def test_duty_and_calls_of_one_day_are_named_before_they_are_paid(county):
    month.standard(county, rates=[*month.RATES, DAY])
    shift = duty_of_lvshi(county)
    duty.sign_out(shift, by=county.lvshi, helps={"advice": 1}, at=at(17))
    called(county)
    batch = month.filled(county, month.fund(county))
    [(one, other)] = doubled(batch)
    assert {one.service, other.service} == {"duty", "called_day"}


def test_help_registered_on_the_wrong_duty_is_moved_and_both_duties_count_anew(county):
    shift = duty_of_lvshi(county)
    first, second = given(county, shift), given(county, shift, name="钱三")
    assert Shift.objects.get(pk=shift.pk).helped == 2
    move_shift(first, by=county.chuangkou, shift=None, reason="当晚紧急通知，不在班上", at=at(18))
    assert (first.shift, first.lawyer, Shift.objects.get(pk=shift.pk).helped) == (
        None,
        handler("lvshi"),
        1,
    )
    move_shift(first, by=county.chuangkou, shift=shift, reason="查明仍在班上提供", at=at(19))
    assert Shift.objects.get(pk=shift.pk).helped == 2
    assert [event.sentence for event in events_for("help", first.pk)][1:] == [
        "更正所属班次：原为3月4日看守所值班，现为不在值班班次中。理由：当晚紧急通知，不在班上",
        "更正所属班次：原为不在值班班次中，现为3月4日看守所值班。理由：查明仍在班上提供",
    ]
    assert (second.state, verify()[2]) == ("given", None)


@pytest.mark.parametrize(
    ("facts", "field", "sentence"),
    [
        ({"reason": "错"}, "reason", "请写明更正的理由（不少于4个字）。"),
        ({"reason": "没有改动任何班次", "shift": "same"}, "shift", "没有改动。"),
    ],
)
def test_move_without_a_reason_or_a_change_is_refused(county, facts, field, sentence):
    shift = duty_of_lvshi(county)
    row = given(county, shift)
    where = {"shift": shift if facts.pop("shift", None) else None}
    with pytest.raises(DomainError) as refused:
        move_shift(row, by=county.chuangkou, at=at(18), **where, **facts)
    assert (refused.value.field, refused.value.sentence) == (field, sentence)
    assert Help.objects.get(pk=row.pk).shift == shift


def test_help_that_does_not_fit_into_the_duty_is_not_moved_there(county):
    shift = duty_of_lvshi(county)
    duty.sign_out(shift, by=county.lvshi, helps={}, at=at(17))
    row = called(county)
    with pytest.raises(DomainError, match="结束时间晚于签退（17:00）"):
        move_shift(row, by=county.chuangkou, shift=shift, reason="应当算在这一班", at=at(23))
    assert Help.objects.get(pk=row.pk).shift is None


def test_what_is_approved_for_payment_is_moved_only_after_it_was_corrected(county):
    month.standard(county, rates=[*CASES, PERSON])
    shift, row = duty_of_lvshi(county), called(county, hour=10)
    money = month.fund(county)
    batch = month.filled(county, money)
    month.approve(batch, county)
    for act, said in ((move_shift, {"shift": shift}), (void, {})):
        with pytest.raises(DomainError, match="这次帮助的补贴已在“.*”中审批，不能再改班次或者作废"):
            act(row, by=county.chuangkou, reason="应当算在这一班", at=at(18), **said)
    assert Help.objects.get(pk=row.pk).shift is None


def test_paid_help_is_free_again_once_finance_has_taken_the_sum_back(county):
    month.standard(county, rates=[*CASES, PERSON])
    shift, row, other = duty_of_lvshi(county), called(county, hour=10), called(
        county, hour=14, name="钱三", notice_number="清检通〔2026〕8号"
    )  # fmt: skip
    money = month.fund(county)
    first = month.filled(county, money)
    month.pay(first, county)
    paid = first.calculations.get(work=f"called:{row.pk}")
    for hour, name in ((16, "孙四"), (17, "李五")):
        called(county, hour=hour, name=name, notice_number=f"清检通〔2026〕{hour}号")
    second = month.filled(county, money)
    BATCH.acts["correct"](
        second, by=county.caiwu, calculation=paid.pk, what=paid.subject, reason="在班上提供"
    )
    month.pay(second, county)
    move_shift(row, by=county.chuangkou, shift=shift, reason="应当算在这一班", at=at(18))
    assert (Shift.objects.get(pk=shift.pk).helped, Help.objects.get(pk=other.pk).shift) == (1, None)


def test_page_offers_the_duties_of_that_day_and_none(county, sign_in):
    shift = duty_of_lvshi(county)
    row = given(county, shift)
    client, url = sign_in(county.chuangkou), reverse("cases:help_move_shift", args=[row.pk])
    form = client.get(url).context["form"]
    assert [label for _, label in form.fields["shift"].choices] == [
        "不在值班班次中",
        f"03-04 看守所值班 {shift.handler}",
    ]
    answer = client.post(
        url, {"shift": "", "reason": "当晚紧急通知，不在班上", "seen": row.version}
    )
    assert (answer.status_code, Help.objects.get(pk=row.pk).shift) == (302, None)
