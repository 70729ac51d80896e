"""An objection hangs on a decision and its receipt, wherever the case has come to since; of several each objects alone (Law art. 49)."""

import uuid
from datetime import date, timedelta

import pytest

from cases.domain.objection import object_to
from cases.models import Case
from cases.queries.objection import objectable
from cases.queries.serving import papers_to_serve
from cases.workflow import CASE, OBJECTION
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.documents.models import Paper
from tests.cases import groups
from tests.cases.test_stage import sued
from tests.cases.test_termination import act, open_clocks, terminated
from tests.cases.test_termination_served import served
from tests.factories import START, do, hand_in, scan

SAID = {"findings": "要求终止的信不是本人所写。", "reasons": "事实不清。"}
DAY = timedelta(days=1)


def objects(paper, county, received_on=date(2026, 4, 7), name="李国强", at=None, **changes):
    facts = {"manner": "written", "objector": name, "received_on": received_on, "content": "没有要求终止。"}  # fmt: skip
    facts |= {"read_back": False, "late_reason": ""} | changes
    who = {"by": county.chuangkou, "station": county.chuangkou.staff.station}
    at = at or START + timedelta(days=40)
    number = paper.number_text
    return object_to(token=uuid.uuid4(), number=number, name=name, facts=facts, at=at, **who)


def decides(row, county, key="order_correction", days=41):
    OBJECTION.acts[key](row, by=county.sifaju, at=START + timedelta(days=days), **SAID)
    return row


def handed_in(case, county):
    hand_in(case, county)
    act(case, county, "report_closure", "lvshi", 23, summary="已会见一次。")


def returned(case, county):
    handed_in(case, county)
    act(case, county, "return_closure", "shencha", 24, reasons=["缺会见笔录"])


def accepted(case, county):
    handed_in(case, county)
    act(case, county, "approve_closure", "shencha", 24, opinion="同意。")


def item_owed(case, county):
    accepted(case, county)
    asked = {
        "slot": "hearing",
        "item": "庭审笔录",
        "reason": "缺庭审笔录。",
        "due": date(2026, 4, 20),
    }
    act(case, county, "ask_item", "guidang", 25, **asked)


def called(case, county):
    accepted(case, county)
    do(case, county, "follow_up", START + timedelta(days=25))


def nothing(case, county):
    pass


SINCE = {
    "terminated": nothing,
    "closing_review": handed_in,
    "closing_returned": returned,
    "follow_up": accepted,
    "item_owed": item_owed,
    "archiving": called,
}


@pytest.mark.parametrize("state", SINCE)
def test_within_the_limit_it_is_taken_and_followed_wherever_the_file_has_come_to(county, state):
    case = served(terminated(county), county)  # received on 24 March: until 8 April
    SINCE[state](case, county)
    assert case.state == state
    paper = Paper.objects.get(subject_id=case.pk, kind="termination_decision")
    assert [one.paper for one in objectable(case)["objectable"]] == [paper]

    row = decides(objects(paper, county), county)
    act(case, county, "revoke_termination", "zhuren", 42, reason="要求终止的不是本人。")
    row.refresh_from_db()
    case = Case.objects.get(pk=case.pk)
    assert (case.state, case.returns_to, case.outcome, row.state) == (
        "handling",
        "",
        "",
        "corrected",
    )
    assert (open_clocks(case), case.asked_items.filter(given_at=None).count()) == ({}, 0)
    with pytest.raises(DomainError, match="这份决定已不再执行"):
        objects(paper, county, received_on=date(2026, 4, 8), at=START + timedelta(days=43))


def test_nothing_but_the_limit_bars_it(county):
    case = served(terminated(county), county)
    called(case, county)
    paper = Paper.objects.get(subject_id=case.pk, kind="termination_decision")
    with pytest.raises(DomainError, match="异议期限已于2026年4月8日届满") as wrong:
        objects(paper, county, received_on=date(2026, 4, 9))
    assert wrong.value.field == "late_reason"
    assert objects(paper, county).state == "received"


def test_case_that_was_never_ended_has_nothing_to_take_back(county):
    case = groups.new_case(county)
    for number, key in enumerate(groups.LINE[: groups.LINE.index("approve_closure") + 1], 1):
        do(case, county, key, START + number * DAY)
    with pytest.raises(NotAllowed, match="此案没有终止决定"):
        act(case, county, "revoke_termination", "zhuren", 30, reason="要求终止的不是本人。")
    assert objectable(case) == {}


def sealed(county):
    case = served(terminated(county), county)
    called(case, county)
    do(case, county, "grade", START + timedelta(days=25))
    do(case, county, "record_payment", START + timedelta(days=25))
    scan(case, "application_form", by=county.guidang)
    act(case, county, "archive", "guidang", 26, early="受援人书面表示没有异议。")
    at, pages = START + timedelta(days=26), {"approval_pages": 9, "handling_pages": 7}
    CASE.acts["seal"](case, by=system_user(), at=at, **pages)
    return case


def test_while_it_is_under_review_the_file_is_not_sealed(county):
    case = served(terminated(county), county)
    called(case, county)
    do(case, county, "grade", START + timedelta(days=25))
    do(case, county, "record_payment", START + timedelta(days=25))
    objects(Paper.objects.get(subject_id=case.pk, kind="termination_decision"), county)
    scan(case, "application_form", by=county.guidang)
    with pytest.raises(DomainError, match="处理完毕以前不能归档"):
        act(case, county, "archive", "guidang", 41)


