"""Aid ends before its time (Law art. 48): proposed, the recipient heard, decided, told to everybody; and what undoes it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from cases.models import Closure
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.documents.models import Paper
from legalaid.platform.notifications.models import Message
from tests.cases.test_notice import met, notified, on
from tests.factories import START, new_case, walk

PROPOSED = {
    "occasion": "request",
    "learnt_on": date(2026, 3, 20),
    "account": "受援人已与公司结清工资，书面要求终止。",
}
TALK = {"heard_on": date(2026, 3, 21), "heard_how": "电话", "heard": "同意终止。"}
UNTIL = {
    "granted": "grant",
    "offered": "assign",
    "agreement": "accept_assignment",
    "first_meeting": "sign_agreement",
    "handling": "hold_first_meeting",
    "concluded": "conclude",
    "closing_review": "report_closure",
}
WHY = "受援人书面要求终止，理由正当。"


def act(case, county, key, who, day=18, **facts):
    by = getattr(county, who)
    return CASE.acts[key](case, by=by, at=START + timedelta(days=day), **facts)


def proposed(case, county, day=18, **changes):
    act(case, county, "propose_termination", "guidang", day, **PROPOSED | changes)
    return case


def heard(case, county, **changes):
    act(case, county, "hear_recipient", "guidang", 19, **TALK | changes)
    return case


def terminated(county, until="hold_first_meeting", case=None, **changes):
    case = case or walk(county, until)
    heard(proposed(case, county, **changes), county)
    act(case, county, "terminate", "zhuren", 20, reasons=WHY)
    return case


def open_clocks(case):
    rows = case.deadlines.open()
    return {row.rule: row.due_at and timezone.localdate(row.due_at) for row in rows}


def papers_of(case):
    return list(
        Paper.objects.filter(workflow="case", subject_id=case.pk, kind__startswith="termination")
        .order_by("pk")
        .values_list("kind", flat=True)
    )


@pytest.mark.parametrize("state", UNTIL)
def test_aid_ends_from_every_state_before_its_file_is_accepted(county, state):
    case = walk(county, UNTIL[state])
    assert case.state == state
    proposed(case, county)
    assert (case.state, case.turn) == ("terminating", "window")
    heard(case, county)
    assert (case.state, case.turn) == ("terminating", "director")
    act(case, county, "terminate", "zhuren", 20, reasons=WHY)
    assert (case.state, case.turn) == ("terminated", "window")
    assert open_clocks(case) == {"termination_notice": date(2026, 3, 26)}


def test_case_whose_person_refused_the_lawyer_ends_with_own_counsel_and_comes_back_if_it_does_not(
    county,
):
    case = notified(county)
    met(case, county, consented=False, refusal="已自行委托律师。")
    act(case, county, "own_counsel", "zhuren", 6, reason="家属已委托。")
    assert open_clocks(case) == {"own_counsel": date(2026, 3, 16)}
    own = {"occasion": "own_counsel", "learnt_on": date(2026, 3, 10), "account": "委托书已收到。"}
    with pytest.raises(DomainError, match="姓名、单位") as wrong:
        act(case, county, "propose_termination", "lvshi", 8, **own)
    assert wrong.value.field == "counsel"
    act(case, county, "propose_termination", "lvshi", 8, counsel="周平，正阳律师事务所", **own)
    assert case.returns_to == "lawyer_refused handling"

    act(case, county, "withdraw_termination", "lvshi", 9, reason="委托书不是本人签名。")
    assert (case.state, case.returns_to) == ("lawyer_refused", "handling")
    assert open_clocks(case) == {"own_counsel": date(2026, 3, 16)}
    act(case, county, "keep_lawyer", "zhuren", 10, reason="当事人改变了意见。")
    assert (case.state, case.returns_to) == ("handling", "")


def test_decision_says_ground_reasons_and_objection_and_goes_to_all_three(office):
    case = terminated(office)
    assert papers_of(case) == ["termination_notice", "termination_letter", "termination_decision"]
    decision = Paper.objects.get(kind="termination_decision").facts
    assert (decision["article"], decision["ground"], decision["reasons"]) == (
        "第四十八条第一款第七项", "受援人有正当理由要求终止法律援助", WHY,
    )  # fmt: skip
    told = Message.objects.filter(text=f"{case.number}法律援助已决定终止，请在期限内送达。")
    assert sorted(told.values_list("user__username", flat=True)) == ["chuangkou", "lvshi"]


def test_no_letter_where_no_organ_has_the_matter_and_no_notice_where_nobody_was_assigned(county):
    case = terminated(county, "grant", case=walk(county, "grant", case=new_case(county, organ="")))
    assert papers_of(case) == ["termination_decision"]
    assert (case.closed_on, case.outcome, case.handler) == (date(2026, 3, 23), "terminated", None)


def test_nothing_is_decided_before_the_recipient_was_heard_or_it_is_said_why_not(county):
    case = proposed(walk(county, "hold_first_meeting"), county)
    with pytest.raises(DomainError, match="还没有听取受援人的意见"):
        act(case, county, "terminate", "zhuren", reasons=WHY)
    with pytest.raises(DomainError) as wrong:
        act(case, county, "hear_recipient", "guidang", unheard="")
    assert wrong.value.field == "unheard"
    act(case, county, "hear_recipient", "lvshi", unheard="电话停机，住处无人。")
    act(case, county, "terminate", "zhuren", 20, reasons=WHY)
    assert case.terminations.get().unheard == "电话停机，住处无人。"


def test_who_proposed_it_does_not_decide_it_and_a_handler_speaks_of_their_own_case(county):
    case = walk(county, "hold_first_meeting")
    with pytest.raises(NotAllowed, match="此案未指派给您"):
        act(case, county, "propose_termination", "lvshi2", **PROPOSED)
    with pytest.raises(NotAllowed, match="您的岗位没有"):
        act(case, county, "propose_termination", "jiandu", **PROPOSED)

    proposed(case, county)
    with pytest.raises(DomainError, match="终止由中心提出"):
        act(case, county, "withdraw_termination", "lvshi", reason="不同意终止。")
    case.terminations.update(by=county.zhuren)
    with pytest.raises(NotAllowed, match="先由另一人听取受援人的意见"):
        act(case, county, "terminate", "zhuren", reasons=WHY)


@pytest.mark.parametrize("key", ["refuse_termination", "withdraw_termination"])
def test_aid_goes_on_where_it_stood_when_it_does_not_end(county, key):
    case = proposed(walk(county, "accept_assignment"), county)
    who = {"refuse_termination": "zhuren", "withdraw_termination": "guidang"}[key]
    with pytest.raises(DomainError, match="请写明理由"):
        act(case, county, key, who, reason="")
    act(case, county, key, who, 19, reason="双方并未和解。")
    assert (case.state, case.turn, case.returns_to) == ("agreement", "handler", "")
    assert list(open_clocks(case)) == ["agreement"]
    proposed(case, county, 20)
    assert case.state == "terminating"


def test_work_goes_on_until_it_is_decided(county):
    case = proposed(walk(county, "hold_first_meeting"), county)
    steps = {step.key for step in CASE.available(case, county.lvshi)}
    assert steps >= {"add_log", "update_hearing", "report_progress", "hear_recipient"}
    assert "conclude" not in steps


NEEDED = [
    ({"occasion": "death"}, "happened_on"),
    ({"occasion": "ended_by_death"}, "happened_on"),
    ({"occasion": "ended"}, "borderline"),
    ({"occasion": "own_counsel"}, "counsel"),
    ({"occasion": "other"}, "provision"),
    ({"occasion": "unreachable", "provision": "某省法律援助条例第三十条"}, "attempts"),
    ({"occasion": "unreachable", "provision": "某省法律援助条例第三十条",
      "attempts": [(date(2026, 3, 18), "电话", "停机"), (date(2026, 3, 18), "短信", "未回")]}, "attempts"),
    ({"occasion": "nothing"}, "occasion"),
    ({"account": "好"}, "account"),
    ({"learnt_on": date(2026, 4, 20)}, "learnt_on"),
    ({"learnt_on": date(2026, 3, 2)}, "learnt_on"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "field"), NEEDED)
def test_each_reason_asks_for_what_it_rests_on(county, changes, field):
    case = walk(county, "hold_first_meeting")
    with pytest.raises(DomainError) as wrong:
        proposed(case, county, **changes)
    assert (wrong.value.field, case.terminations.count()) == (field, 0)


def test_attempts_at_reaching_the_recipient_are_kept_by_day_and_way(county):
    tries = [(date(2026, 3, 16), "电话", "停机"), (date(2026, 3, 18), "上门", "无人")]
    case = walk(county, "hold_first_meeting")
    proposed(
        case, county, occasion="unreachable", provision="某省法律援助条例第三十条", attempts=tries
    )
    assert case.terminations.get().tries == tries


def test_means_end_no_aid_that_does_not_depend_on_them(county):
    case = on(notified(county), county, "assign")
    with pytest.raises(DomainError, match="通知指派的案件不审查经济状况"):
        proposed(case, county, occasion="means")
    with pytest.raises(DomainError, match="请办理“登记当事人不同意”"):
        proposed(case, county)
    own = walk(county, "grant")
    own.decision.grounds = ["abused"]
    own.decision.save()
    with pytest.raises(DomainError, match="法律援助法第三十二条"):
        proposed(own, county, occasion="means")


def test_closing_by_a_registration_gives_way_to_the_decision_and_is_not_brought_back(county):
    case = terminated(county, "conclude")
    assert (Closure.objects.count(), case.closed_on, case.outcome, case.amount_won) == (
        0,
        None,
        "",
        None,
    )
    act(case, county, "revoke_termination", "zhuren", 21, reason="决定所依据的事实有误。")
    assert (case.state, case.turn, open_clocks(case)) == ("handling", "handler", {})


def test_centre_corrects_itself_and_the_clocks_run_on(county):
    case = terminated(county, "assign")
    assert case.handler is None
    act(case, county, "revoke_termination", "zhuren", 21, reason="要求终止的不是本人。")
    assert (case.state, case.handler.user, case.turn) == ("offered", county.lvshi, "handler")
    assert list(open_clocks(case)) == ["agreement"]
    assert papers_of(case)[-1] == "termination_revoked"
    assert case.terminations.get().end == "revoked"

    proposed(case, county, 22)
    assert case.state == "terminating"


def test_hearings_ahead_are_called_off(county):
    case = walk(county, "hold_first_meeting")
    row = case.hearings.create(
        starts_at=START + timedelta(days=40), organ="仲裁委", place="一庭", by=county.lvshi
    )
    terminated(county, case=case)
    row.refresh_from_db()
    assert row.cancelled


@pytest.mark.parametrize("occasion", ["", "concealment"])
def test_nobody_is_referred_for_deceit_while_it_was_not_found(county, occasion):
    case = walk(county, "hold_first_meeting")
    if occasion:
        proposed(case, county, occasion=occasion)
    with pytest.raises(DomainError, match="请先以第一项提出终止"):
        act(case, county, "refer_fraud", "zhuren", 21, account="证明系伪造。", cost=Decimal(1))
    assert case.fraud_referrals.count() == 0


def test_fraud_goes_to_the_bureau_which_alone_orders_payment_and_fine(county):
    case = terminated(county, occasion="deceit")
    with pytest.raises(DomainError, match="没有移送过"):
        act(
            case,
            county,
            "record_fraud_answer",
            "zhuren",
            21,
            answered_on=date(2026, 3, 24),
            answer="。",
        )
    act(
        case,
        county,
        "refer_fraud",
        "zhuren",
        21,
        account="收入证明系伪造。",
        cost=Decimal("1200.00"),
    )
    letter = Paper.objects.get(kind="fraud_referral").facts
    assert (letter["to"], letter["cost"]) == ("清和县司法局", "1,200.00")
    with pytest.raises(DomainError, match="正在等司法局处理"):
        act(case, county, "refer_fraud", "zhuren", 22, account="收入证明系伪造。", cost=Decimal(1))

    answer = {"answered_on": date(2026, 3, 27), "answer": "已作出决定。", "ordered": Decimal(1200)}
    for wrong, field in (
        ({"fine": Decimal("3000.01"), "number": "1号"}, "fine"),
        ({"fine": Decimal(1)}, "number"),
        ({"answered_on": date(2026, 3, 20)}, "answered_on"),
    ):
        with pytest.raises(DomainError) as refused:
            act(case, county, "record_fraud_answer", "zhuren", 25, **answer | wrong)
        assert refused.value.field == field

    act(
        case,
        county,
        "record_fraud_answer",
        "zhuren",
        25,
        number="清司罚〔2026〕1号",
        fine=Decimal(3000),
        **answer,
    )
    row = case.fraud_referrals.get()
    assert (row.ordered, row.fine, case.payments.count()) == (Decimal(1200), Decimal(3000), 0)
