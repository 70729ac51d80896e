"""Calling the recipient back (Law art. 59)."""

from django.utils import timezone

from cases.enums import State
from cases.models import FollowUp, PlannedCall
from cases.queries.case import cases_for
from cases.queries.termination import ended_by_death
from cases.workflow import CASE
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.core.errors import DomainError

from .alarm import sound
from .progress import reach_safely


@CASE.step("plan_follow_up")
def plan_follow_up(case, *, by, at, officer, due_on):
    """Who calls, and by when; the case waits as before, and whoever may call still can."""
    if due_on < timezone.localdate(at):
        raise DomainError("回访日期不能早于今天。", field="due_on")
    if not may_call(officer, case):
        raise DomainError(
            f"{officer.name}看不到此案，或者承办此案，不能由其回访。", field="officer"
        )

    plan = {"officer": officer, "due_on": due_on, "by": by, "at": at}
    return PlannedCall.objects.update_or_create(case=case, defaults=plan)[0]


def may_call(officer, case):
    if not officer.is_active or CASE.denial("cases.follow_up", officer, case):
        return False
    return cases_for(officer).filter(pk=case.pk).exists()


@CASE.step("try_follow_up")
def try_follow_up(case, *, by, at, result, manner="电话", note=""):
    """Nobody answered; the attempt is on record and the case keeps waiting."""
    reach_safely(case.applicant, manner)
    return FollowUp.objects.create(
        case=case, at=at, manner=manner, result=result, suggestions=note, by=by
    )


@CASE.step("follow_up")
def follow_up(case, *, by, at, satisfaction, manner="电话", suggestions="", **answers):
    """Reached: what the recipient says. `answers`: met, told, reported, money_asked; `more`: [[question, answer]] of the county's own."""
    reach_safely(case.applicant, manner)
    case.followed_up_at = at
    visit = FollowUp.objects.create(
        case=case,
        at=at,
        manner=manner,
        result="reached",
        satisfaction=satisfaction,
        suggestions=suggestions,
        by=by,
        **answers,
    )
    sound(case, visit, at)
    return visit


@CASE.step("skip_follow_up")
def skip_follow_up(case, *, by, at):
    """Nobody to call back: the director waived it, and the case goes on to archiving."""


@CASE.on_done
def go_on_when_waived(case, step, by, at):
    """A case does not wait for a call that was waived, before it came to that or while it waits; nor where nobody can be called any more."""
    if case.state != State.FOLLOW_UP:
        return
    if case.waivers.filter(item="follow_up").exists() or ended_by_death(case):
        CASE.acts["skip_follow_up"](case, by=system_user(), at=at)
