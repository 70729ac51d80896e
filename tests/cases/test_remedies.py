"""What follows a decision on an objection, and when an objection was in time: posting, reconsideration, a correction after all (Law art. 49)."""

import uuid
from datetime import date, datetime

import pytest
from django.utils import timezone

from cases.domain.objection import object_to
from legalaid.platform.audit.models import Event
from legalaid.platform.audit.verbs import sentence
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.core.models import Office
from legalaid.platform.documents.models import Paper
from tests.cases.test_objection import REVIEWED, act, correct, due, objects
from tests.cases.test_service import letter, on, serve
from tests.factories import do, walk
from tests.papers import words_of


@pytest.fixture
def refused(county):
    case = walk(county, "recommend")
    do(case, county, "refuse", on(10))
    return case


def test_reconsideration_is_registered_with_its_end(refused, county, sign_in):
    row = objects(refused, county.chuangkou)
    act("uphold", row, county.sifaju, 27, **REVIEWED)
    brought = {"kind": "reconsideration", "body": "清和县人民政府", "brought_on": date(2026, 3, 28)}
    act("record_remedy", row, county.sifaju, 29, **brought)
    with pytest.raises(DomainError) as wrong:
        act("record_remedy", row, county.sifaju, 30, **brought, result="kept")
    assert wrong.value.field == "ended_on"
    act(
        "record_remedy",
        row,
        county.sifaju,
        31,
        **brought,
        result="quashed",
        ended_on=date(2026, 3, 31),
    )

    said = "2026年3月28日向清和县人民政府提出行政复议，2026年3月31日撤销、变更或者确认违法"
    assert [str(one) for one in row.reconsidered] == [said]
    page = sign_in(county.sifaju).get(row.get_absolute_url()).content.decode()
    assert said in page
    assert "尚未登记收到" in page
    with pytest.raises(NotAllowed):
        act("record_remedy", row, county.zhuren, 31, **brought)


def test_where_to_turn_is_printed_once_the_office_has_said_it(refused, county):
    """Which body reviews the bureau's decision no text we read says for every county: nothing is printed until the bureau has."""
    where = "行政复议向清和县人民政府申请，行政诉讼向清和县人民法院提起"
    Office.objects.update(remedy=where)
    row = objects(refused, county.chuangkou)
    act("uphold", row, county.sifaju, 27, **REVIEWED)
    words = words_of(Paper.objects.get(subject_id=refused.pk, kind="objection_decision"))
    assert f"或者依法向人民法院提起行政诉讼。{where}。" in words


@pytest.mark.parametrize(("posted", "late"), [(31, False), (None, True)])
def test_objection_posted_in_time_is_in_time_and_is_decided_on_from_its_arrival(
    refused, county, posted, late
):
    """The fifteen days end on 31 March; it came on 2 April."""
    serve(refused, county.chuangkou)
    came = {"received_on": date(2026, 4, 2), "posted_on": posted and date(2026, 3, posted)}
    at = timezone.make_aware(datetime(2026, 4, 2, 15))
    said = {"manner": "written", "objector": "李国强", "content": "应当援助。", "read_back": False}
    told = {"number": letter(refused).number_text, "name": "李国强", "at": at}
    told |= {"station": county.chuangkou.staff.station, "facts": said | came | {"late_reason": ""}}
    if late:
        with pytest.raises(DomainError, match="请写明理由"):
            object_to(by=county.chuangkou, token=uuid.uuid4(), **told)
        return
    row = object_to(by=county.chuangkou, token=uuid.uuid4(), **told)
    assert due(row) == date(2026, 4, 7)


def test_day_of_posting_is_not_after_the_arrival(refused, county):
    with pytest.raises(DomainError, match="不能晚于收到日期") as wrong:
        objects(refused, county.chuangkou, day=25, received_on=date(2026, 3, 24), posted_on=date(2026, 3, 25))  # fmt: skip
    assert wrong.value.field == "posted_on"


def test_correction_after_the_bureau_upheld_says_so(refused, county):
    row = objects(refused, county.chuangkou)
    act("uphold", row, county.sifaju, 27, **REVIEWED)
    correct(refused, county, 28, reason="新的材料证明是工资。")
    said = sentence(Event.objects.get(verb="case.correct_refusal"))
    assert said == "司法局维持原决定以后自行纠正，改正为给予法律援助：请求支付劳动报酬"
    words = words_of(Paper.objects.get(subject_id=refused.pk, kind="decision_grant"))
    assert "（清和县司法局2026年3月27日审查维持），本中心自行纠正，不再执行。" in words
