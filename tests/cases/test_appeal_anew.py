"""What is put right after the conclusion starts the limits of the recipient anew; the one for a retrial is warned of as well."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from cases.domain.reminders import remind
from cases.models import Case
from cases.workflow import CASE
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.core.errors import DomainError
from legalaid.platform.notifications.models import Message
from tests.cases.test_stage import CLOSED, at, clocks
from tests.factories import do, new_case, walk


def amend(case, county, day=10, who="lvshi", **changes):
    facts = {"closed_on": CLOSED, "document": "仲裁裁决书", "document_number": ""}
    facts |= {"reason": "送达回证上的日期看错了。"}
    by = getattr(county, who)
    return CASE.acts["amend_closure"](case, by=by, at=at(day), **facts | changes)


def told(what):
    return Message.objects.filter(text__contains=what)


def test_day_the_document_came_is_put_right_and_both_limits_run_from_it(county):
    case = walk(county, "conclude")
    assert clocks(case) == {
        "closure_file": date(2026, 4, 13),
        "suit_after_award": date(2026, 3, 27),
    }
    amend(case, county, closed_on=date(2026, 3, 11))
    assert clocks(case) == {
        "closure_file": date(2026, 4, 10),
        "suit_after_award": date(2026, 3, 26),
    }
    case = Case.objects.get(pk=case.pk)
    assert (case.closed_on, case.closure.closed_on) == (date(2026, 3, 11), date(2026, 3, 11))


def test_it_is_put_right_after_the_file_was_accepted_and_warned_of_anew(county):
    case = walk(county, "approve_closure")
    act = {
        "decision": "unreached",
        "decided_on": date(2026, 3, 13),
        "manner": "电话",
        "note": "停机。",
    }
    CASE.acts["record_appeal"](case, by=county.chuangkou, at=at(12), **act)
    assert clocks(case) == {}
    amend(case, county, 13, "chuangkou", closed_on=date(2026, 3, 11))
    assert clocks(case) == {"suit_after_award": date(2026, 3, 26)}
    remind(timezone.make_aware(datetime(2026, 3, 25, 8)), timedelta(days=1))
    assert told("不服仲裁裁决起诉").filter(user=county.lvshi).count() == 1


def test_what_the_recipient_decided_holds(county):
    case = walk(county, "conclude")
    said = {"decision": "accepts", "decided_on": date(2026, 3, 13), "manner": "当面"}
    CASE.acts["record_appeal"](case, by=county.lvshi, at=at(10), **said)
    amend(case, county, 11, closed_on=date(2026, 3, 11))
    assert list(clocks(case)) == ["closure_file"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, None),
        ({"reason": "错"}, "reason"),
        ({"document": "判决书"}, "document"),
        ({"closed_on": date(2026, 4, 30)}, "closed_on"),
        ({"closed_on": date(2026, 3, 1)}, "closed_on"),
    ],
)
def test_nothing_is_put_right_that_cannot_be(county, changes, field):
    case = walk(county, "conclude")
    with pytest.raises(DomainError) as wrong:
        amend(case, county, **changes)
    assert (wrong.value.field or None) == field
    assert clocks(case)["suit_after_award"] == date(2026, 3, 27)


def in_court(county, stage, **fields):
    return new_case(county, stage=stage, mode="民事诉讼代理", organ="清和县人民法院", **fields)


def judged(county, stage):
    case = walk(county, "recommend", case=in_court(county, stage))
    do(case, county, "grant", at(5), mode="民事诉讼代理")
    for day, key in enumerate(("assign", "accept_assignment", "sign_agreement", "hold_first_meeting"), 6):  # fmt: skip
        do(case, county, key, at(day))
    do(
        case,
        county,
        "conclude",
        at(10),
        document="判决书",
        closed_on=date(2026, 3, 12),
        outcome="lost",
    )
    return case


def restage(case, county, stage):
    names = ("mode", "applicant_role", "organ", "organ_number", "amount")
    fields = {name: getattr(case, name) for name in names} | {"stage": stage}
    facts = {"reason": "所处阶段登记有误。", "fields": fields, "contact": {}, "parties": ()}
    CASE.acts["update_matter"](case, by=county.zhuren, at=at(11), **facts)


def test_stage_put_right_after_the_conclusion_has_the_limit_of_that_stage(county):
    case = judged(county, "二审")
    assert clocks(case) == {"closure_file": date(2026, 4, 13), "retrial": date(2026, 9, 14)}
    restage(case, county, "一审")
    assert clocks(case) == {
        "closure_file": date(2026, 4, 13),
        "appeal_civil_judgment": date(2026, 3, 27),
    }
    remind(timezone.make_aware(datetime(2026, 3, 25, 8)), timedelta(days=1))
    assert told("对民事判决上诉").filter(user=county.lvshi).count() == 1


def test_judgment_nobody_appeals_against_may_be_petitioned_against_from_its_effect(county):
    case = judged(county, "一审")
    said = {"decision": "accepts", "decided_on": date(2026, 3, 13), "manner": "当面"}
    CASE.acts["record_appeal"](case, by=county.lvshi, at=at(11), **said)
    assert clocks(case) == {
        "closure_file": date(2026, 4, 13),
        "retrial": date(2026, 9, 28),
    }  # 27th: a Sunday


def test_limit_for_a_retrial_is_warned_of_a_month_before_also_when_the_file_is_sealed(county):
    case = judged(county, "二审")
    Case.objects.filter(pk=case.pk).update(state="sealing")
    case.refresh_from_db()
    pages = {"approval_pages": 9, "handling_pages": 7}
    CASE.acts["seal"](case, by=system_user(), at=at(30), **pages)
    assert clocks(case) == {"retrial": date(2026, 9, 14)}

    remind(timezone.make_aware(datetime(2026, 8, 1, 8)), timedelta(days=1))
    assert told("申请再审").count() == 0
    remind(timezone.make_aware(datetime(2026, 8, 20, 8)), timedelta(days=1))
    text = f"{case.number}“申请再审”的期限将于9月14日期满，尚未登记受援人是否申请再审，请即联系并登记。"
    assert told("申请再审").get(user=county.lvshi).text == text

    said = {"decided_on": date(2026, 8, 21), "manner": "电话"}
    when = timezone.make_aware(datetime(2026, 8, 21, 9))
    with pytest.raises(DomainError, match="现在是申请再审的期限"):
        CASE.acts["record_appeal"](case, by=county.chuangkou, at=when, decision="appeals", **said)
    CASE.acts["record_appeal"](case, by=county.chuangkou, at=when, decision="abstains", **said)
    assert clocks(case) == {}
