"""Accounts that review, decide or pay are changed by two: one proposes, another who is neither that one nor the person confirms.

What is proposed is a few facts by key ("invite", "email", "role"; a higher app adds its own). It lapses after `LASTS`. Where nobody
else who could confirm has ever signed in, an office that begins goes on alone, and it is recorded as such.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.core.registry import Registry
from legalaid.platform.core.words import moment

from .invitations import invite
from .models import Change, User
from .roles import CONFIRMERS, WEIGHTY, Role
from .signals import account_changed, person_told

LASTS = timedelta(days=3)
RIGHT = "accounts.confirm"


@dataclass(frozen=True)
class Fact:
    """Something of an account that may wait for the second person: what it is called, how it is done, what it becomes in words."""

    label: str
    apply: Callable  # (person, value, by) -> the token of an invitation, or None
    named: Callable = None  # value -> its name, where everybody may read it; else it stands on the page of who confirms alone


FACTS = Registry()


def _field(name):
    def apply(person, value, by):
        """An account that becomes weighty begins anew, with a link that two gave: who invited it alone may hold the one before, or
        the password."""
        becomes = name == "role" and value in WEIGHTY and person.role not in WEIGHTY
        setattr(person, name, value)
        person.save()
        return invite(person, by=by) if becomes else None

    named = dict(Role.choices).get if name == "role" else None
    return Fact(str(User._meta.get_field(name).verbose_name), apply, named)


FACTS["invite"] = Fact("重新设置密码", lambda person, _, by: invite(person, by=by))
for _name in ("username", "name", "role", "email", "phone"):
    FACTS[_name] = _field(_name)


def weighs(person, facts=()):
    """Whether this account reviews, decides or pays, or would."""
    return person.role in WEIGHTY or dict(facts).get("role") in WEIGHTY


def confirmers(by, person):
    """Who could confirm what `by` proposes for `person`."""
    people = User.objects.filter(role__in=CONFIRMERS).exclude(username="system")
    return people.exclude(pk__in=(by.pk, person.pk))


def settle(person, facts, *, by):
    """Does what needs one and proposes what needs two. Returns (Change that waits or None, token of an invitation or None)."""
    facts = {key: value for key, value in facts.items() if _differs(person, key, value)}
    if not facts:
        return None, None

    alone = not confirmers(by, person).filter(last_login__isnull=False).exists()
    if weighs(person, facts) and not alone:
        return propose(person, facts, by=by), None

    with transaction.atomic():
        token = _carry_out(person, facts, by=by)
        if weighs(person, facts):
            said = {"username": person.username, "what": words(facts)}
            account_changed.send(User, by=by, verb="user.changed_alone", facts=said)
    return None, token


def _differs(person, key, value):
    return not hasattr(person, key) or getattr(person, key) != value


def words(facts, *, whole=False):
    """What changes. `whole`: also to which address, telephone or login name, for whoever is to make sure of it."""
    return "、".join(_word(FACTS[key], value, whole) for key, value in facts.items())


def _word(fact, value, whole):
    if fact.named:
        return f"{fact.label}改为{fact.named(value)}"
    if whole and isinstance(value, str):
        return f"{fact.label}改为{value or '空'}"
    return fact.label


def propose(person, facts, *, by):
    with transaction.atomic():
        User.objects.select_for_update().get(pk=person.pk)
        now = timezone.now()
        if person.changes.waiting(now).exists():
            raise DomainError(f"{person}的账号已有一项变动等待确认，请先办完或者撤回。")

        change = Change.objects.create(
            person=person, by=by, at=now, lapses_at=now + LASTS, facts=json.dumps(facts)
        )
        _record("user.change_proposed", change, by)
        asked = f"{by}申请变动{person}的账号（{words(facts)}），请核实后确认，{moment(change.lapses_at)}前有效。"
        page = reverse("accounts:changes")
        for other in confirmers(by, person).filter(is_active=True):
            _tell(other, change, "asked", asked, url=page)
        told = f"{by}申请变动您的账号（{words(facts)}），{moment(change.lapses_at)}前经另一人确认才生效。不是您要求的，请马上告诉中心负责人或者司法局。"
        _tell(person, change, "proposed", told, address=person.email)
    return change


def confirm(change, *, by):
    """The second person agrees: it is done now. Returns the token of the invitation, or None."""
    with transaction.atomic():
        locked = _waiting(change, by)
        if by.pk in (locked.by_id, locked.person_id):
            raise NotAllowed("自己申请的、关于自己账号的变动，由另一人确认。")

        person, facts = locked.person, json.loads(locked.facts)
        address = person.email
        token = _carry_out(person, facts, by=by)
        _end(locked, by, Change.Outcome.DONE)
        _record("user.change_confirmed", locked, by)
        told = f"您的账号已变动（{words(facts)}）：{locked.by}申请，{by}确认。不是您要求的，请马上告诉中心负责人或者司法局。"
        _tell(person, locked, "done", told, address=address)
    return token


def refuse(change, *, by):
    """The second person, or whom it concerns, does not agree; whoever proposed it takes it back."""
    with transaction.atomic():
        locked = _waiting(change, by, right=by.pk not in (change.by_id, change.person_id))
        mine = by.pk == locked.by_id
        _end(locked, by, Change.Outcome.WITHDRAWN if mine else Change.Outcome.REFUSED)
        _record("user.change_withdrawn" if mine else "user.change_refused", locked, by)
        what = words(json.loads(locked.facts))
        if not mine:
            _tell(locked.by, locked, "refused", f"{by}不同意变动{locked.person}的账号（{what}）。")
        if by.pk == locked.person_id:
            User.objects.filter(pk=by.pk).update(notice="")
        else:
            told = f"{by}{'撤回了申请，不再' if mine else '不同意'}变动您的账号（{what}），账号没有变动。"
            _tell(locked.person, locked, "ended", told, address=locked.person.email)


def lapse(now):
    """Ends what nobody confirmed in time, and tells who proposed it and whom it concerns. Returns how many."""
    rows = Change.objects.overdue(now).order_by("pk").values_list("pk", flat=True)
    return sum(_lapse(pk, now) for pk in rows)


def _lapse(pk, now):
    with transaction.atomic():
        overdue = Change.objects.overdue(now).select_for_update(of=("self",))
        change = overdue.select_related("by", "person").filter(pk=pk).first()
        if change is None:
            return False

        _end(change, None, Change.Outcome.LAPSED)
        _record("user.change_lapsed", change, None)
        what, page = words(json.loads(change.facts)), reverse("accounts:changes")
        told = f"您申请变动{change.person}的账号（{what}），到期没有人确认，已经失效，账号没有变动。仍需要的请重新申请。"
        _tell(change.by, change, "lapsed", told, url=page if change.by.may(RIGHT) else "")
        told = f"{change.by}申请变动您的账号（{what}），到期没有人确认，已经失效，账号没有变动。"
        _tell(change.person, change, "ended", told, address=change.person.email)
    return True


def acknowledge(user):
    """The banner has been read."""
    if user.notice:
        User.objects.filter(pk=user.pk).update(notice="")
        account_changed.send(User, by=user, verb="user.acknowledged", facts={})


def _waiting(change, by, *, right=True):
    locked = Change.objects.select_for_update().select_related("by", "person").get(pk=change.pk)
    if right and not by.may(RIGHT):
        raise NotAllowed("您的岗位不确认账号变动。")
    if locked.outcome not in (Change.Outcome.WAITING, Change.Outcome.LAPSED):
        raise DomainError(f"这项变动{locked.get_outcome_display()}，不需要再办。")
    if locked.lapses_at <= timezone.now():
        raise DomainError("这项变动没有在期限内确认，已经失效，需要的请重新申请。")
    return locked


def _carry_out(person, facts, *, by):
    tokens = [FACTS[key].apply(person, value, by) for key, value in facts.items()]
    return next((token for token in reversed(tokens) if token), None)  # the last ends the others


def _end(change, by, outcome):
    change.second, change.outcome, change.ended_at = by, outcome, timezone.now()
    change.save()


def _record(verb, change, by):
    facts = {"username": change.person.username, "what": words(json.loads(change.facts))}
    account_changed.send(User, by=by, verb=verb, facts=facts)


def _tell(user, change, stage, text, *, url="", address=""):
    """In the inbox and by mail, to the address until now; whom it concerns reads it above every page until it is acknowledged."""
    if user.pk == change.person_id:
        User.objects.filter(pk=user.pk).update(notice=text[:200])
    key = f"account:{change.pk}:{stage}:{user.pk}"
    person_told.send(User, user=user, key=key, text=text, url=url, address=address)
