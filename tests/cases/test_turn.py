"""What the strip on the page of a case says in each state, and which button whom it offers, against a table that is written out
(turn.txt): whose turn, since when, what is to be done, what follows, the limits, then the buttons of each role."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from cases.queries.case import waiting_for
from cases.queries.turn import limits_of
from cases.workflow import CASE
from legalaid.platform.procedure.models import Deadline
from tests.cases.test_notice import notified
from tests.conftest import BACKEND
from tests.factories import new_case, person, walk
from tests.rights.tables import read
from tests.rights.walks import PROCEDURES

TABLE = read(Path(__file__).with_name("turn.txt"))
SEEN_BY = ("chuangkou", "zhan1", "shencha", "zhuren", "lvshi", "jiandu")


def strip_of(county, case):
    """A line of the table of this case as it stands; "404" for whoever does not find it."""
    pages = {}
    for who in SEEN_BY:
        client = Client()
        client.force_login(getattr(county, who), backend=BACKEND)
        pages[who] = client.get(case.get_absolute_url())

    turn = pages["zhuren"].context["turn"]
    limits = "；".join(map(said_of, turn.limits))
    said = [turn.who, turn.since, turn.task, turn.after, limits]
    return [case.state, *said, *(buttons_on(page) for page in pages.values())]


def said_of(limit):
    until = f"{timezone.localtime(limit.due_at):%m-%d}" if limit.due_at else limit.rests
    return f"{limit.name}{'（承诺）' if limit.promise else ''} {until}"


def buttons_on(page):
    """The filled and outlined buttons, those that carry the case on before "!", the grave ones after it; "更正" where facts are put right."""
    if page.status_code == 404:
        return "404"

    context = page.context
    main, aside, danger = (
        "、".join(step.label for step in context[name])
        for name in ("main_steps", "other_steps", "danger_steps")
    )
    main = "阅办" if context["read_at"] else main
    words = [main, f"/{aside}" if aside else "", f"!{danger}" if danger else ""]
    fixes = "更正" if context["amend"] else ""
    return " ".join(filter(None, [*words, fixes]))


@pytest.mark.parametrize("name", ["case", "case_notified"])
def test_strip_says_in_each_state_what_the_table_says(county, name):
    told = []
    for case in PROCEDURES[name].walk(county):
        line = [cell.replace("2026年", "") for cell in strip_of(county, case)]
        if line not in told[-1:]:
            told.append(line)
    assert told == TABLE[name]


def test_promise_stands_before_the_limit_of_the_law_and_what_rests_comes_last(county):
    case = new_case(county)
    CASE.acts["request_supplement"](
        case, by=county.chuangkou, items=["工资条"], due=timezone.localdate() + timedelta(days=5)
    )
    assert [(limit.name, bool(limit.rests)) for limit in limits_of(case)] == [
        ("补充材料", False),
        ("绿色通道当日办结", True),
        ("审查并作出决定", True),
    ]


def test_promised_day_of_a_rule_stands_with_its_limit(county):
    case = walk(county, "grant")
    at = timezone.now() + timedelta(days=1)
    Deadline.objects.filter(rule="assignment").update(promised_at=at)
    said = [(limit.name, limit.promise, limit.due_at == at) for limit in limits_of(case)]
    assert said == [
        ("绿色通道当日办结", True, False),
        ("指派法律援助人员", True, True),
        ("指派法律援助人员", False, False),
    ]


def test_hearing_ahead_stands_among_the_limits(county, sign_in):
    case = walk(county, "hold_first_meeting")
    starts = timezone.now() + timedelta(days=2)
    facts = {"starts_at": starts, "organ": "清和县仲裁委", "place": "第一庭"}
    CASE.acts["schedule_hearing"](case, by=county.lvshi, **facts)
    turn = sign_in(county.zhuren).get(case.get_absolute_url()).context["turn"]
    assert (turn.hearing.starts_at, turn.limits) == (starts, ())


@pytest.mark.parametrize(
    ("who", "until", "links"),
    [
        ("chuangkou", "accept", "cases/{pk}/amend/#id_stage"),
        ("shencha", "accept", "cases/{pk}/amend/#id_stage"),
        ("zhuren", "accept", ""),
        ("jiandu", "accept", ""),
        ("chuangkou", "recommend", ""),
        ("chuangkou", "hold_first_meeting", ""),
    ],
)
def test_fact_has_its_way_to_the_correction_only_where_it_may_be_corrected(
    county, sign_in, who, until, links
):
    case = walk(county, until)
    page = sign_in(getattr(county, who)).get(case.get_absolute_url()).content.decode()
    found = re.findall(r'href="/([^"]*)" aria-label="更正所处阶段和法律地位"', page)
    assert found == ([links.format(pk=case.pk)] if links else [])
    assert ("更正</a>" in page) == bool(links)


@pytest.mark.parametrize("name", ["amend", "amend_notice"])
def test_each_way_to_a_correction_leads_to_a_box_that_is_there(county, sign_in, name):
    case = notified(county) if name == "amend_notice" else new_case(county)
    client = sign_in(county.chuangkou)
    page = client.get(case.get_absolute_url()).content.decode()
    boxes = set(re.findall(rf'href="{case.get_absolute_url()}{name}/#(\w+)"', page))
    form = client.get(f"{case.get_absolute_url()}{name}/").content.decode()
    assert boxes
    assert {box for box in boxes if f'id="{box}"' not in form} == set()


def test_safe_contact_stands_before_the_telephone_and_where_it_is_shown_in_clear(county, sign_in):
    note = "只打其姐电话，不发短信"
    case = new_case(county, who=person(contact_note=note))
    client, where = sign_in(county.chuangkou), case.get_absolute_url()
    people = client.get(where).content.decode().split("有关的人</h2>")[1]
    assert people.index(note) < people.index("138****8000")
    shown = {"field": "phone", "reason": "联系申请人"}
    told = client.post(f"{where}reveal/", shown).content.decode()
    assert told.index(note) < told.index("13800138000")
    step = client.get(f"{where}accept/").content.decode()
    assert note in step


def test_nobody_is_said_to_have_the_turn_before_the_subsidy_is_settled(county, sign_in):
    case = walk(county, "follow_up")
    assert (case.state, case.turn) == ("archiving", "")
    page = sign_in(county.guidang).get(case.get_absolute_url())
    turn = page.context["turn"]
    assert (turn.who, turn.task) == ("", "等发放补贴或者由中心负责人免除，再归档")
    assert page.context["main_steps"] == []
    assert waiting_for(county.guidang).filter(pk=case.pk).count() == 0

    CASE.acts["waive"](case, by=county.zhuren, item="subsidy", reason="机构律师承办。")
    assert case.turn == "window"
