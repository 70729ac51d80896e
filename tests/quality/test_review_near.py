"""A file is open to whoever may score it and as long as they may; what a review undoes, and the bounds of what is set for it."""

from datetime import date, timedelta

import pytest
from django.test import Client

from cases.domain import fail
from cases.models import Case, ProposedFail, TeamMember
from cases.quality.domain import review as acts
from cases.quality.domain.draw import draw
from cases.quality.domain.expert import end_term
from cases.quality.domain.review import STANDS
from cases.quality.forms.sheet import RuleForm
from cases.quality.models import Expert
from cases.quality.queries.work import files_of
from legalaid.platform.core.errors import DomainError
from stations.models import Handler
from subsidies.queries.calculation import gate_of
from tests.conftest import BACKEND
from tests.factories import walk
from tests.quality.plans import line
from tests.quality.plans import plan as quality_plan
from tests.quality.reviews import (
    AT,
    assigned,
    do,
    drawn,
    expert,
    give,
    peers,
    pool,
    settled,
)
from tests.quality.supervisors import told as supervised


def refused(sentence, act, *args, field=None, **facts):
    with pytest.raises(DomainError) as error:
        act(*args, **facts)
    assert (error.value.sentence, error.value.field) == (sentence, field)


def scan(user, sheet):
    """The answer to whoever asks for the first scan of the file."""
    client, file = Client(), files_of(sheet.review.case).first()
    client.force_login(user, backend=BACKEND)
    answer = client.get(f"/quality/scores/{sheet.pk}/files/{file.pk}/")
    if answer.streaming:
        b"".join(answer)
    return answer.status_code


def test_file_is_open_only_to_whoever_may_score_it_still(county):
    row, experts = assigned(county, case=walk(county, "follow_up"))
    (one, first), (other, second) = ((e.user, row.sheets.get(expert=e)) for e in experts[:2])
    assert (scan(one, first), scan(other, second), scan(other, first)) == (200, 200, 404)
    Case.objects.filter(pk=row.case_id).update(recused=f",{one.pk},")
    assert scan(one, first) == 404
    give(row, experts[1], "82", 2)
    assert scan(other, second) == 404


def test_expert_who_has_come_near_the_case_since_reads_and_scores_nothing(county, sign_in):
    row, experts = assigned(county, case=walk(county, "follow_up"))
    sheet, mine = row.sheets.get(expert=experts[0]), experts[0].handler
    elsewhere, mine.firm = mine.firm, row.handler.firm
    mine.save()
    said = f"{experts[0]}承办过本案，或者与承办人同属一个机构，不能评估。"
    refused(said, give, row, experts[0], "99", 2)
    assert scan(experts[0].user, sheet) == 404
    page = sign_in(experts[0].user).get(sheet.get_absolute_url())
    assert "现在不能评分" in page.content.decode()
    mine.firm = elsewhere
    mine.save()
    give(row, experts[0], "82", 2)


def test_whoever_assisted_and_their_firm_read_no_file_of_it(county):
    case, experts = walk(county, "follow_up"), pool(county, 3)
    mate = {"kind": "assistant", "supervisor": case.handler, "by": county.zhuren, "at": AT}
    since = {"since": AT.date(), "until": AT.date()}
    TeamMember.objects.create(case=case, handler=experts[0].handler, name="", **mate, **since)
    row = drawn(county, case=case)
    said = f"{experts[0]}承办过本案，或者与承办人同属一个机构，不能评估。"
    both = {"first": experts[1], "second": experts[0]}
    refused(said, do, row, "assign", county.shencha, 1, **both, field="second")
    Handler.objects.filter(pk=experts[0].handler.pk).update(firm=experts[1].handler.firm)
    said = f"{experts[1]}承办过本案，或者与承办人同属一个机构，不能评估。"
    refused(said, do, row, "assign", county.shencha, 1, **both, field="first")


