"""RATING: five levels after a service (好差评); a bad one is called back and rectified within D22, by others than whoever it is about."""

from cases import periods as c
from cases.permissions import recused_of
from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit.verbs import codes
from legalaid.platform.procedure.engine import Workflow
from legalaid.platform.procedure.steps import Place, Step

from ..enums.rating import RatedService, RaterReached, RatingLevel
from ..enums.rating import RatingState as R
from ..permissions import not_the_rated

codes(
    rating_level=dict(RatingLevel.choices),
    rated_service=dict(RatedService.choices),
    rater_reached=dict(RaterReached.choices),
)

BAD_REVIEW = (c.BAD_REVIEW.key,)
HANDLE = "ratings.handle"
RATE = {
    "sentence": "{service:rated_service}评价：{level:rating_level}",
    "records": ("service", "level"),
}

RATING = Workflow(
    "rating",
    noun="评价",
    barred=recused_of,
    policies={HANDLE: not_the_rated},
    places=(
        Place(R.KEPT, None, "评价", final=True),
        Place(R.BAD, Role.DIRECTOR, "评价", task="回访并整改"),
        Place(R.RECTIFIED, None, "评价", final=True),
    ),
    steps=(
        Step("rate", "登记评价", "", {R.KEPT, R.BAD}, None, "ratings.take", opening=True, dates=BAD_REVIEW, **RATE),
        Step("rate_self", "群众评价", "", {R.KEPT, R.BAD}, None, "ratings.take", opening=True, system=True, dates=BAD_REVIEW, **RATE),
        Step("call_rater", "记录差评回访", "", {R.BAD}, None, HANDLE, sentence="回访：{reached:rater_reached}", records=("reached",),
             personal=("said",), minor=True),
        Step("correct_rating", "更正回访、整改的记录", "", {R.BAD, R.RECTIFIED}, None, HANDLE, sentence="更正：{changes}。理由：{reason}",
             personal=("changes", "reason"), minor=True),
        Step("rectify_rating", "登记整改", "", {R.BAD}, R.RECTIFIED, HANDLE, stops=BAD_REVIEW, sentence="已整改", personal=("how",)),
    ),
)  # fmt: skip
