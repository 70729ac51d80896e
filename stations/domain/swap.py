"""Exchanging duties: asked, agreed by the other, approved by the centre; only then does the plan change."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from legalaid.platform.accounts.roles import Role
from legalaid.platform.core import words
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.notifications.send import notify
from stations.enums import SwapState
from stations.models import Swap
from stations.queries.station import people_over
from stations.workflow import SWAP

from .roster import check_can_serve, lock, save_shift


def ask(shift, *, by, other, reason, returned=None, at=None):
    """The person on duty asks another to take this duty, or to exchange it for one of theirs."""
    at = at or timezone.now()
    if shift.handler is None or shift.handler.user_id != by.pk:
        raise NotAllowed("只能为自己的值班申请换班。")
    if shift.roster.published_at is None:
        raise DomainError("值班表还没有发布。")
    if shift.starts_at <= at or shift.signed_in_at:
        raise DomainError("这一班已经开始，不能换班。")
    if other == shift.handler:
        raise DomainError("请选择另一位值班人员。", field="other")
    if returned and (returned.handler_id != other.pk or returned.starts_at <= at):
        raise DomainError(f"换回的班须是{other}尚未开始的值班。", field="returned")
    _check(shift, other, returned, shift.handler)

    swap = Swap(shift=shift, returned=returned, asker=shift.handler, other=other, reason=reason)
    facts = {"shift": str(shift), "other": str(other), "reason": reason}
    try:
        with transaction.atomic():
            SWAP.open(swap, "ask", _ask, by=by, at=at, facts=facts)
            text = f"{swap.asker}申请与您换班：{words.near(shift.day)}{shift.post}。"
            _tell(swap, other.user, text)
    except IntegrityError:
        raise DomainError("这一班已有换班申请，请等待答复或先撤回。")
    return swap


def _ask(swap, *, by, at, **facts):
    swap.save()


SWAP.step("ask")(_ask)


def _check(shift, other, returned, asker):
    """Whether each could serve the other's duty; what they give away does not count against them."""
    given = {("duty", row.pk) for row in (shift, returned) if row}
    check_can_serve(shift, other, leaving=given)
    if returned:
        check_can_serve(returned, asker, leaving=given)


def _tell(swap, user, text):
    notify(
        user,
        key=f"swap:{swap.pk}:v{swap.version}:{user.pk}",
        kind="duty",
        text=text,
        url=swap.get_absolute_url(),
    )


def _tell_who_approves(swap, text):
    for director in people_over(swap.shift.roster.station, Role.DIRECTOR):
        _tell(swap, director, text)


def _only(handler, by, sentence):
    if handler.user_id != by.pk:
        raise NotAllowed(sentence)


def _check_future(swap, at):
    for shift in (swap.shift, swap.returned):
        if shift and (shift.starts_at <= at or shift.signed_in_at):
            raise DomainError("其中一班已经开始，不能再换。")


@SWAP.step("agree")
def agree(swap, *, by, at):
    _only(swap.other, by, "须由对方本人同意。")
    _check_future(swap, at)
    _check(swap.shift, swap.other, swap.returned, swap.asker)
    _tell(swap, swap.asker.user, f"{swap.other}同意换班，等中心批准；批准前仍由您值班。")
    _tell_who_approves(swap, f"{swap}，双方已同意，请批准或不批准。")


@SWAP.step("decline")
def decline(swap, *, by, at):
    _only(swap.other, by, "须由对方本人答复。")
    _tell(swap, swap.asker.user, f"{swap.other}不同意换班。")


@SWAP.step("withdraw")
def withdraw(swap, *, by, at):
    """Whoever was told of it before hears that nothing comes of it."""
    _only(swap.asker, by, "须由申请人本人撤回。")
    text = f"{swap.asker}撤回了换班申请，{words.near(swap.shift.day)}{swap.shift.post}不变。"
    _tell(swap, swap.other.user, text)
    if swap.state == SwapState.AGREED:
        _tell_who_approves(swap, text)


@SWAP.step("approve")
def approve(swap, *, by, at):
    """Changes the plan. What was true when it was agreed is checked again."""
    _check_future(swap, at)
    shift = lock(swap.shift)
    returned = lock(swap.returned) if swap.returned else None
    given_away = shift.handler_id != swap.asker_id
    if given_away or (returned and returned.handler_id != swap.other_id):
        raise DomainError("值班安排已变动，此换班不再适用。")
    _check(shift, swap.other, returned, swap.asker)

    if returned:  # nobody's for a moment, so that two duties of the same hour can change hands
        returned.handler = None
        save_shift(returned)
    shift.handler, shift.reason = swap.other, f"与{swap.asker}换班"
    save_shift(shift)
    if returned:
        returned.handler, returned.reason = swap.asker, f"与{swap.other}换班"
        save_shift(returned)

    text = f"换班已批准：{words.near(shift.day)}{shift.post}改由{swap.other}值班。"
    for user in (swap.asker.user, swap.other.user):
        _tell(swap, user, text)


@SWAP.step("refuse")
def refuse(swap, *, by, at):
    for user in (swap.asker.user, swap.other.user):
        _tell(swap, user, f"{swap}未获批准，仍按原安排值班。")