def test_file_that_is_sealed_stays_and_aid_goes_on_in_another_case(county):
    case = sealed(county)
    paper = Paper.objects.get(subject_id=case.pk, kind="termination_decision")
    row = decides(objects(paper, county), county)
    letter = Paper.objects.get(subject_id=case.pk, kind="objection_decision")
    assert list(papers_to_serve(case)) == [letter, paper]
    facts = {"paper": letter, "recipient": "李国强", "how": "handed", "addressee": "person"}
    facts |= {"sent_on": date(2026, 4, 14), "received_on": date(2026, 4, 14)}
    act(case, county, "serve", "guidang", 42, **facts)

    assert "open_stage" in {step.key for step in CASE.available(case, county.chuangkou)}
    with pytest.raises(DomainError, match="之后不能是“仲裁”"):
        sued(case, county, days=43, stage="仲裁")
    act(case, county, "revoke_sealed", "zhuren", 43, reason="要求终止的不是本人。")
    row.refresh_from_db()
    assert (case.state, case.outcome, row.state) == ("archived", "terminated", "corrected")
    later = sued(case, county, days=44, stage="仲裁", mode="劳动仲裁代理")
    assert (later.earlier, later.stage, later.state) == (case, "仲裁", "submitted")
    with pytest.raises(NotAllowed, match="此案没有终止决定"):
        act(case, county, "revoke_sealed", "zhuren", 45, reason="要求终止的不是本人。")


REFUSAL = {"codes": ["not_poor"], "grounds": ["不符合经济困难条件"], "reasons": "家庭人均收入高于标准。"}  # fmt: skip


def of_one(case, kind):
    return Paper.objects.filter(subject_id=case.pk, kind=kind).latest("pk")


def rows(case):
    return {one.who.name: (one.granted, one.left_on) for one in case.members.all()}


def test_one_of_several_objects_alone_and_the_correction_is_of_that_row_alone(county):
    case = groups.begun(county)
    groups.act(case, "refuse_member", county.zhuren, person=groups.who(case, "吴小妹"), **REFUSAL)
    case = groups.anew(groups.go(case, county, "hold_first_meeting"))
    paper, when = of_one(case, "decision_refuse_one"), case.changed_at + DAY
    with pytest.raises(DomainError, match="没有找到这份决定书"):
        objects(paper, county, when.date(), name="李国强", at=when)
    row = objects(paper, county, when.date(), name="吴小妹", at=when)
    assert (row.member.who.name, row.grounds) == ("吴小妹", "not_poor")

    again = {"person": groups.who(case, "吴小妹"), "reason": "收入已经核实。"}
    with pytest.raises(NotAllowed, match="异议正在司法局审查"):
        CASE.acts["grant_member"](case, by=county.zhuren, at=when + DAY, **again)
    OBJECTION.acts["order_correction"](row, by=county.sifaju, at=when + DAY, **SAID)
    others = {name: said for name, said in rows(case).items() if name != "吴小妹"}
    CASE.acts["grant_member"](case, by=county.zhuren, at=when + 2 * DAY, person=again["person"])
    row.refresh_from_db()
    assert (row.state, case.state, rows(case)) == (
        "corrected",
        "handling",
        others | {"吴小妹": (True, None)},
    )


ENDED = {"occasion": "own_counsel", "counsel": "周平，正阳律师事务所", "heard": "已自行委托。", "reasons": "其已自行委托律师。"}  # fmt: skip


def test_aid_of_one_ends_by_a_decision_of_its_own_and_is_taken_back_when_ordered(county):
    case = groups.anew(groups.begun(county, "hold_first_meeting"))
    person = groups.who(case, "周大勇")
    with pytest.raises(DomainError) as wrong:
        groups.act(case, "end_member", county.zhuren, person=person, **ENDED | {"counsel": ""})
    assert wrong.value.field == "counsel"
    groups.act(case, "end_member", county.zhuren, person=person, **ENDED)
    paper = of_one(case, "termination_decision_one")
    assert (paper.facts["ground"], paper.facts["applicant"], case.state) == (
        "受援人自行委托律师或者其他代理人",
        "周大勇",
        "handling",
    )
    assert [one.whose for one in objectable(case)["objectable"]] == ["周大勇"]
    with pytest.raises(DomainError, match="撤销对其中一人的终止"):
        groups.act(case, "rejoin_group", county.zhuren, person=person, reason="登记有误。")

    when = case.changed_at + DAY
    row = objects(paper, county, when.date(), name="周大勇", at=when)
    assert row.grounds == "法律援助法第四十八条第一款第六项"
    OBJECTION.acts["order_correction"](row, by=county.sifaju, at=when + DAY, **SAID)
    back = {"person": person, "reason": "委托书系他人冒签。"}
    CASE.acts["resume_member"](case, by=county.zhuren, at=when + 2 * DAY, **back)
    row.refresh_from_db()
    assert (row.state, rows(case)["周大勇"], objectable(case)) == ("corrected", (True, None), {})
    assert of_one(case, "termination_revoked_one").facts["to"] == "周大勇"


def test_pages_lead_to_the_objection_and_to_the_correction_of_that_person(office, sign_in):
    case = groups.begun(office)
    person = groups.who(case, "吴小妹")
    groups.act(case, "refuse_member", office.zhuren, person=person, **REFUSAL)
    case = groups.anew(groups.go(case, office, "hold_first_meeting"))
    clerk = sign_in(office.chuangkou)
    page = f"/cases/objections/new/?case={case.pk}"
    assert page in clerk.get(case.get_absolute_url()).content.decode()
    form = clerk.get(page).context["form"]
    assert form["objector"].value() == "吴小妹"

    when = case.changed_at + DAY
    row = objects(of_one(case, "decision_refuse_one"), office, when.date(), "吴小妹", when)
    OBJECTION.acts["order_correction"](row, by=office.sifaju, at=when + DAY, **SAID)
    shown = sign_in(office.zhuren).get(row.get_absolute_url()).content.decode()
    assert f"/cases/{case.pk}/grant_member/?person={person}" in shown
