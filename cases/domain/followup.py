"""Calling the recipient back (Law art. 59)."""

from cases.models import FollowUp
from cases.workflow import CASE


@CASE.step("try_follow_up")
def try_follow_up(case, *, by, at, result, manner="电话", note=""):
    """Nobody answered; the attempt is on record and the case keeps waiting."""
    return FollowUp.objects.create(case=case, at=at, manner=manner, result=result, suggestions=note, by=by)


@CASE.step("follow_up")
def follow_up(case, *, by, at, satisfaction, manner="电话", suggestions="", **answers):
    """Reached: what the recipient says. `answers`: met, told, reported, money_asked."""
    case.followed_up_at = at
    return FollowUp.objects.create(
        case=case, at=at, manner=manner, result="reached", satisfaction=satisfaction, suggestions=suggestions, by=by, **answers
    )
