"""Papers that nobody was brought, and post of which nothing was heard: whose task they are, and from when."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from cases.enums import ServedHow, ServiceNews
from cases.models import Case
from cases.periods import NO_NEWS, TO_BE_SERVED
from cases.queries.case import cases_for
from cases.queries.owed import owed_of
from cases.queries.unserved import run_out, to_serve, unheard_of, unserved
from cases.workflow import CASE
from legalaid.platform.procedure.models import ClockRule
from tests.cases import groups
from tests.cases.test_group import REFUSAL
from tests.cases.test_objection import GRANT, REVIEWED, objects
from tests.cases.test_objection import act as act_on
from tests.cases.test_service import letter, on, serve, update
from tests.factories import do, new_case, walk

POST = {"how": ServedHow.POST, "number": "1099001234567", "received_on": None}


@pytest.fixture
def refused(county):
    case = walk(county, "recommend")
    do(case, county, "refuse", on(10))
    return case


def kinds(papers):
    return [paper.kind for paper in papers]


def test_refusal_nobody_was_brought_is_a_task_once_the_days_are_over(refused, county):
    assert [kinds(to_serve(county.chuangkou, date(2026, 3, day))) for day in (10, 13, 14, 30)] == [
        [],
        [],
        ["decision_refuse"],
        ["decision_refuse"],
    ]

    serve(refused, county.chuangkou, **POST)
    assert kinds(to_serve(county.chuangkou, date(2026, 3, 30))) == []


def test_post_neither_received_nor_returned_is_a_task_after_its_days(refused, county):
    sent = serve(refused, county.chuangkou, **POST)
    mine = cases_for(county.chuangkou)
    assert list(unheard_of(mine, date(2026, 3, 26))) == []
    assert list(unheard_of(mine, date(2026, 3, 27))) == [sent]

    update(refused, county.chuangkou, sent, ServiceNews.RECEIVED, on=date(2026, 3, 18))
    assert list(unheard_of(mine, date(2026, 3, 27))) == []


@pytest.mark.parametrize(
    ("rule", "limit", "unit", "today", "last"),
    [
        (TO_BE_SERVED, None, None, date(2026, 3, 14), date(2026, 3, 10)),
        (NO_NEWS, None, None, date(2026, 3, 27), date(2026, 3, 16)),
        (NO_NEWS, 5, "day", date(2026, 3, 27), date(2026, 3, 21)),
        (TO_BE_SERVED, 3, "workday", date(2026, 3, 18), date(2026, 3, 12)),  # over a weekend
        (TO_BE_SERVED, 0, "day", date(2026, 3, 14), date(2026, 3, 13)),
    ],
)
def test_office_sets_after_how_many_days_is_asked(db, rule, limit, unit, today, last):
    if limit is not None:
        facts = {"key": rule.key, "limit": limit, "unit": unit, "roll": False}
        ClockRule.objects.create(valid_from=date(2026, 1, 1), **facts)
    assert run_out(rule, today) == last


def test_desk_names_what_was_not_served_and_what_was_not_heard_of(refused, county, sign_in):
    desk = sign_in(county.chuangkou).get("/").context["desk"]
    assert (desk.of("cases.unserved"), desk.of("cases.unheard")) == (1, 0)
    told = [row for *_, acts in desk.groups for one in acts for row in one.rows]
    row = next(row for row in told if row.verb == "送达")
    assert row.to == f"{refused.get_absolute_url()}serve/?paper={letter(refused).pk}"
    assert "不予法律援助决定书" in row.note
    assert "没有登记送达" in row.note

    sent = serve(refused, county.chuangkou, **POST)
    desk = sign_in(county.chuangkou).get("/").context["desk"]
    assert (desk.of("cases.unserved"), desk.of("cases.unheard")) == (0, 1)
    told = [row for *_, acts in desk.groups for one in acts for row in one.rows]
    row = next(row for row in told if "没有登记收到或者退回" in row.note)
    assert row.to == f"{refused.get_absolute_url()}update_service/?service={sent.pk}"

    why = {"on": date(2026, 3, 18), "reason": "迁移新址不明"}
    update(refused, county.chuangkou, sent, ServiceNews.RETURNED, **why)
    desk = sign_in(county.chuangkou).get("/").context["desk"]
    found = [desk.of(f"cases.{key}") for key in ("unserved", "unheard", "again")]
    assert found == [0, 0, 1]


def test_refusal_put_right_by_a_grant_need_not_be_served(refused, county):
    assert kinds(unserved(Case.objects.all())) == ["decision_refuse"]
    at = timezone.make_aware(datetime(2026, 3, 12, 9))
    CASE.acts["correct_refusal"](
        refused, by=county.zhuren, at=at, reason="复核认为应当给予。", **GRANT
    )
    assert kinds(unserved(Case.objects.all())) == []


def test_notice_to_supplement_is_owed_until_it_is_answered(county):
    case = new_case(county)
    facts = {"items": ["工资条"], "due": date(2026, 3, 12)}
    CASE.acts["request_supplement"](case, by=county.chuangkou, at=on(5), **facts)
    assert kinds(unserved(Case.objects.all())) == ["supplement_notice"]
    CASE.acts["receive_supplement"](case, by=county.chuangkou, at=on(6), items=["工资条"])
    assert kinds(unserved(Case.objects.all())) == []


def test_recipient_left_open_follows_the_paper_that_was_chosen(refused, county, sign_in):
    said = {"paper": letter(refused).pk, "recipient": "", "how": "handed"}
    said |= {"sent_on": "2026-03-16", "received_on": "2026-03-16"}
    client, where = sign_in(county.chuangkou), f"{refused.get_absolute_url()}serve/"
    client.post(where, said | {"seen": refused.version})
    assert refused.services.get().recipient == "李国强"


def test_letter_to_one_of_a_list_that_was_put_right_is_owed_no_more_but_the_one_that_did_is(county):
    case = groups.begun(county)
    person = groups.who(case, "周大勇")
    ones = Case.objects.filter(pk=case.pk)
    groups.act(case, "refuse_member", county.zhuren, person=person, **REFUSAL)
    case = groups.anew(groups.go(case, county, "hold_first_meeting"))
    assert kinds(unserved(ones)) == ["decision_refuse_one"]

    groups.act(case, "grant_member", county.zhuren, person=person, reason="收入证明有误，更正")
    assert kinds(unserved(ones)) == ["decision_grant_one"]


def test_paper_to_several_stays_until_each_of_them_has_it(county):
    case = walk(county, "recommend")
    do(case, county, "refuse", on(10))
    act_on("uphold", objects(case, county.chuangkou), county.sifaju, 27, **REVIEWED)
    paper = letter(case, "objection_decision")
    sent = {"paper": paper, "day": 29} | dict.fromkeys(
        ("sent_on", "received_on"), date(2026, 3, 28)
    )
    told = [(one.task, one.query) for one in owed_of(case, date(2026, 3, 30))]
    assert told[-2:] == [
        ("送达法律援助异议审查决定书（受援人、异议人）", f"?paper={paper.pk}&addressee=person"),
        ("送达法律援助异议审查决定书（法律援助中心）", f"?paper={paper.pk}&addressee=center"),
    ]

    serve(case, county.chuangkou, **sent, addressee="person")
    assert "objection_decision" in kinds(unserved(Case.objects.all()))
    assert [one.task for one in owed_of(case, date(2026, 3, 30))][-1:] == ["送达法律援助异议审查决定书（法律援助中心）"]  # fmt: skip

    serve(case, county.chuangkou, **sent, addressee="center")
    assert "objection_decision" not in kinds(unserved(Case.objects.all()))


def test_joint_decision_stays_until_each_of_the_list_was_sent_it(county):
    case = groups.six(county)
    groups.do(case, county, "accept", groups.later(case))
    groups.go(case, county, "recommend")
    groups.do(case, county, "refuse", groups.later(case))
    ones, paper = Case.objects.filter(pk=case.pk), letter(case)
    people = list(case.members.values_list("pk", flat=True))
    day = timezone.localdate(groups.later(case))
    said = {"how": "handed", "sent_on": day, "received_on": day, "at": groups.later(case)}

    groups.act(case, "serve_members", county.chuangkou, paper=paper, people=people[:5], **said)
    assert kinds(unserved(ones)) == ["decision_refuse"]
    assert [(one.task, one.step) for one in owed_of(case, day)] == [
        ("送达不予法律援助决定书（1人没有送）", "serve_members")
    ]
    groups.act(case, "serve_members", county.chuangkou, paper=paper, people=people[5:], **said)
    assert kinds(unserved(ones)) == []
