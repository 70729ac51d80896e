"""Whatever lawful steps follow each other: no clock is lost, the chain holds, and the case stands in a named state."""

from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from cases.domain.lapse import LOOKED
from cases.enums import MeansResult, PriorFinding, Urgency
from cases.models import Case
from cases.workflow import CASE, GROUP
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.audit import chain
from legalaid.platform.core.errors import DomainError
from legalaid.platform.procedure.models import Deadline
from stations.enums import HandlerKind
from stations.models import Handler
from tests.factories import FINDINGS, START, do, hand_in, new_case, walk

from .test_notice import notified

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

# the clocks that run, or stand still, as long as a case stands there
CLOCKS = {
    "at_station": {"examination", "hand_over"},
    "handed_over": {"examination", "sign_for"},
    "returned_to_station": {"examination", "hand_over"},
    "submitted": {"examination"},
    "supplement": {"examination", "supplement"},
    "form_review": {"examination"},
    "merits_review": {"examination"},
    "cooperation": {"examination", "cooperation"},
    "decision": {"examination"},
    "granted": {"assignment"},
    "offered": {"agreement"},
    "agreement": {"agreement"},
    "concluded": {"closure_file"},
    "terminated": {"termination_notice"},
    "closing_review": {"closure_review"},
    "closing_returned": {"closure_review"},
    "item_owed": {"closing_item"},
}
ENDED = {
    "refused",
    "withdrawn",
    "deemed_withdrawn",
    "referred_away",
    "joined",
    "annulled",
    "applicant_died",
    "archived",
}
BY_NOTICE = {"granted": {"notified_assignment"}, "offered": {"notified_assignment", "agreement"}}

WHY = {"reason": "按实际情况办理。"}
LINE = {
    "accept", "pass_form", "recommend", "grant", "refuse", "assign", "accept_assignment", "decline_assignment", "sign_agreement",
    "hold_first_meeting", "conclude", "report_closure", "approve_closure", "follow_up", "grade", "record_payment",
}  # fmt: skip
TALK = {"summary": "已补。", "discussed_on": START.date(), "discussion": "集体讨论一次。"}
SAID = {
    "pre_review": {"proposal": "accept", "opinion": "建议受理。"},
    "hand_over": {},
    "sign_for": {},
    "return_to_station": {"reasons": ["材料缺失"], "codes": ["materials"]},
    "accept_with_gaps": {"owed": ["工资标准和拖欠证明"], "owed_by": 30},
    "request_supplement": {"items": ["工资条"], "due": 9},
    "receive_supplement": {},
    "deem_withdrawn": {"looked": LOOKED, "note": "电话未接。", "told": "当面告知。"},
    "refer_away": WHY | {"destination": "邻水县法律援助中心"},
    "withdraw": WHY,
    "request_cooperation": {"recipient": "邻水县法律援助中心", "content": "核实存款。", "due": 9},
    "receive_cooperation": {"result": "已回函核实", "reply": "无。"},
    "override_means": WHY | {"result": MeansResult.PASSED},
    "return_to_review": WHY,
    "correct_refusal": WHY
    | {
        "grounds": ["请求支付劳动报酬"],
        "codes": ["wages", "migrant_worker"],
        "mode": "劳动仲裁代理",
    },
    "recall_offer": WHY,
    "replace_handler": WHY,
    "refuse_lawyer": WHY | {"refused_on": 0},
    "own_counsel": WHY,
    "second_notice": {"number": "清法援通〔2026〕19号", "dated_on": 0, "received_on": 0},
    "keep_lawyer": WHY,
    "add_log": {"entry_kind": "阅卷", "done_on": 0, "content": "阅卷。"},
    "report_progress": {"manner": "电话", "content": "告知进展。", "done_on": 0},
    "reopen_handling": WHY,
    "return_closure": {"reasons": ["缺送达回证"]},
    "resubmit_closure": TALK,
    "ask_item": WHY | {"slot": "hearing", "item": "庭审笔录", "due": 9},
    "give_item": {},
    "waive": WHY | {"item": "discussion"},
    "annul": WHY,
    "provide_first": WHY | {"ground": Urgency.PRESERVATION, "owed": [], "owed_by": 9},
    "extend_prior": WHY | {"owed_by": 30},
    "review_prior": {"proposal": "给予", "opinion": "建议给予法律援助。", "findings": FINDINGS},
    "confirm_prior": {
        "grounds": ["请求支付劳动报酬"],
        "codes": ["wages", "migrant_worker"],
        "mode": "劳动仲裁代理",
    },
    "fail_prior": {"finding": PriorFinding.INELIGIBLE, "reasons": "不符合条件。"},
    "revoke_prior": WHY,
    "close_on_death": {"died_on": 0, "proof": "死亡证明。"},
    "undo_death": WHY,
    "propose_termination": {"occasion": "reconciled", "learnt_on": 0, "account": "双方已和好。"},
    "hear_recipient": {"heard_on": 0, "heard_how": "电话", "heard": "同意终止。"},
    "withdraw_termination": WHY,
    "refuse_termination": WHY,
    "terminate": {"reasons": "双方已和好，要求终止。"},
    "revoke_termination": WHY,
    "refer_fraud": {"account": "证明系伪造。", "cost": Decimal(600)},
    "record_fraud_answer": {"answered_on": 0, "answer": "不予处罚。"},
}
ELSEWHERE = {
    "apply", "apply_at_station", "notify",  # where a walk begins
    "amend", "amend_notice", "list_joint", "update_matter", "set_powers", "schedule_hearing", "update_hearing",  # what is written, not where it stands
    "receive_owed", "serve", "serve_members", "update_service", "ask_replacement", "review_replacement", "refuse_replacement", "withdraw_replacement",
    "keep_over_leave", "party_died", "grade_by_review", "ask_recusal", "decide_recusal", "withdraw_recusal", "lift_recusal",
    "forward_papers", "record_receipt", "recall_referral", "ask_assistance", "introduce", "prove", "coordinate", "investigate",
    "decline_assistance", "record_reply", "withdraw_letter",
    "set_opinion", "hand_opinion", "record_forwarding",
    "query_means", "answer_query", "void_query", "restate_means",
    "restore", "take_over", "plan_follow_up", "try_follow_up", "skip_follow_up", "second_call", "settle_alarm", "check_alarm", "organ_told", "await_follow_up",
    "call_told", "called_again", "entrust", "return_entrusted", "withdraw_entrusted", "arrange", "undo_arrangement",
    "archive", "seal", "reopen_archiving", "settle_termination", "revoke_sealed",
    "record_appeal", "amend_closure", "open_stage", "open_notified_stage", "link_stage",
    *(step.key for step in GROUP),  # about the people of a list: test_group, test_group_money
    "tell_relief", "ask_relief", "answer_relief", "join", "part", "note_foreign",
}  # fmt: skip


