"""Another handler is asked for, and the centre decides (Law art. 55; 程序规定 chapter 5), as rows; the act itself is `replace_handler`."""

from legalaid.platform.procedure.steps import Step

from .. import periods as c
from ..enums import AIDED, REPLACEABLE

LAW = "法律援助法第五十五条"
WAITS = (c.REPLACEMENT.key,)

REPLACEMENT = (
    Step("ask_replacement", "登记更换承办人的申请", LAW, REPLACEABLE, None, "cases.ask_replacement", dates=WAITS,
         papers=("replacement_request",), sentence="{received_on}收到更换承办人{handler}的申请（{asked_by:replacement}）",
         records=("received_on", "handler", "asked_by"), personal=("asker", "reason", "evidence"), public="已收到更换承办人的申请", minor=True),
    Step("review_replacement", "审核更换承办人的申请", LAW, AIDED, None, "cases.review_replacement",
         sentence="审核更换承办人{handler}的申请", records=("handler",), personal=("opinion",), minor=True),
    Step("refuse_replacement", "不予更换承办人", LAW, AIDED, None, "cases.refuse_replacement", stops=WAITS, papers=("replacement_answer",),
         sentence="不予更换承办人{handler}", records=("handler",), personal=("reasons",), public="更换承办人的申请已答复，承办人不变", danger=True),
    Step("withdraw_replacement", "撤回更换承办人的申请", LAW, AIDED, None, "cases.withdraw_replacement", cancels=WAITS,
         sentence="更换承办人{handler}的申请撤回", records=("handler",), personal=("reason",), public="更换承办人的申请已撤回", minor=True),
)  # fmt: skip
