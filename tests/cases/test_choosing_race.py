"""At the same moment: two give one case to two handlers, two call for one case, one steps in while it is given, one discussion is written twice."""

from datetime import timedelta

import pytest

from cases.domain import discussion, volunteer
from cases.models import Assignment, Discussion, Pool
from cases.queries.assignment import candidates_for
from cases.workflow import CASE
from tests.at_once import at_once, one_refused
from tests.conftest import build_county
from tests.factories import START, new_case, walk

AT = START + timedelta(days=5)
CLOSES = AT + timedelta(days=1)


@pytest.fixture
def county(transactional_db):
    return build_county()


@pytest.fixture
def case(county):
    return walk(county, "grant", case=new_case(county))


def test_one_case_is_given_to_one_handler_and_called_for_once(county, case):
    calls = [lambda: volunteer.call_for(case, by=county.zhuren, closes_at=CLOSES, at=AT)] * 2
    assert one_refused(at_once(*calls)) == "此案已经在征集。"
    pool = Pool.objects.get()
    who = [one.handler for one in candidates_for(case) if one.eligible][:2]
    came = [lambda one=one: volunteer.volunteer(pool, by=one.user, at=AT) for one in who]
    assert at_once(*came) == [pool, pool]

    facts = {"by": county.zhuren, "at": CLOSES, "reason": "两人都合适，按专长选。"}
    give = [lambda one=one: CASE.acts["assign"](case, handler=one, **facts) for one in who]
    assert one_refused(at_once(*give)) == "此案现为“待承办人接受”，不能办理“指派”。"
    assert Assignment.objects.count() == 1
    assert Pool.objects.get().end == "chosen"


def test_nobody_steps_in_after_the_case_is_given(county, case):
    pool = volunteer.call_for(case, by=county.zhuren, closes_at=CLOSES, at=AT)
    who = [one.handler for one in candidates_for(case) if one.eligible][:2]
    facts = {"by": county.zhuren, "at": CLOSES, "reason": "无人报名，按专长选。"}
    at_once(
        lambda: CASE.acts["assign"](case, handler=who[0], **facts),
        lambda: volunteer.volunteer(pool, by=who[1].user, at=CLOSES - timedelta(minutes=1)),
    )
    assert Assignment.objects.get().handler == who[0]
    assert Pool.objects.get().end == "chosen"


def test_discussion_is_written_once(county, case):
    people = [("张明", "主任"), ("周华", "律师")]
    where = {"planned_for": AT, "place": "会议室"}
    facts = {"level": "centre", "question": "证据是否充分。", "people": people, **where}
    row = discussion.call(case, by=county.zhuren, at=AT, **facts)
    said = {one.pk: ("agree", "同意。") for one in row.people.all()}
    told = {"held_on": AT.date(), "said": said, "conclusion": "按方案办理。", "at": AT}
    answers = at_once(*[lambda: discussion.hold(row, by=county.zhuren, **told)] * 2)
    assert one_refused(answers) == "这次讨论已经登记结果或者取消。"
    assert Discussion.objects.held().count() == 1
