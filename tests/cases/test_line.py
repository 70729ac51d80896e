from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from cases.enums import Grade, State
from cases.models import Case, Cause
from cases.workflow import CASE
from legalaid.platform.audit import chain
from legalaid.platform.core.errors import DomainError, NotAllowed, StaleState
from legalaid.platform.documents.models import Paper
from legalaid.platform.procedure.models import Deadline
from tests.factories import FINDINGS, START, do, new_case, person, walk
from tests.papers import words_of


def due(case, rule):
    return Deadline.objects.get(subject_id=case.pk, rule=rule)


def test_application_opens_the_seven_days_and_the_window_promise(county):
    case = new_case(county)
    assert case.state == State.SUBMITTED
    assert case.number == "清援案〔2026〕0001号"
    assert timezone.localdate(due(case, "examination").due_at) == date(2026, 3, 10)
    assert due(case, "window_promise").due_at == START + timedelta(minutes=30)
    assert timezone.localdate(due(case, "green_promise").due_at) == date(2026, 3, 3)
    assert case.turn == "window"


def test_same_token_twice_is_one_case(county):
    case = new_case(county)
    again = Case.objects.get(pk=case.pk)
    assert Case.objects.count() == 1
    assert again.token == case.token


def test_line_to_archiving_leaves_every_paper(county):
    case = walk(county, "record_payment")
    assert case.state == State.ARCHIVING
    kinds = list(
        Paper.objects.filter(subject_id=case.pk).order_by("id").values_list("kind", flat=True)
    )
    assert kinds == [
        "application", "material_receipt", "decision_grant", "review_form", "assignment_notice", "official_letter",
        "agreement", "power_of_attorney", "progress_record", "closing_report", "follow_up_record",
    ]  # fmt: skip
    assert chain.verify()[2] is None


def test_supplement_suspends_the_examination_and_receipt_resumes_it(county):
    case = new_case(county)
    notice = timezone.make_aware(datetime(2026, 3, 5, 10))
    CASE.acts["request_supplement"](
        case, by=county.chuangkou, at=notice, items=["工资条"], due=date(2026, 3, 12)
    )
    assert case.state == State.SUPPLEMENT
    assert due(case, "examination").due_at is None
    answered = timezone.make_aware(datetime(2026, 3, 9, 10))
    CASE.acts["receive_supplement"](
        case, by=county.chuangkou, at=answered, items=["工资标准和拖欠证明"]
    )
    assert case.state == State.SUBMITTED
    assert timezone.localdate(due(case, "examination").due_at) == date(2026, 3, 16)
    assert "3月5日至2026年3月9日停止计算" in due(case, "examination").sentence


def test_green_promise_is_met_by_a_refusal_and_runs_again_after_a_declined_assignment(county):
    case = walk(county, "recommend")
    do(case, county, "refuse", START + timedelta(days=6))
    assert due(case, "green_promise").met_at == START + timedelta(days=6)
    other = walk(county, "assign", at=START + timedelta(days=20))
    CASE.acts["decline_assignment"](
        other, by=county.lvshi, at=START + timedelta(days=26), reason="时间冲突"
    )
    assert due(other, "green_promise").met_at is None


def test_form_reviewer_may_not_decide_after_another_reviewed_the_merits(county):
    case = walk(county, "pass_form")
    do_by = {"by": county.shencha2, "at": START + timedelta(days=3)}

    CASE.acts["recommend"](case, proposal="给予", opinion="x", findings=FINDINGS, **do_by)
    county.shencha.role = "director"
    assert "另一人" in CASE.denial("cases.decide", county.shencha, case)


def test_closing_document_must_fit_the_stage(county):
    case = walk(county, "hold_first_meeting")
    with pytest.raises(DomainError, match="不是仲裁阶段的结案依据"):
        CASE.acts["conclude"](
            case, by=county.lvshi, at=START + timedelta(days=20), closed_on=date(2026, 3, 15), document="起诉书",
            outcome="won", result="x",
        )  # fmt: skip


def test_award_of_an_arbitration_ends_no_case_of_a_court(county):
    case = walk(county, "hold_first_meeting", case=new_case(county, stage="一审"))
    Case.objects.filter(pk=case.pk).update(mode="民事诉讼代理")
    facts = {"closed_on": date(2026, 3, 15), "document": "判决书", "result": "x"}
    with pytest.raises(DomainError, match="不会有“劳动仲裁裁决”") as refused:
        CASE.acts["conclude"](
            case, by=county.lvshi, at=START + timedelta(days=20), outcome="arbitrated", **facts
        )
    assert refused.value.field == "outcome"


