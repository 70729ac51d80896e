"""CONSULTATION: what is asked at the window, by telephone, letter or web, until it is answered or applied for."""

from legalaid.platform.procedure.engine import Workflow
from legalaid.platform.procedure.steps import Place, Step

from .. import periods as c
from ..enums import ConsultState as C
from ..permissions import near_the_consultation, recused_of

ANSWERS = (c.LETTER_ANSWER.key, c.WEB_ANSWER.key, c.WEB_CHAT.key)
CONSULTATION = Workflow(
    "consultation",
    noun="咨询",
    barred=recused_of,
    policies={"cases.consult": near_the_consultation},
    places=(
        Place(C.OPEN, None, "接待", "等待答复"),
        Place(C.ANSWERED, None, "接待", "已答复", final=True),
        Place(C.APPLIED, None, "接待", "已转为申请", final=True),
    ),
    steps=(
        Step("register", "登记咨询", "法律援助法第二十三条", {C.OPEN}, None, "cases.consult", opening=True,
             sentence="登记{channel:channel}咨询：{topics}{refused}", records=("channel", "topics", "refused")),
        Step("receive", "收到网上提问", "法律援助法第二十三条", {C.OPEN}, None, "cases.consult", opening=True, system=True,
             sentence="收到网上提问：{topics}", records=("topics",)),
        Step("ask_further", "收到追问", "法律援助法第二十三条", {C.ANSWERED}, C.OPEN, "cases.consult", system=True,
             starts=(c.WEB_ANSWER.key,), sentence="咨询人在网上追问"),
        Step("answer", "答复", "法律援助法第二十三条", {C.OPEN}, C.ANSWERED, "cases.consult", stops=ANSWERS,
             sentence="答复，处理：{outcome}", records=("outcome",)),
        Step("take_back", "收回答复", "法律援助法第二十三条", {C.ANSWERED}, C.OPEN, "cases.consult", starts=(c.WEB_ANSWER.key,), danger=True,
             sentence="收回答复：{reason}", personal=("reason",)),
        Step("answer_further", "补充答复", "法律援助法第二十三条", {C.ANSWERED, C.APPLIED}, None, "cases.consult",
             sentence="补充答复", minor=True),
        Step("classify", "核对分类", "", {C.OPEN, C.ANSWERED, C.APPLIED}, None, "cases.consult", sentence="核对分类：{topics}",
             records=("topics",), minor=True),
        Step("transfer", "转交", "", {C.OPEN}, None, "cases.consult", sentence="转交{to}：{reason}", records=("to",),
             personal=("reason",)),
        Step("refer", "转介", "法律援助法第二十三条", {C.OPEN, C.ANSWERED, C.APPLIED}, None, "cases.consult", sentence="转介{to}：{slip}",
             records=("to", "slip"), minor=True),
        Step("draft_document", "代拟文书", "法律援助法第二十二条", {C.OPEN, C.ANSWERED, C.APPLIED}, None, "cases.consult",
             sentence="代拟{title}", records=("title",), minor=True),
        Step("hand_document", "交付代拟文书", "法律援助法第二十二条", {C.OPEN, C.ANSWERED, C.APPLIED}, None, "cases.consult",
             sentence="{handed_on}交付代拟的{document}", records=("document", "handed_on"), minor=True),
        Step("escalate", "转为申请", "法律援助法第二十三条", {C.OPEN, C.ANSWERED}, C.APPLIED, "cases.consult", stops=ANSWERS,
             sentence="转为法律援助申请{case}", records=("case",)),
    ),
)  # fmt: skip
