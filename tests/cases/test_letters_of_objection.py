"""The exact words of what the bureau decides on an objection, and of the grant that follows it."""

import uuid
from datetime import date

from cases.domain.objection import object_to
from cases.workflow import CASE, OBJECTION
from stations.models import Station
from tests.cases.test_letters import at
from tests.factories import do, walk
from tests.papers import assert_words, paper_of


def objected(office, content):
    """A refusal of 10 March, objected to on the 12th."""
    case = walk(office, "recommend")
    do(case, office, "refuse", at(3, 10))
    facts = {
        "manner": "oral", "objector": "李国强", "received_on": date(2026, 3, 12), "content": content, "read_back": True, "late_reason": "",
    }  # fmt: skip
    center = Station.objects.get(parent=None)
    number = paper_of(case, "decision_refuse").number_text
    row = object_to(
        by=office.chuangkou, token=uuid.uuid4(), station=center, number=number, name="李国强", facts=facts, at=at(3, 12),
    )  # fmt: skip
    return case, row


def test_objection_that_is_upheld(office):
    case, row = objected(office, "我的货款也是劳动所得。")
    said = {"findings": "申请事项是买卖合同货款。", "reasons": "不属于法律援助范围。"}
    OBJECTION.acts["uphold"](row, by=office.sifaju, at=at(3, 16), **said)
    assert_words(paper_of(case, "objection_decision"), "维持")


def test_objection_that_is_right_and_the_grant_that_follows(office):
    case, row = objected(office, "我请求的是工资。\n有工资条为证。")
    said = {"findings": "请求的是劳动报酬。", "reasons": "属于法律援助法第三十一条所列事项。"}
    OBJECTION.acts["order_correction"](row, by=office.sifaju, at=at(3, 16), **said)
    assert_words(paper_of(case, "objection_decision"), "责令改正")

    grant = {
        "grounds": ["请求支付劳动报酬"],
        "codes": ["wages", "migrant_worker"],
        "mode": "劳动仲裁代理",
    }
    CASE.acts["correct_refusal"](case, by=office.zhuren, at=at(3, 17), **grant)
    assert_words(paper_of(case, "decision_grant"), "改正不予援助的决定")
