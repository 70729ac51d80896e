"""One of several applicants is granted or refused by a decision of its own (Law art. 43)."""

from dataclasses import dataclass

from django.utils import timezone

from cases.enums import State
from cases.law import termination as law
from cases.permissions import UNDER_REVIEW
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError, NotAllowed

from .group import check_follows, renew_all
from .members import because, member_of, needs_reason
from .objection import correct

AIDED_NOW = "{name}已经给予法律援助。不再参加的，请登记退出。"
REFUSED = "{name}已经决定不予援助。"
SEALED = "卷宗已经封存，对{name}的决定只按异议审查决定改正。"


@dataclass(frozen=True)
class Decided:
    who: str
    why: str = ""


@CASE.step("refuse_member")
def refuse_member(case, *, by, at, person, codes, grounds, reasons):
    """This one alone is refused; the letter names nobody else and tells how to object."""
    member = member_of(case, person)
    check_follows(member)
    if member.granted is False:
        raise DomainError(REFUSED.format(name=member), field="person")
    if member.granted or member.left_on:
        raise DomainError(AIDED_NOW.format(name=member), field="person")
    if not codes:
        raise DomainError("请选择决定的依据。", field="codes")
    if not reasons.strip():
        raise DomainError("不予援助须写明理由。", field="reasons")

    member.granted, member.grounds, member.reasons = False, list(codes), reasons.strip()
    _sign(member, by, at)
    return Decided(str(member))


@CASE.step("grant_member")
def grant_member(case, *, by, at, person, reason=""):
    """Whoever joined after the decision, or was refused wrongly: granted, on the grounds the case was granted on."""
    member = member_of(case, person)
    if member.granted:
        raise DomainError(f"{member}已经给予法律援助。", field="person")
    if member.left_on:
        raise DomainError(f"{member}已经退出。", field="person")
    ordered = _ordered(case, member)
    if member.granted is False and not ordered:
        needs_reason(reason)

    member.granted, member.grounds, member.reasons = True, [], ""
    _sign(member, by, at)
    _follow(case, by, at, f"{member}给予法律援助")
    corrected = correct(case, at, member).why if ordered else ""
    return Decided(str(member), why=f"，{corrected}" if corrected else because(reason))


def _ordered(case, member):
    """Whether the bureau ordered that the decision on this one be corrected. While it reviews, nothing is; of a sealed file only what it ordered."""
    if member.objections.under_review().exists():
        raise NotAllowed(UNDER_REVIEW)
    ordered = member.objections.ordered().exists()
    if case.state == State.ARCHIVED and not ordered:
        raise DomainError(SEALED.format(name=member), field="person")
    return ordered


def _follow(case, by, at, why):
    """Papers that name everybody are issued anew, but not those of a sealed file."""
    if case.state != State.ARCHIVED:
        renew_all(case, by, at, why)


@CASE.step("end_member")
def end_member(case, *, by, at, person, occasion, reasons, heard, counsel="", provision=""):
    """Aid of this one alone ends (Law art. 48); the others go on. `heard`: what the person said to it, or why nobody could be heard."""
    member = member_of(case, person)
    check_follows(member)
    if not member.granted or member.left_on:
        raise DomainError(f"{member}现在没有接受法律援助。", field="person")
    _check_end(occasion, reasons, heard, counsel, provision)

    member.ended, member.ended_reasons = occasion, reasons.strip()
    member.ended_heard = heard.strip()
    member.ended_provision = provision.strip() or counsel.strip()
    member.left_on, member.left_reason = timezone.localdate(at), member.what.ground
    member.representative, member.decided_by = False, by
    member.save()
    _follow(case, by, at, f"对{member}终止法律援助")
    return Decided(str(member), why=f"{member.what.ground}（{member.what.article}）")


def _check_end(occasion, reasons, heard, counsel, provision):
    if occasion not in law.OF_ONE:
        raise DomainError("请选择终止的情形。", field="occasion")
    said = {"happened_on": None, "borderline": "", "counsel": counsel, "provision": provision}
    if missing := law.lacking(occasion, said | {"cost": None, "attempts": ()}):
        field, sentence = missing
        raise DomainError(sentence, field=field)
    for field, text in (("reasons", reasons), ("heard", heard)):
        if len(text.strip()) < 4:
            raise DomainError("请写明（不少于4个字）。", field=field)


@CASE.step("resume_member")
def resume_member(case, *, by, at, person, reason):
    """The end of aid of this one is taken back, as the bureau ordered or by the centre itself."""
    member = member_of(case, person)
    if not member.ended:
        raise DomainError(f"没有对{member}决定终止法律援助。", field="person")
    _ordered(case, member)
    needs_reason(reason)

    member.ended = member.ended_reasons = member.ended_heard = member.ended_provision = ""
    member.left_on, member.left_reason = None, ""
    member.save()
    _follow(case, by, at, f"撤销对{member}的终止决定")
    return Decided(str(member), why=correct(case, at, member).why)


def _sign(member, by, at):
    member.decided_by, member.decided_on = by, timezone.localdate(at)
    member.save()
