"""Who deals with the quality of the work: separation of those who did it, who judge it and who complain of it."""

from cases.permissions import recused_of
from cases.permissions.handling import handles

OWN_CASE = "您承办此案，不能组织或者参加对它的评估。"
SCORES_IT = "您是此案的评估专家，不能组织对它的评估。"
NOT_YOURS = "此案的评分没有交给您。"
NOT_HANDLED = "此案不是您承办的。"


def arranges_review(user, review):
    """Whoever handled the case or scores it does not arrange its review."""
    if review.handler_id and review.handler.user_id == user.pk:
        return OWN_CASE
    if review.pk and user.pk in review.expert_keys():
        return SCORES_IT
    return OWN_CASE if handles(user, review.case) else recused_of(user, review)


def scores_review(user, review):
    """Only whom it was given to, while the sheet is not handed in."""
    waits = review.pk and review.standing_sheets().filter(user=user, handed_at=None).exists()
    return "" if waits else NOT_YOURS


def answers_review(user, review):
    return "" if review.handler_id and review.handler.user_id == user.pk else NOT_HANDLED
