"""OBSERVATION: somebody sits in a hearing and says how the handler did (form 30), as rows."""

from cases.permissions import recused_of
from legalaid.platform.accounts.roles import Role
from legalaid.platform.procedure.engine import Workflow
from legalaid.platform.procedure.steps import Place, Step

from ..enums import ObservationState as O
from ..permissions import is_the_observer, lets_go, was_observed

LAW = "法律援助法第五十九条"
PLAN, OBSERVE, RELEASE, ANSWER = (
    "quality.plan",
    "quality.observe",
    "quality.release",
    "quality.answer",
)


def whose(row, place):
    return row.observer.role if place.state == O.ASSIGNED else place.turn


OBSERVATION = Workflow(
    "observation",
    noun="旁听",
    barred=recused_of,
    whose=whose,
    policies={OBSERVE: is_the_observer, RELEASE: lets_go, ANSWER: was_observed},
    places=(
        Place(O.ASSIGNED, None, "旁听", task="到庭旁听，填写记录表"),
        Place(O.FILLED, Role.HANDLER, "旁听", task="回应旁听的评价"),
        Place(O.ANSWERED, None, "旁听", final=True),
        Place(O.FREED, None, "旁听", final=True),
    ),
    steps=(
        Step("assign_observer", "安排旁听", LAW, {O.ASSIGNED}, None, PLAN, opening=True,
             sentence="安排{observer}旁听{starts_at}的开庭", records=("observer", "starts_at")),
        Step("fill_observation", "填写旁听记录", LAW, {O.ASSIGNED}, O.FILLED, OBSERVE, papers=("observation_record",),
             sentence="填写旁听记录，评分{score}", records=("score",), personal=("remarks",)),
        Step("correct_observation", "更正旁听记录", "", {O.FILLED, O.ANSWERED}, O.FILLED, OBSERVE,
             sentence="更正旁听记录，评分{score}。理由：{reason}", records=("score",), personal=("remarks", "reason")),
        Step("answer_observation", "回应", LAW, {O.FILLED}, O.ANSWERED, ANSWER, sentence="承办人回应：{answer}", personal=("answer",)),
        Step("release_observer", "取消旁听", "", {O.ASSIGNED}, O.FREED, RELEASE, sentence="取消旁听：{reason}", personal=("reason",), danger=True),
        Step("free_observer", "开庭取消", "", {O.ASSIGNED}, O.FREED, PLAN, sentence="开庭取消，旁听随之取消", system=True),
    ),
)  # fmt: skip
