import uuid
from datetime import timedelta

from django.utils import timezone

from cases.domain.objection import object_to
from cases.workflow import CASE, OBJECTION
from legalaid.platform.documents.models import Paper
from tests.factories import do, facts_for, new_case, walk

from .walk import Walk

REVIEWED = {"findings": "请求支付劳动报酬。", "reasons": "属于援助范围。"}


def objection(county):
    """Against a refusal of the centre; taken at a station by zhan1, decided by the bureau."""
    case = walk(county, "recommend", case=new_case(county))
    refused_at = case.changed_at + timedelta(days=1)
    do(case, county, "refuse", refused_at)
    paper = Paper.objects.get(subject_id=case.pk, kind="decision_refuse")
    at = refused_at + timedelta(days=2)
    facts = {
        "manner": "oral",
        "objector": "李国强",
        "received_on": timezone.localdate(at),
        "content": "工资被拖欠，应当援助。",
        "read_back": True,
        "late_reason": "",
    }
    row = object_to(
        by=county.zhan1,
        token=uuid.uuid4(),
        station=county.zhan1.staff.station,
        number=paper.number_text,
        name="李国强",
        facts=facts,
        at=at,
    )
    walk_on = Walk(OBJECTION, row, at=at)
    yield walk_on.row
    yield from walk_on.aside("take_back", county.zhan1, on=timezone.localdate(at))
    yield from walk_on.aside("cancel_objection", county.zhan1, reason="登记到了别人的决定。")
    yield from walk_on.aside("uphold", county.sifaju, **REVIEWED)
    yield walk_on.act("order_correction", county.sifaju, **REVIEWED)

    _, grant = facts_for("grant", None)
    CASE.acts["correct_refusal"](case, by=county.zhuren, at=walk_on.at + timedelta(days=1), **grant)
    yield walk_on.row
