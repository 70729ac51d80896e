"""OBJECTION: against a decision of the centre, to the bureau that set it up (Law art. 49; D11, D12), as rows."""

from legalaid.platform.accounts.roles import Role
from legalaid.platform.procedure.engine import Workflow
from legalaid.platform.procedure.steps import Place, Step

from .. import periods as c
from ..enums import ObjectionState as O
from ..permissions import recused_of, takes_objections

REVIEW = (c.OBJECTION_REVIEW.key,)
OBJECTION = Workflow(
    "objection",
    noun="异议",
    barred=recused_of,
    filed=lambda row: ("case", row.case_id),
    policies={"objections.take": takes_objections},
    places=(
        Place(O.RECEIVED, Role.BUREAU, "异议", "异议正在审查", task="审查异议，作出决定"),
        Place(O.ORDERED, Role.DIRECTOR, "异议", "司法局已责令法律援助中心改正", task="重新作出决定"),
        Place(O.CORRECTED, None, "异议", "法律援助中心已改正", final=True),
        Place(O.UPHELD, None, "异议", "司法局维持原决定", final=True),
        Place(O.TAKEN_BACK, None, "异议", "异议已撤回", final=True),
        Place(O.CANCELLED, None, "异议", final=True),
    ),
    steps=(
        Step("object", "登记异议", "法律援助法第四十九条第一款", {O.RECEIVED}, None, "objections.take", opening=True, dates=REVIEW,
             sentence="{received_on}收到{manner:objecting}异议：{title}{late}", records=("received_on", "manner", "title", "late"),
             personal=("objector", "content", "late_reason"), public="已收到异议"),
        Step("amend_objection", "更正异议登记", "", {O.RECEIVED}, None, "objections.take", dates=REVIEW,
             sentence="更正异议登记：{told}。理由：{reason}", records=("told",), personal=("reason",), minor=True),
        Step("take_back", "撤回异议", "", {O.RECEIVED}, O.TAKEN_BACK, "objections.take", cancels=REVIEW,
             sentence="{on}撤回异议", records=("on",), personal=("reason",), public="异议已撤回", danger=True),
        Step("cancel_objection", "撤销登记", "", {O.RECEIVED}, O.CANCELLED, "objections.take", cancels=REVIEW,
             sentence="登记有误，撤销：{reason}", personal=("reason",), danger=True),
        Step("uphold", "维持原决定", "法律援助法第四十九条第二款", {O.RECEIVED}, O.UPHELD, "objections.decide", stops=REVIEW,
             tells=(c.RECONSIDERATION.key,), papers=("objection_decision",), sentence="审查异议：维持原决定",
             personal=("findings", "reasons"), public="司法局维持原决定", danger=True),
        Step("order_correction", "责令改正", "法律援助法第四十九条第二款", {O.RECEIVED}, O.ORDERED, "objections.decide", stops=REVIEW,
             papers=("objection_decision",), sentence="审查异议：责令改正", personal=("findings", "reasons"),
             public="司法局已责令法律援助中心改正"),
        Step("review_again", "撤销审查决定，重新审查", "", {O.UPHELD, O.ORDERED}, O.RECEIVED, "objections.decide", reopens=REVIEW,
             sentence="撤销审查决定，重新审查：{reason}", personal=("reason",), danger=True),
        Step("record_remedy", "登记行政复议、行政诉讼", "法律援助法第四十九条第三款", {O.UPHELD}, None, "objections.decide",
             sentence="对维持的决定{told}", records=("told",), minor=True),
        Step("close_corrected", "已改正", "法律援助法第四十九条第二款", {O.ORDERED}, O.CORRECTED, "objections.decide",
             sentence="法律援助中心已改正", public="法律援助中心已改正", system=True),
    ),
)  # fmt: skip
