"""The order of times of a duty lawyer's help, and whose duty it is: each line that refuses is met by somebody here."""

from datetime import timedelta

import pytest

from cases.domain import help as acts
from legalaid.platform.core.errors import DomainError
from stations.models import Shift
from tests.helps import DAY, asked, at, duty_of_lvshi, facts, given
from tests.stations.factories import handler, post


@pytest.fixture
def shift(county):
    return duty_of_lvshi(county)


def give(row, county, shift, **changes):
    said = facts(organ_kind=row.organ_kind, organ=row.organ, stage=row.stage)
    named = {name: said[name] for name in ("plea", "starts_at", "ends_at", "signed")}
    about = named | {"lawyer": handler("lvshi"), "shift": shift, "on": DAY} | changes
    acts.give(row, by=county.zhuren, facts=about, acts=["advice"], at=at(11))


def test_what_was_received_later_than_now_is_refused(county):
    with pytest.raises(DomainError, match="收到时间不能晚于现在"):
        asked(county, received_at=at(10) + timedelta(minutes=1))


def test_lawyer_who_was_called_is_not_called_again(county):
    row = asked(county)
    acts.call_lawyer(row, by=county.chuangkou, at=at(11), lawyer=handler("lvshi"))
    with pytest.raises(DomainError, match="已经交给"):
        acts.call_lawyer(row, by=county.chuangkou, at=at(12), lawyer=handler("lvshi"))


@pytest.mark.parametrize(
    ("applied_at", "sentence"),
    [(at(11, 1), "提出申请的时间不能晚于现在"), (at(9, 29), "提出申请的时间不能早于帮助开始")],
)
def test_application_lies_between_the_help_and_now(county, shift, applied_at, sentence):
    row = given(county, shift)
    with pytest.raises(DomainError, match=sentence):
        acts.ask_forward(row, by=county.lvshi, at=at(11), applied_at=applied_at)
    acts.ask_forward(row, by=county.lvshi, at=at(11), applied_at=at(9, 30))
    assert row.state == "forwarding"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"on": DAY + timedelta(days=1)}, "日期不是这一班的日期"),
        ({"lawyer": "lvshi5"}, "这一班的值班人员不是所选的律师"),
    ],
)
def test_help_belongs_to_a_duty_of_that_day_and_lawyer(county, shift, changes, sentence):
    if "lawyer" in changes:
        changes = {"lawyer": handler(changes["lawyer"])}
    with pytest.raises(DomainError, match=sentence):
        give(asked(county, received_at=at(9)), county, shift, **changes)


def test_nothing_is_registered_on_a_duty_nobody_signed_in_to(county, shift):
    Shift.objects.filter(pk=shift.pk).update(signed_in_at=None)
    with pytest.raises(DomainError, match="这一班没有签到"):
        given(county, Shift.objects.get(pk=shift.pk))


def test_duty_at_a_window_takes_consultations_not_helps(county, shift):
    shift.post = post(county, "服务窗口", "window")
    shift.save()
    with pytest.raises(DomainError, match="服务窗口的值班请登记咨询"):
        given(county, shift)
