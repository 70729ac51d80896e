"""SUPERVISION: what a supervisor has to say on a task, and what the centre or the handler answers, as rows. No law we have read sets it."""

from cases.permissions import recused_of
from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit.verbs import codes
from legalaid.platform.procedure.engine import Workflow
from legalaid.platform.procedure.steps import Place, Step

from .. import periods as c
from ..enums.supervisor import Addressee, OpinionKind
from ..enums.supervisor import OpinionState as O
from ..permissions import answers_opinion, closes_opinion, returns_answer, the_supervisor

codes(opinion_kind=dict(OpinionKind.choices))

SERVE, RETURN = "supervision.serve", "supervision.return"
ANSWER, CLOSE = "supervision.answer", "supervision.close"
REPLY, CONFIRM = (c.SUPERVISION_REPLY.key,), (c.SUPERVISION_CONFIRM.key,)


def whose(row, place):
    """Of what waits for an answer whoever was asked for it."""
    waits = place.state in (O.SENT, O.RETURNED)
    return Role.HANDLER if waits and row.to == Addressee.HANDLER else place.turn


SUPERVISION = Workflow(
    "supervision",
    noun="监督意见",
    barred=recused_of,
    whose=whose,
    policies={SERVE: the_supervisor, RETURN: returns_answer, ANSWER: answers_opinion, CLOSE: closes_opinion},
    places=(
        Place(O.SENT, Role.DIRECTOR, "监督意见", task="答复监督意见"),
        Place(O.RETURNED, Role.DIRECTOR, "监督意见", task="重新答复监督意见"),
        Place(O.ANSWERED, Role.SUPERVISOR, "监督意见", task="确认答复，或者退回一次"),
        Place(O.CLOSED, None, "监督意见", final=True),
        Place(O.WITHDRAWN, None, "监督意见", final=True),
    ),
    steps=(
        Step("give_opinion", "提出监督意见", "", {O.SENT}, None, SERVE, opening=True, starts=REPLY, papers=("supervisor_opinion",),
             sentence="提出监督意见（{about:opinion_kind}）", records=("about",)),
        Step("amend_opinion", "更正监督意见", "", {O.SENT}, None, SERVE, sentence="更正监督意见：{reason}", personal=("reason",), minor=True),
        Step("take_opinion", "改由中心答复", "", {O.SENT, O.RETURNED}, None, CLOSE, sentence="改由中心答复：{reason}", personal=("reason",),
             minor=True),
        Step("answer_opinion", "答复监督意见", "", {O.SENT, O.RETURNED}, O.ANSWERED, ANSWER, stops=REPLY, starts=CONFIRM,
             sentence="答复监督意见"),
        Step("correct_answer", "更正答复", "", {O.ANSWERED}, None, ANSWER, sentence="更正答复：{reason}", personal=("reason",), minor=True),
        Step("accept_answer", "认可答复", "", {O.ANSWERED}, O.CLOSED, SERVE, stops=CONFIRM, sentence="监督员认可答复，了结"),
        Step("return_answer", "退回答复", "", {O.ANSWERED}, O.RETURNED, RETURN, stops=CONFIRM, starts=REPLY,
             sentence="监督员退回答复：{reason}", personal=("reason",)),
        Step("close_opinion", "了结", "", {O.ANSWERED}, O.CLOSED, CLOSE, cancels=CONFIRM, sentence="监督员没有表示意见，了结"),
        Step("withdraw_opinion", "撤回监督意见", "", {O.SENT, O.ANSWERED, O.RETURNED}, O.WITHDRAWN, SERVE, cancels=REPLY + CONFIRM,
             sentence="撤回监督意见：{reason}", personal=("reason",), danger=True),
    ),
)  # fmt: skip
