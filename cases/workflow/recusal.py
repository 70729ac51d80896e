"""Somebody of the office keeps out of a case (回避), wherever it stands, as rows; none of them moves it."""

from legalaid.platform.procedure.steps import Step

from ..enums import RECUSABLE

RECUSAL = (
    Step("ask_recusal", "登记回避申请", "", RECUSABLE, None, "cases.ask_recusal",
         sentence="{received_on}收到要求{user}回避的申请（{asked_by:recusing}）", records=("received_on", "user", "asked_by"),
         personal=("asker", "reason"), minor=True),
    Step("decide_recusal", "决定是否回避", "", RECUSABLE, None, "cases.decide_recusal",
         sentence="{user}：决定{result:recusal}", records=("user", "result"), personal=("reasons",), minor=True),
    Step("withdraw_recusal", "撤回回避申请", "", RECUSABLE, None, "cases.withdraw_recusal",
         sentence="撤回要求{user}回避的申请", records=("user",), personal=("reason",), minor=True),
    Step("lift_recusal", "撤销回避决定", "", RECUSABLE, None, "cases.lift_recusal",
         sentence="撤销{user}的回避", records=("user",), personal=("reason",), danger=True, minor=True),
)  # fmt: skip
