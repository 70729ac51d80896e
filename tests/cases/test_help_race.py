"""One help, two who register it or pay it at the same moment: one row, one event, one sum."""

from decimal import Decimal
from uuid import uuid4

import pytest

from cases.domain.help import amend, receive, register, void
from cases.models import Help
from legalaid.platform.audit.chain import verify
from legalaid.platform.audit.models import Event
from stations.domain import duty
from stations.models import Shift
from subsidies.domain.batch import add_work
from subsidies.models import Calculation
from subsidies.queries.work import PERSON
from tests.at_once import at_once, one_refused
from tests.conftest import build_county
from tests.helps import at, duty_of_lvshi, facts, given, notice
from tests.stations.factories import center
from tests.subsidies import month


@pytest.fixture
def county(transactional_db):
    return build_county()


def registered(verb):
    return Help.objects.count(), Event.objects.filter(verb=f"help.{verb}").count(), verify()[2]


def test_form_of_a_duty_sent_twice_at_once_registers_one_help(county):
    shift, token = duty_of_lvshi(county), uuid4()

    def send():
        about = {"shift": shift, "facts": facts(), "acts": ["advice"]}
        return register(by=county.lvshi, token=token, at=at(10), **about).number

    assert at_once(send, send) == ["清援帮〔2026〕1号"] * 2
    assert registered("register") == (1, 1, None)
    assert Shift.objects.get(pk=shift.pk).helped == 1


def test_same_person_registered_at_once_by_lawyer_and_centre_is_asked_about(county):
    shift = duty_of_lvshi(county)
    answers = at_once(
        lambda: given(county, shift),
        lambda: given(county, shift, by=county.chuangkou),
    )
    assert one_refused(answers) == (
        "当天已为赵二登记过（清援帮〔2026〕1号）。确是另一人或者又一次帮助的，请勾选后再登记。"
    )
    assert registered("register") == (1, 1, None)


def test_notice_of_an_organ_is_registered_once_by_one_who_presses_twice_or_by_two(county):
    token = uuid4()

    def send():
        said = {
            "organ_kind": "court",
            "organ": "清和县人民法院",
            "stage": "一审",
            "notice_number": "1号",
        }
        about = facts(**said, source="notice", received_at=at(9))
        for name in ("plea", "starts_at", "ends_at", "signed"):
            del about[name]
        where = {"by": county.chuangkou, "station": center()}
        return receive(**where, token=token, facts=about, at=at(10)).number

    assert at_once(send, send) == ["清援帮〔2026〕1号"] * 2

    two = [county.chuangkou, county.shencha]
    answers = at_once(
        *(lambda who=who: notice(by=who, station=center(), at=at(10), again=True) for who in two)
    )
    assert one_refused(answers) == (
        "清和县人民检察院的这份通知书已为赵二登记（清援帮〔2026〕2号）。"
    )
    assert registered("receive") == (2, 2, None)


def test_help_corrected_and_voided_at_once_is_one_of_the_two(county):
    row = given(county, duty_of_lvshi(county))
    answers = at_once(
        lambda: amend(
            Help.objects.get(pk=row.pk), by=county.lvshi, at=at(11), seen=row.version,
            reason="姓名写错了", facts={"name": "赵三"},
        ),
        lambda: void(
            Help.objects.get(pk=row.pk), by=county.chuangkou, at=at(11), seen=row.version, reason="登记错误"
        ),
    )  # fmt: skip
    assert one_refused([answer or 0 for answer in answers])[:12] == "此法律帮助已有新的办理（"
    row.refresh_from_db()
    assert (row.name, row.state) in (("赵三", "given"), ("赵二", "void"))
    assert verify()[2] is None


def test_help_stands_in_one_of_two_batches_filled_at_once(county):
    cases = [rate for rate in month.RATES if rate["service"] == "case"]
    rate = {"service": "duty_person", "direct": Decimal(0), "labour": Decimal(60)}
    month.standard(county, rates=[*cases, rate])
    shift = duty_of_lvshi(county)
    given(county, shift)
    duty.sign_out(shift, by=county.lvshi, helps={}, at=at(17))

    money = month.fund(county)
    batches = [month.opened(county, money) for _ in "ab"]
    assert at_once(*(lambda row=row: add_work(PERSON, row, [shift.pk]) for row in batches)) == [
        [],
        [],
    ]
    [sum_] = Calculation.objects.values_list("work", "total")
    assert sum_ == (f"person:{shift.pk}", Decimal("60.00"))
    assert verify()[2] is None
