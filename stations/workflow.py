"""Procedures of the network as tables. REFERRAL: one slip between two units, from sending to closing. SWAP: an exchange of duties."""

from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit.verbs import codes
from legalaid.platform.procedure.engine import Workflow
from legalaid.platform.procedure.steps import Place, Step

from . import periods as c
from .enums import SlipResult
from .enums import SlipState as S
from .enums import SwapState as W
from .permissions import one_of_the_two, the_receiver, the_sender

codes(slip_result=dict(SlipResult.choices))

SEND, ANSWER = "referrals.send", "referrals.answer"
REFERRAL = Workflow(
    "referral",
    noun="转介单",
    policies={SEND: the_sender, ANSWER: the_receiver},
    places=(
        Place(S.SENT, None, "转介"),
        Place(S.ACCEPTED, None, "转介"),
        Place(S.RETURNED, None, "转介"),
        Place(S.CLOSED, None, "转介", final=True),
        Place(S.RECALLED, None, "转介", final=True),
    ),
    steps=(
        Step("send_slip", "发出转介单", "", {S.SENT}, None, SEND, starts=(c.SLIP_RECEIPT.key,), papers=("referral_slip",),
             sentence="转介给{to}：{matter}", records=("to", "matter"), personal=("person",), opening=True),
        Step("accept_slip", "接收", "", {S.SENT}, S.ACCEPTED, ANSWER, stops=(c.SLIP_RECEIPT.key,), starts=(c.SLIP_RESULT.key,),
             papers=("referral_receipt",), sentence="接收转介", personal=("note",)),
        Step("return_slip", "退回", "", {S.SENT}, S.RETURNED, ANSWER, stops=(c.SLIP_RECEIPT.key, c.SLIP_NOTICE.key), papers=("referral_receipt",),
             sentence="退回：{reasons}", records=("reasons",), personal=("note",), danger=True),
        Step("resend_slip", "补正后再次发出", "", {S.RETURNED}, S.SENT, SEND, starts=(c.SLIP_RECEIPT.key,), papers=("referral_slip",),
             sentence="补正后再次发出{corrected}", records=("corrected",), personal=("note",)),
        Step("recall_slip", "撤回转介", "", {S.SENT, S.RETURNED}, S.RECALLED, SEND, sentence="撤回：{reason}", personal=("reason",),
             danger=True),
        Step("give_feedback", "反馈进展", "", {S.ACCEPTED}, None, ANSWER, sentence="反馈进展", personal=("text",), minor=True),
        Step("close_slip", "办结反馈", "", {S.ACCEPTED}, S.CLOSED, ANSWER, stops=(c.SLIP_RESULT.key, c.SLIP_NOTICE.key), sentence="办结：{result:slip_result}",
             records=("result",), personal=("text",)),
        Step("note_progress", "自动反馈进展", "", {S.ACCEPTED}, None, ANSWER, stops=(c.SLIP_NOTICE.key,), sentence="案件进展：{text}", records=("text",),
             minor=True, system=True),
        Step("settle_slip", "随案件办结", "", {S.ACCEPTED}, S.CLOSED, ANSWER, stops=(c.SLIP_RESULT.key,), sentence="案件进展：{text}；{result:slip_result}",
             records=("text", "result"), system=True),
        Step("reopen_slip", "随案件恢复", "", {S.CLOSED}, S.ACCEPTED, ANSWER, reopens=(c.SLIP_RESULT.key,), sentence="案件恢复，继续反馈进展",
             system=True),
    ),
)  # fmt: skip

SWAP = Workflow(
    "swap",
    noun="换班",
    policies={"roster.serve": one_of_the_two},
    places=(
        Place(W.ASKED, Role.HANDLER, "换班"),
        Place(W.AGREED, Role.DIRECTOR, "换班"),
        Place(W.APPROVED, None, "换班", final=True),
        Place(W.DECLINED, None, "换班", final=True),
        Place(W.REFUSED, None, "换班", final=True),
        Place(W.WITHDRAWN, None, "换班", final=True),
    ),
    steps=(
        Step("ask", "申请换班", "", {W.ASKED}, None, "roster.serve", opening=True, sentence="申请换班：{shift}，对方{other}",
             records=("shift", "other"), personal=("reason",)),
        Step("agree", "同意换班", "", {W.ASKED}, W.AGREED, "roster.serve", sentence="同意换班"),
        Step("decline", "不同意", "", {W.ASKED}, W.DECLINED, "roster.serve", sentence="不同意换班", danger=True),
        Step("withdraw", "撤回", "", {W.ASKED, W.AGREED}, W.WITHDRAWN, "roster.serve", sentence="撤回换班申请", danger=True),
        Step("approve", "批准", "", {W.AGREED}, W.APPROVED, "roster.manage", sentence="批准换班"),
        Step("refuse", "不批准", "", {W.AGREED}, W.REFUSED, "roster.manage", sentence="不批准换班", danger=True),
    ),
)  # fmt: skip