def test_ineligible_handler_is_refused_by_the_act_itself(county):
    from stations.models import Handler

    case = walk(county, "grant", case=new_case(county, kind="criminal", crowds=["minor"]))
    lawyer = Handler.objects.filter(kind="lawyer", minors=False).first()
    with pytest.raises(DomainError, match="熟悉未成年人"):
        CASE.acts["assign"](case, by=county.zhuren, at=START + timedelta(days=9), handler=lawyer)


def test_acceptance_without_required_material_is_refused_with_its_name(county):
    case = new_case(county)
    with pytest.raises(DomainError, match="工资标准和拖欠证明"):
        CASE.acts["accept"](
            case,
            by=county.chuangkou,
            at=START + timedelta(hours=1),
            received=["identity"],
            materials=[],
        )
    case.refresh_from_db()
    assert case.state == State.SUBMITTED


def test_gaps_are_accepted_but_never_the_identity(county):
    case = new_case(county, materials=({"slot": "identity", "title": "身份证明"},))
    facts = {"owed": ["身份证明"], "owed_by": date(2026, 3, 10)}
    with pytest.raises(DomainError, match="不能容缺"):
        CASE.acts["accept_with_gaps"](case, by=county.chuangkou, at=START, **facts)
    other = new_case(county)
    CASE.acts["accept_with_gaps"](
        other, by=county.chuangkou, at=START, owed=["工资标准和拖欠证明"], owed_by=date(2026, 3, 10)
    )
    assert other.state == State.FORM_REVIEW
    assert other.materials.get(slot="wage_evidence").owed_by == date(2026, 3, 10)


def test_registrar_may_not_review_and_reviewer_may_not_decide(county):
    case = walk(county, "recommend")
    county.shencha.role = "director"
    with pytest.raises(NotAllowed, match="另一人"):
        CASE.acts["grant"](
            case,
            by=county.shencha,
            at=START + timedelta(days=5),
            grounds=["x"],
            codes=["wages"],
            mode="劳动仲裁代理",
        )


def test_refusal_names_the_days_to_object_from_its_receipt(county):
    case = walk(county, "recommend")
    do(case, county, "refuse", timezone.make_aware(datetime(2026, 3, 10, 9)))
    assert case.state == State.REFUSED
    paper = Paper.objects.get(subject_id=case.pk, kind="decision_refuse")
    assert "可以自收到本决定书之日起15日内向清和县司法局提出" in words_of(paper)


def test_declined_assignment_reopens_the_three_days_from_the_grant(county):
    case = walk(county, "assign")
    first = due(case, "assignment")
    CASE.acts["decline_assignment"](
        case, by=county.lvshi, at=START + timedelta(days=6), reason="时间冲突"
    )
    assert (case.state, case.handler) == (State.GRANTED, None)
    again = due(case, "assignment")
    assert (again.pk, again.met_at, again.due_at) == (first.pk, None, first.due_at)
    with pytest.raises(DomainError, match="另选"):
        do(case, county, "assign", START + timedelta(days=7))


def test_grassroots_worker_gets_no_criminal_case(county):
    from stations.models import Handler

    case = walk(county, "grant", case=new_case(county, kind="criminal"))
    worker = Handler.objects.filter(kind="grassroots").first()
    with pytest.raises(DomainError, match="刑事"):
        CASE.acts["assign"](case, by=county.zhuren, at=START + timedelta(days=9), handler=worker)


def test_first_meeting_needs_all_four_things_told(county):
    case = walk(county, "sign_agreement")
    day = date(2026, 3, 11)
    facts = {"met_on": day, "place": "中心", "manner": "当面", "record": "x"}
    with pytest.raises(DomainError, match="还缺1项"):
        CASE.acts["hold_first_meeting"](
            case,
            by=county.lvshi,
            at=START + timedelta(days=9),
            told=["duties", "relief", "risks"],
            **facts,
        )


def test_closing_date_starts_thirty_days(county):
    case = walk(county, "conclude")
    assert case.closed_on == date(2026, 3, 12)
    assert timezone.localdate(due(case, "closure_file").due_at) == date(
        2026, 4, 13
    )  # 11 April is a Saturday


def test_returned_closure_pauses_the_review_and_resubmission_resumes_it(county):
    case = walk(county, "report_closure")
    CASE.acts["return_closure"](
        case,
        by=county.shencha,
        at=START + timedelta(days=12),
        reasons=["缺少必备材料"],
        note="补判决书",
    )
    assert case.state == State.CLOSING_RETURNED
    assert due(case, "closure_review").paused
    CASE.acts["resubmit_closure"](
        case, by=county.lvshi, at=START + timedelta(days=14), summary="已补"
    )
    assert not due(case, "closure_review").paused
    assert case.state == State.CLOSING_REVIEW


