"""What is still owed beside the turn: the strip names it, whoever may do it finds its button, and no dot is green for what was never done."""

from datetime import date

import pytest

from cases.enums import ServedHow, ServiceNews
from cases.queries.owed import owed_of
from cases.workflow import CASE
from tests.cases.test_objection import REVIEWED, act, objects
from tests.cases.test_prior import provided
from tests.cases.test_service import on, serve, update
from tests.factories import do, new_case, walk

POST = {"how": ServedHow.POST, "number": "1099001234567", "received_on": None}


@pytest.fixture
def refused(county):
    case = walk(county, "recommend")
    do(case, county, "refuse", on(10))
    return case


def said(case, day=20):
    return [(owed.who, owed.task, owed.step) for owed in owed_of(case, date(2026, 3, day))]


def strip(sign_in, who, case):
    page = sign_in(who).get(case.get_absolute_url())
    turn = page.context["turn"]
    return turn.who, turn.task, [one.task for one in page.context["may_owed"]]


def test_refusal_is_not_over_before_it_was_served(refused, county, sign_in):
    task = "送达不予法律援助决定书"
    assert strip(sign_in, county.chuangkou, refused) == ("窗口人员", task, [task])
    assert strip(sign_in, county.zhuren, refused) == ("窗口人员", task, [task])
    assert strip(sign_in, county.jiandu, refused) == ("窗口人员", task, [])
    page = sign_in(county.zhuren).get(refused.get_absolute_url()).content.decode()
    assert "办理完毕" not in page

    serve(refused, county.chuangkou)
    assert strip(sign_in, county.chuangkou, refused) == ("", "", [])
    page = sign_in(county.zhuren).get(refused.get_absolute_url()).content.decode()
    assert "办理完毕" in page


def test_what_came_back_or_was_not_heard_of_is_named_with_its_day(refused, county):
    sent = serve(refused, county.chuangkou, **POST)
    assert said(refused, 26) == []
    [(who, task, step)] = said(refused, 27)
    assert (who, task.partition("（")[0]) == ("window", "查问不予法律援助决定书是否收到")
    assert (task[-8:], step) == ("3月16日送出）", "update_service")

    why = {"on": date(2026, 3, 18), "reason": "迁移新址不明"}
    update(refused, county.chuangkou, sent, ServiceNews.RETURNED, **why)
    [(who, task, step)] = said(refused, 27)
    assert (who, step) == ("window", "serve")
    assert task.startswith("再次送达不予法律援助决定书（")
    assert task.endswith("3月18日退回）")


def test_line_of_what_ended_early_is_green_as_far_as_it_went(refused, county, sign_in):
    page = sign_in(county.zhuren).get(refused.get_absolute_url())
    assert [(name, mark) for name, mark, _ in page.context["phases"]] == [
        ("接待", "done"),
        ("申请", "done"),
        ("受理", "done"),
        ("审查", "done"),
        ("决定", "done"),
        ("指派", ""),
        ("办理", ""),
        ("结案", ""),
        ("回访", ""),
        ("归档", ""),
    ]


def test_order_of_the_bureau_to_correct_stands_where_the_case_seemed_over(refused, county, sign_in):
    serve(refused, county.chuangkou)
    row = objects(refused, county.chuangkou)
    act("order_correction", row, county.sifaju, 27, **REVIEWED)
    title = "送达法律援助异议审查决定书"
    offered = ["按异议审查决定改正", f"{title}（受援人、异议人）", f"{title}（法律援助中心）"]
    told = ("中心负责人", "按异议审查决定改正", offered)
    assert strip(sign_in, county.zhuren, refused) == told


def test_papers_of_what_is_not_ours_are_to_be_forwarded(county, sign_in):
    case = new_case(county)
    CASE.acts["refer_away"](
        case, by=county.chuangkou, at=on(9), destination="邻水县法律援助中心", reason="管辖"
    )
    agency = case.referrals_away.last().agency
    told = f"向{agency}移送材料"
    notice = "送达不属于本机构受理告知书"
    assert said(case) == [("window", notice, "serve"), ("window", told, "forward_papers")]
    assert strip(sign_in, county.chuangkou, case) == ("窗口人员", notice, [notice, told])


def test_formalities_of_what_was_provided_first_stand_beside_the_turn(county, sign_in):
    case = provided(county)
    assert [(who, step) for who, _, step in said(case)] == [
        ("window", "receive_owed"),
        ("reviewer", "review_prior"),
    ]
    page = sign_in(county.chuangkou).get(case.get_absolute_url())
    assert [one.step for one in page.context["may_owed"]] == ["receive_owed"]
    marks = {name: mark for name, mark, _ in page.context["phases"]}
    assert (marks["审查"], marks["决定"], marks["指派"]) == ("", "", "now")


def test_director_is_told_what_comes_before_instead_of_a_button_that_refuses(county, sign_in):
    case = provided(county)
    page = sign_in(county.zhuren).get(case.get_absolute_url())
    assert page.context["not_yet"] == ["还没有补办审查，请先由审查人员审查。"]
    offered = [step.key for name in ("main_steps", "other_steps") for step in page.context[name]]
    assert "confirm_prior" not in offered
    assert "还没有补办审查" in page.content.decode()


def test_end_of_aid_waits_for_the_hearing_and_says_so(county, sign_in):
    case = walk(county, "hold_first_meeting")
    CASE.acts["propose_termination"](case, by=county.lvshi, at=on(20), **ASKED)
    page = sign_in(county.zhuren).get(case.get_absolute_url())
    assert [step.key for step in page.context["main_steps"]] == ["refuse_termination"]
    assert page.context["not_yet"] == [
        "还没有听取受援人的意见，也没有写明原因。请先办理“听取受援人意见”。"
    ]


ASKED = {
    "occasion": "request",
    "learnt_on": date(2026, 3, 20),
    "account": "受援人当面提出不再需要援助。",
}
DEATH = {
    "occasion": "death",
    "learnt_on": date(2026, 3, 20),
    "account": "女儿电话告知，交来死亡证明。",
    "happened_on": date(2026, 3, 18),
}


def test_nobody_hears_the_dead_and_no_provision_need_be_known(county, sign_in):
    case = walk(county, "hold_first_meeting")
    CASE.acts["propose_termination"](case, by=county.lvshi, at=on(20), **DEATH)
    assert case.turn == "director"
    turn = sign_in(county.zhuren).get(case.get_absolute_url()).context["turn"]
    assert (turn.who, turn.task) == ("中心负责人", "决定是否终止")

    CASE.acts["terminate"](case, by=county.zhuren, at=on(21), reasons="受援人已经死亡。")
    assert case.state == "terminated"


def test_whatever_an_occasion_asks_for_and_was_left_out_is_said_at_once(county, sign_in):
    case = walk(county, "hold_first_meeting")
    said = {"occasion": "ended_by_death", "learnt_on": "2026-03-12", "account": "女儿电话告知。"}
    answer = sign_in(county.lvshi).post(f"{case.get_absolute_url()}propose_termination/", said)
    errors = answer.context["form"].errors
    assert sorted(errors) == ["borderline", "happened_on"]
