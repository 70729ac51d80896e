"""INQUIRY: the organ is asked how the handler worked (form 31), as rows."""

from cases.permissions import recused_of
from legalaid.platform.accounts.roles import Role
from legalaid.platform.procedure.engine import Workflow
from legalaid.platform.procedure.steps import Place, Step

from .. import periods as c
from ..enums import InquiryState as I
from ..permissions import not_of_ones_own

LAW, ASK = "法律援助法第五十九条", "quality.inquire"
ANSWER = (c.INQUIRY.key,)
INQUIRY = Workflow(
    "inquiry",
    noun="征询",
    barred=recused_of,
    policies={ASK: not_of_ones_own},
    places=(
        Place(I.SENT, Role.REVIEWER, "征询", task="登记办案机关的答复"),
        Place(I.ANSWERED, None, "征询", final=True),
        Place(I.VOID, None, "征询", final=True),
    ),
    steps=(
        Step("ask_organ", "征询办案机关意见", LAW, {I.SENT}, None, ASK, opening=True, starts=ANSWER, papers=("inquiry_letter",),
             sentence="向{organ}发出征询意见函，回执编码{code}", records=("organ", "code")),
        Step("record_opinion", "登记答复", LAW, {I.SENT}, I.ANSWERED, ASK, stops=ANSWER,
             sentence="登记{answered_on}的答复", records=("answered_on",), personal=("remarks",)),
        Step("correct_opinion", "更正答复", "", {I.ANSWERED}, None, ASK, sentence="更正答复的登记：{changes}。理由：{reason}",
             personal=("changes", "reason"), minor=True),
        Step("urge_organ", "登记催问", "", {I.SENT}, None, ASK, sentence="催问：{note}", personal=("note",), minor=True),
        Step("void_inquiry", "作废", "", {I.SENT, I.ANSWERED}, I.VOID, ASK, cancels=ANSWER, sentence="作废：{reason}", personal=("reason",), danger=True),
    ),
)  # fmt: skip