def test_subsidy_is_recorded_once(county):
    case = walk(county, "record_payment")
    with pytest.raises(DomainError, match="不能重复发放"):
        do(case, county, "record_payment", START + timedelta(days=20))


def test_grade_may_be_revised_until_the_subsidy_is_paid(county):
    case = walk(county, "grade")
    CASE.acts["grade"](case, by=county.jiandu, at=START + timedelta(days=20), grade=Grade.EXCELLENT)
    assert case.grade == "excellent"
    do(case, county, "record_payment", START + timedelta(days=21))
    with pytest.raises(DomainError, match="不能再改"):
        CASE.acts["grade"](case, by=county.jiandu, at=START + timedelta(days=22), grade=Grade.FAIL)


def test_archiving_names_what_is_missing(county):
    case = walk(county, "follow_up")
    with pytest.raises(DomainError, match="一案一补贴"):
        CASE.acts["archive"](case, by=county.guidang, at=START + timedelta(days=15))
    CASE.acts["waive"](
        case, by=county.zhuren, at=START + timedelta(days=15), item="subsidy", reason="机构律师承办"
    )
    with pytest.raises(DomainError, match="法律援助申请表（已签字的扫描件）"):
        CASE.acts["archive"](case, by=county.guidang, at=START + timedelta(days=16))


def test_stale_version_changes_nothing(county):
    case = new_case(county)
    seen = case.version
    do(case, county, "accept", START + timedelta(minutes=5))
    with pytest.raises(StaleState):
        CASE.acts["withdraw"](
            case, by=county.chuangkou, at=START + timedelta(days=1), seen=seen, reason="x"
        )
    case.refresh_from_db()
    assert case.state == State.FORM_REVIEW


def test_act_before_the_last_one_is_refused(county):
    case = walk(county, "accept")
    with pytest.raises(DomainError, match="早于"):
        do(case, county, "pass_form", START)


def test_minor_without_representative_says_why_unless_accused(county):
    """Law art. 24, 39, 40: a representative may apply; nobody accused is refused for want of one."""
    young = person(birth=date(2009, 5, 1))
    with pytest.raises(DomainError, match="法定代理人"):
        new_case(county, who=young)
    assert new_case(
        county, who=young, unrepresented="十七周岁，以自己的劳动收入为主要生活来源"
    ).unrepresented
    cause = Cause.objects.filter(kind="criminal", level__gt=1).first()
    for role in ("犯罪嫌疑人", "被告人"):
        facts = {
            "kind": "criminal",
            "cause": cause,
            "stage": "一审",
            "applicant_role": role,
            "mode": "刑事辩护",
            "matter": "defence",
        }
        assert new_case(county, who=young, crowds=["minor"], **facts).state == State.SUBMITTED


def test_another_notice_says_what_came_up_since(county):
    case = new_case(county)
    facts = {"by": county.chuangkou, "items": ["工资条"], "due": date(2026, 3, 12)}
    CASE.acts["request_supplement"](case, at=START + timedelta(hours=1), **facts)
    CASE.acts["receive_supplement"](
        case, by=county.chuangkou, at=START + timedelta(hours=2), items=["工资条"]
    )
    with pytest.raises(DomainError, match="已经通知补正过一次"):
        CASE.acts["request_supplement"](case, at=START + timedelta(hours=3), **facts)
    CASE.acts["request_supplement"](
        case, at=START + timedelta(hours=3), later="用人单位已更名，须补登记信息", **facts
    )
    paper = Paper.objects.filter(subject_id=case.pk, kind="supplement_notice").last()
    assert "上次通知后出现新情况：用人单位已更名，须补登记信息" in words_of(paper)
    assert chain.events_for("case", case.pk)[-1].sentence.endswith(
        "：工资条：用人单位已更名，须补登记信息"
    )


def test_who_is_counted_by_head_is_on_a_list(county):
    """facts 6.4: separable claims count as many as there are applicants, so each of them is named."""
    case = walk(county, "recommend", case=new_case(county, applicant_count=50, indivisible=False))
    case.materials.filter(slot="applicant_list").update(received_on=None)
    for step in ("grant", "refuse"):
        with pytest.raises(DomainError, match="50名申请人按人数计件，全体申请人名单尚未收到"):
            do(case, county, step, START + timedelta(days=5))
    case.materials.filter(slot="applicant_list").update(received_on=date(2026, 3, 6))
    assert do(case, county, "grant", START + timedelta(days=5)) is None
    assert case.counted.get().weight == 50
