from datetime import timedelta

from django.db import transaction

from cases.domain.lapse import LOOKED
from cases.workflow import CASE
from legalaid.platform.accounts.queries import system_user
from tests.cases.test_notice import notified as take_notice
from tests.documents.test_dossier import foreign_pdf, give
from tests.factories import LINE, do, facts_for, new_case

from .walk import Walk

COOPERATION = {"recipient": "邻水县法律援助中心", "content": "核实申请人的存款。"}
GRANT, CONCLUDE, CLOSURE = (LINE.index(key) for key in ("grant", "conclude", "report_closure"))


class CaseWalk(Walk):
    """With the ordinary facts of the steps of the line."""

    def __init__(self, county, case):
        super().__init__(CASE, case)
        self.county = county

    def go(self, key):
        self.at += self.pace
        do(self.row, self.county, key, self.at)
        return self.row


def applied(county):
    """Taken in at a station by zhan1, looked through by shencha2, reviewed by shencha, decided by zhuren, handled by lvshi."""
    clerk = county.chuangkou
    walk = CaseWalk(county, new_case(county, by=county.zhan1, station=county.zhan1.staff.station))
    yield walk.row

    walk.act("pre_review", county.zhan1, proposal="accept", opinion="建议受理。")
    yield walk.act("hand_over", county.zhan1)
    yield walk.act("return_to_station", clerk, reasons=["材料缺失"], codes=["materials"])
    walk.act("hand_over", county.zhan1)
    yield walk.act("sign_for", clerk)
    yield from walk.aside("refer_away", clerk, destination="邻水县法律援助中心", reason="管辖")
    yield from walk.aside("withdraw", clerk, reason="已和解")
    yield from walk.aside("close_on_death", clerk, died_on=walk.today, proof="死亡证明。")
    yield from walk.aside("annul", clerk, reason="登记错了人。")
    twin = new_case(county, at=walk.at, by=clerk)
    yield from walk.aside("join", clerk, into=twin, reason="两处申请的是同一笔工资。")
    CASE.acts["annul"](twin, by=clerk, at=walk.at, reason="只为比较而登记。")
    yield from _supplement(walk, clerk)

    gap = {"owed": ["工资标准和拖欠证明"], "owed_by": walk.today + timedelta(days=30)}
    yield walk.act("accept_with_gaps", clerk, **gap)
    until = walk.today + timedelta(days=9)
    yield walk.act("request_cooperation", county.shencha2, due=until, **COOPERATION)
    walk.act("receive_cooperation", county.shencha2, result="已回函核实", reply="无。")
    yield walk.act("pass_form", county.shencha2)
    yield walk.go("recommend")
    yield from walk.aside("refuse", county.zhuren, **facts_for("refuse", None)[1])

    for key in LINE[GRANT:CONCLUDE]:
        yield walk.go(key)
    yield from _terminated(walk, clerk)
    for key in LINE[CONCLUDE : CLOSURE + 1]:
        yield walk.go(key)
    yield walk.act("return_closure", county.shencha, reasons=["缺送达回证"])
    talk = {"discussed_on": walk.today, "discussion": "集体讨论一次。"}
    yield walk.act("resubmit_closure", county.lvshi, summary="已补。", **talk)
    for key in ("approve_closure", "grade", "record_payment", "follow_up"):
        yield walk.go(key)
    yield from _sealed(walk)


def _supplement(walk, clerk):
    due = walk.today + timedelta(days=4)
    yield walk.act("request_supplement", clerk, items=["工资条"], due=due)
    asked, walk.at = walk.at, walk.at + timedelta(days=9)
    yield from walk.aside(
        "deem_withdrawn", clerk, looked=LOOKED, note="电话未接。", told="当面告知。"
    )
    walk.at = asked
    yield walk.act("receive_supplement", clerk)


def _terminated(walk, clerk):
    """Aid at work ends, and then it has not."""
    before, today = walk.at, walk.today
    with transaction.atomic():
        found = {"occasion": "request", "learnt_on": today, "account": "要求终止。"}
        walk.act("propose_termination", clerk, **found)
        yield walk.act("hear_recipient", clerk, unheard="来信要求终止。")
        yield walk.act("terminate", walk.county.zhuren, reasons="要求终止，理由正当。")
        transaction.set_rollback(True)
    walk.at = before


def _sealed(walk):
    asked = {"slot": "hearing", "item": "庭审笔录", "due": walk.today + timedelta(days=3)}
    yield walk.act("ask_item", walk.county.guidang, reason="缺第二次庭审的笔录。", **asked)
    give(walk.row, "hearing", foreign_pdf(), by=walk.county.lvshi)
    yield walk.act("give_item", walk.county.lvshi)
    give(walk.row, "application_form", foreign_pdf(), by=walk.county.guidang)
    yield walk.act("archive", walk.county.guidang)
    yield walk.act("seal", system_user(), approval_pages=20, handling_pages=30)


def notified(county):
    """A defence the court notified: registered by chuangkou, assigned by zhuren to lvshi."""
    walk = CaseWalk(county, take_notice(county))
    yield walk.row
    for key in ("assign", "accept_assignment", "sign_agreement", "hold_first_meeting"):
        yield walk.go(key)
    why = {"refused_on": walk.today, "reason": "另行委托律师。"}
    yield walk.act("refuse_lawyer", county.lvshi, **why)
