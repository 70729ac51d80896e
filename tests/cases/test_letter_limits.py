"""A letter says the limit of the rule row in force on the day the limit begins: the row its clock counts by."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cases.workflow import CASE
from stations.models import Handler
from tests.factories import START, do, new_case, walk
from tests.papers import paper_of, words_of
from tests.stations.test_letters import slip_of


@pytest.fixture
def rule(office, sign_in):
    """The administrator's page: rule("assignment", 2, "workday", from_day)."""
    client = sign_in(office.admin)

    def change(key, limit, unit, valid_from=date(2026, 3, 1)):
        row = {
            "limit": limit,
            "unit": unit,
            "promised_unit": "workday",
            "valid_from": str(valid_from),
        }
        assert client.post(reverse("cases:settings_clock", args=[key]), row).status_code == 302

    return change


def test_letters_of_an_application_say_the_new_limits(office, rule):
    for key, limit, unit in (
        ("examination", 5, "day"),
        ("assignment", 2, "workday"),
        ("agreement", 10, "day"),
    ):
        rule(key, limit, unit)
    case = walk(office, "sign_agreement")
    receipt, grant, notice = (
        words_of(paper_of(case, kind))
        for kind in ("material_receipt", "decision_grant", "assignment_notice")
    )
    assert "自收到法律援助申请之日起五日内进行审查" in receipt
    assert "自本决定作出之日起两个工作日内指派法律援助人员" in grant
    assert "自收到本通知书之日起十日内将联系方式" in notice
    mate = Handler.objects.get(user=office.lvshi5)
    CASE.acts["replace_handler"](
        case, by=office.zhuren, at=START + timedelta(days=12), handler=mate, reason="原承办人离所。"
    )
    assert "自收到本通知书之日起十日内将更换情况" in words_of(paper_of(case, "replacement_notice"))


def test_refusal_says_the_new_limit_to_object(office, rule):
    rule("objection", 30, "day")
    case = walk(office, "recommend")
    do(case, office, "refuse", START + timedelta(days=6))
    text = words_of(paper_of(case, "decision_refuse"))
    assert "自收到本决定书之日起30日内向清和县司法局提出" in text


def test_slips_between_units_say_the_new_limits(office, rule):
    for key, limit, unit in (
        ("sign_for", 48, "hour"),
        ("slip_receipt", 5, "workday"),
        ("slip_result", 30, "day"),
    ):
        rule(key, limit, unit)
    case = new_case(office, by=office.zhan1, station=office.zhan1.staff.station)
    found = {"proposal": "accept", "opinion": "材料齐全。"}
    CASE.acts["pre_review"](case, by=office.zhan1, at=START + timedelta(hours=1), **found)
    CASE.acts["hand_over"](case, by=office.zhan1, at=START + timedelta(hours=2))
    assert "自移交时起四十八小时内签收或者退回" in words_of(paper_of(case, "hand_over_slip"))
    slip = words_of(paper_of(slip_of(office), "referral_slip"))
    assert "请自收到之日起五个工作日内接收或者退回，三十日内反馈办理结果。" in slip


def test_limit_that_began_before_the_new_row_stays_as_it_was(office, rule):
    rule("examination", 5, "day", date(2026, 3, 4))
    rule("assignment", 2, "day", date(2026, 3, 8))
    case = walk(office, "grant")  # received on 3, accepted on 4, granted on 7 March
    assert "之日起七日内进行审查" in words_of(paper_of(case, "material_receipt"))
    assert "之日起三日内指派" in words_of(paper_of(case, "decision_grant"))
