"""Who is let near what of the quality of the work, guard by guard: each test fails where one word of one rule is taken away."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from cases.models import Case, SubsidyPayment
from cases.permissions.archiving import HELD
from cases.quality.domain import draw as draws
from cases.quality.domain import supervisor as terms
from cases.quality.domain import supervisor_task as tasks
from cases.quality.domain.expert import appoint
from cases.quality.law.callback import held_refusal
from cases.quality.models import Complaint
from cases.quality.permissions import answers_inquiry
from cases.quality.queries.observation import observations_for
from cases.quality.queries.qualityfile import file_of, limits_kept
from cases.quality.queries.result import result_of
from cases.quality.queries.supervisor import Asked, suitable_cases, tasks_for
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.notifications.models import Message
from legalaid.platform.procedure.models import Deadline
from stations.models import Firm, Handler, Station
from tests.factories import lawyer, walk
from tests.quality.complaints import ASKED, complaint
from tests.quality.hearings import hearing
from tests.quality.plans import closed, drawn, line
from tests.quality.reviews import AT, do, give, pool, scored, settled
from tests.quality.reviews import drawn as put_forward
from tests.quality.supervisors import NOW, outsider, running, task
from tests.quality.supervisors import drawn as drawn_for
from tests.quality.test_complaint import accepted, act, on
from tests.quality.test_complaint import settled as settled_complaint


def refused(sentence, act, *args, **facts):
    with pytest.raises(DomainError) as error:
        act(*args, **facts)
    assert error.value.sentence == sentence


def test_handler_reads_a_result_from_when_it_is_told_and_whoever_arranges_from_when_it_is_open(
    county,
):
    row, experts = scored(county)
    assert (result_of(row, named=False), result_of(row, named=True).total) == (
        None,
        Decimal("84.00"),
    )
    do(row, "announce", county.shencha, 4)
    assert result_of(row, named=False).total == Decimal("84.00")
    do(row, "agree_result", county.lvshi, 5)
    do(row, "settle", county.shencha, 6)
    do(row, "review_anew", county.shencha, 7, reason="适用了旧的指标。")
    do(row, "assign", county.shencha, 8, first=experts[2], second=experts[3])
    give(row, experts[2], "61", 9)
    row.refresh_from_db()
    assert (result_of(row, named=False), result_of(row, named=True)) == (None, None)


def test_reviewer_who_scores_is_told_of_the_own_sheet_and_never_of_what_others_gave(county):
    (other,), center = pool(county, 1), Station.objects.get(parent=None)
    mine = appoint(by=county.zhuren, station=center, user=county.shencha2, from_on=AT.date())
    row = put_forward(county)
    do(row, "assign", county.shencha, 1, first=mine, second=other)
    give(row, mine, "82", 2)
    give(row, other, "86", 3)

    def told(user):
        return Message.objects.filter(user=user, text__contains="评分完毕").count()

    assert (told(county.shencha), told(county.shencha2)) == (1, 0)


def test_people_of_the_centre_do_not_read_what_its_own_lawyer_handled(county):
    row, (other, *_) = put_forward(county), pool(county, 2)
    center = Station.objects.get(parent=None)
    mine = appoint(by=county.zhuren, station=center, user=county.shencha2, from_on=AT.date())
    Handler.objects.filter(pk=row.handler_id).update(kind="agency", station=center)
    said = f"{mine}承办过本案，或者与承办人同属一个机构，不能评估。"
    refused(said, do, row, "assign", county.shencha, 1, first=other, second=mine)
    Handler.objects.filter(pk=row.handler_id).update(kind="lawyer")
    do(row, "assign", county.shencha, 1, first=other, second=mine)
    assert row.state == "scoring"


def test_no_grade_is_settled_while_what_was_told_is_looked_into(county):
    row, _ = scored(county)
    do(row, "announce", county.shencha, 4)
    do(row, "agree_result", county.lvshi, 5)
    Case.objects.filter(pk=row.case_id).update(held=True)
    refused(HELD, do, row, "settle", county.shencha, 6)


def test_grade_that_was_paid_for_is_not_another_after_a_new_reading(county):
    row, experts = settled(county, "82", "86")
    do(row, "review_anew", county.shencha, 7, reason="适用了旧的指标。")
    do(row, "assign", county.shencha, 8, first=experts[2], second=experts[3])
    give(row, experts[2], "61", 9)
    give(row, experts[3], "63", 10)
    do(row, "announce", county.shencha, 11)
    do(row, "agree_result", county.lvshi, 12)
    paid = {"paid_on": AT.date(), "amount": Decimal("1800.00"), "by": county.caiwu}
    SubsidyPayment.objects.create(case=row.case, **paid)
    refused("本案补贴已发放，质量等次不能再改。", do, row, "settle", county.shencha, 13)
    assert Case.objects.get(pk=row.case_id).grade == "good"


def test_more_than_anybody_could_look_at_is_not_drawn(county, monkeypatch):
    monkeypatch.setattr(draws, "MOST", 1)
    closed(county, 2)
    of = line(county, share=100)
    refused("一次最多抽取1件，现在是2件。", drawn, county, of)


def test_complaint_goes_into_none_of_another_office_and_takes_along_what_was_put_into_it(county):
    one, other, third = (
        complaint(county.zhan1, at=on(3), accused=county.lvshi.name) for _ in range(3)
    )
    Complaint.objects.filter(pk=third.pk).update(
        station=Station.objects.exclude(parent=None).first()
    )
    refused(
        "这件投诉不能并入所选的一件。", act, "merge_complaint", one, county.sifaju, 4, other=third
    )
    Complaint.objects.filter(pk=third.pk).update(station=one.station)
    act("merge_complaint", third, county.sifaju, 4, other=other)
    other.refresh_from_db()
    act("merge_complaint", other, county.sifaju, 4, other=one)
    assert list(one.merged.order_by("pk")) == [other, third]


def test_officer_of_the_bureau_who_is_complained_of_hears_nothing_of_it(county):
    complaint(county.zhan1, at=on(3), accused=county.sifaju.name)
    assert Message.objects.filter(user=county.sifaju).count() == 0
    complaint(county.zhan1, at=on(3), accused=county.lvshi.name)
    assert Message.objects.filter(user=county.sifaju).count() == 1


def test_only_whoever_was_asked_may_state_something(county):
    row = accepted(complaint(county.zhan1, at=on(3), accused=county.lvshi.name), county)
    ask = {"to": county.lvshi, "kind": "statement", "question": ASKED, "due_on": on(12).date()}
    act("ask_statement", row, county.sifaju, 5, **ask)
    asked = (answers_inquiry(county.lvshi, row), answers_inquiry(county.lvshi2, row))
    assert asked == ("", "司法局没有请您答复，或者已经答复。")


def test_task_of_a_case_that_is_marked_later_is_out_of_sight_and_refused(county):
    row = task(county)
    assert list(tasks_for(row.supervisor.user)) == [row]
    Case.objects.filter(pk=row.case_id).update(secret=True)
    assert list(tasks_for(row.supervisor.user)) == []
    with pytest.raises(NotAllowed, match="已列为受特别保护的案件"):
        tasks.finish(row, by=row.supervisor.user, found="阅看了会见记录。", at=NOW)


def test_hearing_of_a_task_is_out_of_sight_when_the_term_is_over(county):
    hearing(county)
    row = drawn_for(county, outsider(county), kind="hearing").tasks.get()
    assert list(observations_for(row.supervisor.user)) == [row.observation]
    yesterday = timezone.localdate() - timedelta(days=1)
    terms.end_term(row.supervisor, by=county.zhuren, to_on=yesterday, reason="本人辞任")
    assert list(observations_for(row.supervisor.user)) == []


def test_nobody_supervises_the_firm_where_they_work(county):
    case = running(county)
    near = outsider(county, unit=Firm.objects.get(pk=case.handler.firm_id).name)
    far = outsider(county, name="丁宁")
    assert list(suitable_cases(near, Asked("file"))) == []
    assert list(suitable_cases(far, Asked("file"))) == [case]


@pytest.mark.parametrize("manner", ["电话", "短信", "视频"])
def test_whoever_is_held_is_reached_by_nothing_that_passes_through_who_holds_them(manner):
    said = f"受援人羁押在清和县看守所，不能{manner}回访，请当面或者书面回访。"
    assert held_refusal("清和县看守所", manner) == said


def test_limit_that_was_cancelled_is_neither_kept_nor_missed(county):
    case = walk(county, "follow_up")
    clocks = Deadline.objects.filter(workflow="case", subject_id=case.pk, rule="agreement")
    long_ago = timezone.now() - timedelta(days=400)

    def kept(**became):
        clocks.update(due_at=long_ago, **became)
        found = {one.name: (one.kept, one.total) for one in limits_kept([case.pk])}
        return found.get("签订委托协议")

    assert kept(met_at=None, cancelled_at=long_ago) is None
    assert kept(met_at=None, cancelled_at=None) == (0, 1)
    assert kept(met_at=long_ago, cancelled_at=None) == (1, 1)


@pytest.mark.parametrize(
    ("outcome", "upheld"), [("punished", 1), ("criticised", 1), ("unfounded", 0)]
)
def test_complaint_counts_against_a_handler_only_where_it_was_found_true(county, outcome, upheld):
    row = complaint(county.zhan1, at=on(3), accused=county.lvshi.name)
    settled_complaint(row, county, outcome=outcome)
    assert file_of(lawyer(), on(9).date()).upheld == upheld
