"""Calling the recipient back (Law art. 59)."""

from django.db import transaction
from django.utils import timezone

from cases.enums import FollowUpResult, State
from cases.models import Case, FollowUp, PlannedCall
from cases.permissions.handling import not_the_handler
from cases.queries.case import cases_for
from cases.queries.termination import ended_by_death
from cases.workflow import CASE
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.errors import DomainError, NotAllowed

from .alarm import reconsider, sound
from .correction import correct, reissue
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


CORRECTED_IN = (State.FOLLOW_UP, State.ARCHIVING, State.ITEM_OWED)
verb("case.call_corrected", "更正回访记录")


@transaction.atomic
def correct_call(visit, *, by, reason, at=None, seen=None, **facts):
    """What was written down wrongly of a call that reached the recipient: form 32 is issued anew, an alarm follows what is said now (`reconsider`).
    `facts`: as of `follow_up`, without the manner of reaching. Not once the file is sealed."""
    at = at or timezone.now()
    case = Case.objects.select_for_update(of=("self",)).get(pk=visit.case_id)
    if refusal := correction_denial(by, case):
        raise NotAllowed(refusal)
    row = FollowUp.objects.select_for_update().get(pk=visit.pk)
    if row.result != FollowUpResult.REACHED:
        raise DomainError("没有接通的回访没有可以更正的回答。")

    changes = correct(row, facts, reason, seen)
    row.version += 1
    row.save()
    told = {"changes": changes, "reason": reason.strip()}
    record("call.corrected", by=by, at=at, workflow="call", subject_id=row.pk, **told)
    record("case.call_corrected", by=by, at=at, workflow="case", subject_id=case.pk)

    reconsider(case, row, at)
    case.version += 1
    CASE.refresh_turn(case)
    case.save()
    context = CASE.paper_contexts["follow_up_record"](case, by=by, at=at, visit=row)
    issued = {"of": ("case", case.pk), "issued_at": row.at, "by": by, "at": at, "reason": reason}
    reissue("follow_up_record", context=context, **issued)
    return row


@CASE.step("await_follow_up")
def await_follow_up(case, *, by, at):
    """The call that carried the case on was about another one: this one waits for its own."""
    case.followed_up_at = None


def correction_denial(by, case):
    """Why this person does not correct a call of this case; ""."""
    if case.state not in CORRECTED_IN:
        return "此案还没有回访，或者已经封存。"
    if not by.may("cases.follow_up"):
        return "您的岗位不回访受援人。"
    if bar := CASE.barred(by, case) or not_the_handler(by, case):
        return bar
    return "" if cases_for(by).filter(pk=case.pk).exists() else "此案不在您的范围内。"


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
