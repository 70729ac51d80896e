"""Whom of several recipients the office calls back: a random sample that can be drawn again from what is kept (Law art. 59)."""

import secrets
from dataclasses import dataclass

from cases.enums import FollowUpResult, Satisfaction
from cases.law.groups import draw
from cases.models import CallSample, FollowUp
from cases.queries.group import sample_of
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError

from .alarm import sound
from .members import because, member_of, needs_reason
from .progress import reach_safely


@dataclass(frozen=True)
class Drawn:
    pool_size: int
    size: int
    seed: str
    why: str


@dataclass(frozen=True)
class Called:
    who: str
    outcome: str


@CASE.step("draw_calls")
def draw_calls(case, *, by, at, size, reason=""):
    """`size` of those who are aided; drawn once more only with a reason, the earlier sample stays."""
    aided = case.members.filter(granted=True, left_on=None)
    pool = sorted(aided.values_list("pk", flat=True))
    if not 1 <= size <= len(pool):
        raise DomainError(f"人数应在1至{len(pool)}之间。", field="size")
    if sample_of(case):
        needs_reason(reason)

    seed = secrets.token_hex(8)
    kept = {"seed": seed, "pool": pool, "drawn": draw(pool, size, seed)}
    CallSample.objects.create(case=case, reason=reason.strip(), by=by, at=at, **kept)
    return Drawn(len(pool), size, seed, because(reason))


@CASE.step("call_member")
def call_member(
    case, *, by, at, person, result, satisfaction="", manner="电话", suggestions="", **answers
):
    """One of the sample was called: reached, with the answers, or not. `answers`: as of `follow_up`."""
    member, sample = member_of(case, person), sample_of(case)
    if sample is None or member.pk not in sample.drawn:
        raise DomainError(f"{member}没有抽中，请从抽中的人中选择。", field="person")
    reach_safely(member.reached_as, manner)
    if result == FollowUpResult.REACHED and not satisfaction:
        raise DomainError("接通的，请填写满意度。", field="satisfaction")

    reached = result == FollowUpResult.REACHED
    said = {"satisfaction": satisfaction, **answers} if reached else {}
    visit = FollowUp.objects.create(
        case=case,
        member=member,
        at=at,
        by=by,
        manner=manner,
        result=result,
        suggestions=suggestions,
        **said,
    )
    if reached:
        sound(case, visit, at)
    outcome = (
        f"接通，{Satisfaction(satisfaction).label}" if reached else FollowUpResult(result).label
    )
    return Called(str(member), outcome)
