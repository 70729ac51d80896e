from django.db.models import TextChoices


class ReviewState(TextChoices):
    DRAWN = "drawn", "待指派专家"
    SCORING = "scoring", "评分中"
    THIRD = "third", "待第三名专家"
    SCORED = "scored", "评分完毕"
    TOLD = "told", "已告知承办人"
    OBJECTED = "objected", "承办人有异议"
    SETTLED = "settled", "已定等次"
    RECTIFYING = "rectifying", "整改中"
    RECHECKING = "rechecking", "整改待复查"
    RECTIFIED = "rectified", "整改完毕"
    WITHDRAWN = "withdrawn", "已撤销"


GRADED = (
    ReviewState.SETTLED,
    ReviewState.RECTIFYING,
    ReviewState.RECHECKING,
    ReviewState.RECTIFIED,
)
ENDED = (*GRADED, ReviewState.WITHDRAWN)
OPEN = (
    ReviewState.DRAWN,
    ReviewState.SCORING,
    ReviewState.THIRD,
    ReviewState.SCORED,
    ReviewState.TOLD,
    ReviewState.OBJECTED,
)
# where whoever handled the case reads the result
TOLD = (ReviewState.TOLD, ReviewState.OBJECTED, *GRADED)
# where whoever arranges it sees what the experts gave
OPENED = (ReviewState.SCORED, *TOLD)