def test_grade_of_experts_ends_what_was_proposed_by_hand_and_opens_the_pay(county):
    case = walk(county, "follow_up")
    on = case.changed_at.date() + timedelta(days=7)
    fail.propose(case, by=county.shencha, reason="没有会见受援人。", due_on=on, at=case.changed_at)
    assert gate_of(case) == "拟评为不合格，承办人陈述、申辩以后再定。"
    settled(county, case=case)
    case.refresh_from_db()
    assert (case.grade, ProposedFail.objects.open().count(), gate_of(case)) == ("good", 0, "")


def test_nobody_proposes_a_fail_beside_the_experts(county):
    row, _ = assigned(county)
    why = {"reason": "没有会见受援人。", "due_on": AT.date() + timedelta(days=30)}
    refused(STANDS, fail.propose, row.case, by=county.shencha, at=AT, field="grade", **why)


def test_marked_case_is_neither_put_forward_nor_read_any_longer(county, sign_in):
    row, experts = assigned(county, case=walk(county, "follow_up"))
    Case.objects.filter(pk=row.case_id).update(secret=True)
    page = sign_in(experts[0].user).get(row.sheets.get(expert=experts[0]).get_absolute_url())
    assert ("现在不能评分" in page.content.decode(), "办理记录" in page.content.decode()) == (
        True,
        False,
    )
    refused("此案已列为受特别保护的案件，不由其他单位的专家评估。", give, row, experts[0], "82", 2)
    do(row, "withdraw", county.shencha, 3, reason="案件已列为密卷。")
    refused(acts.NOT_DRAWN, acts.draw, row.case, by=county.shencha, field="number")


def test_expert_reads_of_the_record_no_number_and_no_address(county, sign_in):
    row, experts = assigned(county, case=supervised(walk(county, "follow_up")))
    page = sign_in(experts[0].user).get(row.sheets.get(expert=experts[0]).get_absolute_url())
    text = page.content.decode()
    assert [word for word in ("13800138000", "建设路1号") if word in text] == []
    assert ("李国强" in text, "（已遮蔽）" in text) == (True, True)


def test_file_read_anew_waits_in_its_plan_until_it_is_settled_again(county):
    case = walk(county, "follow_up")
    made = quality_plan(county, first=case.closed_on, last=case.closed_on)
    drawn_case = draw(line(county, made, share=100, tool="review"), by=county.zhuren).cases.get()
    row, _ = settled(county, case=case)
    do(row, "review_anew", county.shencha, 7, reason="适用了旧的指标。")
    drawn_case.refresh_from_db()
    assert (drawn_case.done_at, drawn_case.done_by) == (None, None)


def test_term_ended_by_somebody_else_is_not_made_longer(county):
    row = pool(county, 1)[0]
    stale = Expert.objects.get(pk=row.pk)
    end_term(row, by=county.zhuren, to_on=date(2026, 6, 30), reason="迁往外地")
    refused("提前结束的日期不能晚于原聘期。", end_term, stale, by=county.zhuren, to_on=date(2027, 6, 30), reason="另有安排", field="to_on")  # fmt: skip


def test_term_of_a_century_is_refused_beside_its_last_day(county):
    refused("聘期不超过十年，请核对年份。", expert, county, peers()[0], to_on=date(2126, 1, 1), field="to_on")  # fmt: skip


@pytest.mark.parametrize(
    ("gap", "wrong"), [("-1", True), ("0", False), ("100", False), ("101", True)]
)
def test_gap_lies_between_nothing_and_the_whole_sheet(gap, wrong, db):
    bands = {"valid_from": "2027-01-01", "excellent": "90", "good": "80", "passing": "60"}
    form = RuleForm(bands | {"gap": gap, "source": "省厅文件"})
    assert ("gap" in form.errors) is wrong


def test_expert_of_the_recipients_number_under_another_name_reads_nothing(county):
    row, experts = drawn(county), pool(county, 2)
    Handler.objects.filter(pk=experts[0].handler.pk).update(id_blind=row.case.applicant.id_blind)
    one = Expert.objects.get(pk=experts[0].pk)
    said = f"{one}与本案当事人同名或者证件号码相同，不能评估。"
    refused(
        said, do, row, "assign", county.shencha, 1, first=experts[1], second=one, field="second"
    )