def said_of(case, key, at):
    """What is said in one step; a number stands for a day so much later."""
    today = timezone.localdate(at)
    said = {
        name: today + timedelta(days=value) if type(value) is int else value
        for name, value in SAID[key].items()
    }
    if key == "replace_handler":
        others = Handler.objects.exclude(pk=case.handler_id)
        said["handler"] = others.filter(kind=HandlerKind.LAWYER).first()
    return said


def offered(case, county):
    """[(step, who may do it now)], in the order of the procedure; the first who may."""
    people = [*vars(county).values(), system_user()]
    keys = [key for key in CASE.steps if key in SAID or key in LINE]
    may = {
        key: [by for by in people if not CASE.refusal(CASE.steps[key], case, by)] for key in keys
    }
    return [(key, by[0]) for key, by in may.items() if by]


def take(case, county, key, by, at):
    """Does one step; False where it asks for what this walk has not brought, and then nothing has changed."""
    before = case.state, case.version
    try:
        with transaction.atomic():
            if key in LINE:
                do(case, county, key, at)
            else:
                if key == "resubmit_closure":
                    hand_in(case, county)
                CASE.acts[key](case, by=by, at=at, **said_of(case, key, at))
    except DomainError:
        assert before == tuple(Case.objects.values_list("state", "version").get(pk=case.pk))
        return False
    return True


def running(case):
    return set(Deadline.objects.of("case", case.pk).open().values_list("rule", flat=True))


def begun(county, way):
    if way == "notified":
        return notified(county)
    if way in LINE:
        return walk(county, way)
    at_station = {"by": county.zhan1, "station": county.zhan1.staff.station}
    return new_case(county, **(at_station if way == "station" else {}))


def check(case, way):
    table = CLOCKS | (BY_NOTICE if way == "notified" else {})
    assert case.state in CASE.places
    assert table.get(case.state, set()) - running(case) == set(), case.state
    if case.state in ENDED:
        assert running(case) == set(), case.state


WAYS = (
    "window", "station", "notified",
    "accept", "pass_form", "recommend", "grant", "accept_assignment", "hold_first_meeting", "report_closure", "approve_closure",
)  # fmt: skip


def wander(county, chance):
    """A case of chance taken through twenty steps of chance, those not yet done first; the steps that were done."""
    way, at, done = chance.choice(WAYS), START + timedelta(days=20), set()
    case = begun(county, way)
    for _ in range(20):
        case, at = Case.objects.get(pk=case.pk), at + timedelta(hours=5)
        check(case, way)
        here = offered(case, county)
        new = [(key, by) for key, by in here if key not in done] or here
        if not new:
            break
        key, by = chance.choice(new)
        if take(case, county, key, by, at):
            done.add(key)
    return done


def test_no_walk_loses_a_clock_breaks_the_chain_or_ends_nowhere(county):
    done = set()

    @settings(max_examples=25, deadline=None, derandomize=True, phases=[Phase.generate])
    @given(seed=st.integers(0, 2**32))
    def every_walk(seed):
        with transaction.atomic():
            done.update(wander(county, Random(seed)))
            assert chain.verify()[2] is None
            transaction.set_rollback(True)

    every_walk()
    assert len(done) > 25  # or the walks went nowhere


def test_every_step_is_walked_or_said_to_be_tested_elsewhere():
    assert LINE | set(SAID) | ELSEWHERE == set(CASE.steps)
    assert len(LINE) + len(SAID) + len(ELSEWHERE) == len(CASE.steps)
