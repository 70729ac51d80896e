"""PUBLIC_ANSWER: a question and its answer are written anew without whoever asked, looked at by another person, made known, and withdrawn."""

from legalaid.platform.accounts.roles import Role
from legalaid.platform.procedure.engine import Workflow
from legalaid.platform.procedure.steps import Place, Step

from .enums import AnswerState as S

PREPARE, PUBLISH = "answers.prepare", "answers.publish"


def not_the_writer(user, answer):
    return (
        "这份解答由您拟写或者修改，须由另一人审核公开。" if answer.written_by_id == user.pk else ""
    )


PUBLIC_ANSWER = Workflow(
    "public_answer",
    noun="公开解答",
    policies={PUBLISH: not_the_writer},
    places=(
        Place(S.WRITTEN, Role.DIRECTOR, "公开解答", task="审核公开的解答"),
        Place(S.SHOWN, None, "公开解答"),
        Place(S.DROPPED, None, "公开解答", final=True),
        Place(S.WITHDRAWN, None, "公开解答", final=True),
    ),
    steps=(
        Step("write", "拟写公开的解答", "法律援助法第十条", {S.WRITTEN}, None, PREPARE, opening=True,
             sentence="拟写公开的解答“{title}”", records=("title",)),
        Step("rewrite", "修改", "", {S.WRITTEN}, None, PREPARE, sentence="修改公开的解答", minor=True),
        Step("show", "公开", "法律援助法第十条", {S.WRITTEN}, S.SHOWN, PUBLISH,
             sentence="公开解答“{title}”{checked}", records=("title", "checked")),
        Step("drop", "不公开", "", {S.WRITTEN}, S.DROPPED, PREPARE, sentence="不公开：{reason}", personal=("reason",), danger=True),
        Step("take_down", "撤下", "", {S.SHOWN}, S.WITHDRAWN, PREPARE, sentence="撤下：{reason}", personal=("reason",), danger=True),
    ),
)  # fmt: skip
