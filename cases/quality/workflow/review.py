"""REVIEW: the peer review of a closed file (同行评估), from the draw to the grade and what is mended after it, as rows.

Two experts score blind; where they lie apart the house itself asks for a third (`differ`), else it opens the sheets (`agree`).
"""

from cases.permissions import recused_of
from legalaid.platform.accounts.roles import Role
from legalaid.platform.procedure.engine import Workflow
from legalaid.platform.procedure.steps import Place, Step

from .. import periods as c
from ..enums import ReviewState as R
from ..enums.review import OPEN
from ..permissions import answers_review, arranges_review, scores_review

SCORING, OBJECTION, MENDING = (
    (c.REVIEW_SCORING.key,),
    (c.REVIEW_OBJECTION.key,),
    (c.RECTIFICATION.key,),
)
REVIEW = Workflow(
    "review",
    noun="评估",
    barred=recused_of,
    policies={
        "reviews.manage": arranges_review,
        "reviews.score": scores_review,
        "reviews.answer": answers_review,
    },
    places=(
        Place(R.DRAWN, Role.REVIEWER, "评分", task="指派两名专家"),
        Place(R.SCORING, None, "评分", task="专家评分"),
        Place(R.THIRD, Role.REVIEWER, "评分", task="指派第三名专家"),
        Place(R.SCORED, Role.REVIEWER, "告知", task="把结果告知承办人"),
        Place(R.TOLD, Role.REVIEWER, "告知", task="定等次"),
        Place(R.OBJECTED, Role.REVIEWER, "异议", task="由其他专家复评"),
        Place(R.SETTLED, None, "等次", final=True),
        Place(R.RECTIFYING, Role.HANDLER, "整改", task="整改并报告"),
        Place(R.RECHECKING, Role.REVIEWER, "整改", task="复查整改"),
        Place(R.RECTIFIED, None, "整改", final=True),
        Place(R.WITHDRAWN, None, "等次", final=True),
    ),
    steps=(
        Step("draw", "列入同行评估", "", {R.DRAWN}, None, "reviews.manage", opening=True,
             sentence="列入同行评估：{number}", records=("number",)),
        Step("assign", "指派专家", "", {R.DRAWN}, R.SCORING, "reviews.manage", starts=SCORING, sentence="指派两名专家评分"),
        Step("replace_expert", "更换专家", "", {R.SCORING}, None, "reviews.manage", sentence="更换一名还没有交评分表的专家",
             personal=("reason",), minor=True),
        Step("return_sheet", "退回评分表", "", {R.SCORING, R.THIRD}, R.SCORING, "reviews.manage", sentence="退回一份评分表",
             personal=("reason",), minor=True),
        Step("score", "交评分表", "", {R.SCORING}, None, "reviews.score", sentence="交来一份评分表"),
        Step("agree", "开启评分", "", {R.SCORING}, R.SCORED, "reviews.manage", stops=SCORING, sentence="评分表齐备，开启", system=True),
        Step("differ", "提交第三名专家", "", {R.SCORING}, R.THIRD, "reviews.manage", stops=SCORING,
             sentence="两份评分表相差较大，须由第三名专家评分", system=True),
        Step("assign_third", "指派第三名专家", "", {R.THIRD}, R.SCORING, "reviews.manage", starts=SCORING, sentence="指派第三名专家评分"),
        Step("announce", "告知承办人", "", {R.SCORED}, R.TOLD, "reviews.manage", starts=OBJECTION, sentence="把评估结果告知承办人"),
        Step("object", "提出异议", "", {R.TOLD}, R.OBJECTED, "reviews.answer", stops=OBJECTION, sentence="承办人对评估结果提出异议",
             personal=("content",)),
        Step("agree_result", "没有异议", "", {R.TOLD}, None, "reviews.answer", stops=OBJECTION, sentence="承办人对评估结果没有异议"),
        Step("take_back", "撤回异议", "", {R.OBJECTED}, R.TOLD, "reviews.answer", reopens=OBJECTION, sentence="承办人撤回异议"),
        Step("review_again", "复评", "", {R.OBJECTED}, R.DRAWN, "reviews.manage", sentence="由其他专家复评", personal=("reason",)),
        Step("settle", "定等次", "", {R.TOLD, R.SCORED, R.OBJECTED}, R.SETTLED, "reviews.manage", cancels=OBJECTION,
             sentence="定等次：{grade}", records=("grade",)),
        Step("order_rectification", "要求整改", "", {R.SETTLED}, R.RECTIFYING, "reviews.manage", starts=MENDING, sentence="要求承办人整改",
             personal=("faults",)),
        Step("lift_rectification", "撤销整改要求", "", {R.RECTIFYING, R.RECHECKING}, R.SETTLED, "reviews.manage", cancels=MENDING,
             sentence="撤销整改要求", personal=("reason",), danger=True),
        Step("report_rectified", "报告整改", "", {R.RECTIFYING}, R.RECHECKING, "reviews.answer", stops=MENDING, sentence="承办人报告已经整改",
             personal=("done",)),
        Step("accept_rectified", "复查合格", "", {R.RECHECKING}, R.RECTIFIED, "reviews.manage", sentence="复查：整改完毕", personal=("found",)),
        Step("return_rectified", "复查不合格", "", {R.RECHECKING}, R.RECTIFYING, "reviews.manage", starts=MENDING,
             sentence="复查：退回继续整改", personal=("found",)),
        Step("recheck_again", "撤销复查结论", "", {R.RECTIFIED}, R.RECHECKING, "reviews.manage", sentence="撤销复查结论，重新复查",
             personal=("reason",), danger=True),
        Step("review_anew", "撤销等次，重新评估", "", {R.SETTLED, R.RECTIFIED}, R.DRAWN, "reviews.manage", sentence="撤销等次，由其他专家重新评估",
             personal=("reason",), danger=True),
        Step("withdraw", "撤销评估", "", OPEN, R.WITHDRAWN, "reviews.manage", cancels=(*SCORING, *OBJECTION), sentence="撤销评估",
             personal=("reason",), danger=True),
    ),
)  # fmt: skip
