"""Calling the recipient back (Law art. 59)."""

from cases.enums import State
from cases.models import FollowUp
from cases.workflow import CASE
from legalaid.platform.accounts.queries import system_user


@CASE.step("try_follow_up")
def try_follow_up(case, *, by, at, result, manner="电话", note=""):
    """Nobody answered; the attempt is on record and the case keeps waiting."""
    return FollowUp.objects.create(
        case=case, at=at, manner=manner, result=result, suggestions=note, by=by
    )


@CASE.step("follow_up")
def follow_up(case, *, by, at, satisfaction, manner="电话", suggestions="", **answers):
    """Reached: what the recipient says. `answers`: met, told, reported, money_asked."""
    case.followed_up_at = at
    return FollowUp.objects.create(
        case=case,
        at=at,
        manner=manner,
        result="reached",
        satisfaction=satisfaction,
        suggestions=suggestions,
        by=by,
        **answers,
    )


@CASE.step("skip_follow_up")
def skip_follow_up(case, *, by, at):
    """Nobody to call back: the director waived it, and the case goes on to archiving."""


@CASE.on_done
def go_on_when_waived(case, step, by, at):
    """A case does not wait for a call that was waived, before it came to that or while it waits."""
    if case.state == State.FOLLOW_UP and case.waivers.filter(item="follow_up").exists():
        CASE.acts["skip_follow_up"](case, by=system_user(), at=at)
