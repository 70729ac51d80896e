"""Handlers put themselves forward for a case (自愿办案): called for by the director, chosen among with reasons, back to assignment where nobody comes."""

import re
import unicodedata
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from cases.enums import PoolEnd, State
from cases.models import Case, Pool, Volunteer
from cases.models.threshold import thresholds
from cases.queries.assignment import candidates_for
from cases.queries.volunteer import whom_to_tell
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.errors import DomainError, StaleState
from legalaid.platform.core.text import holds_number
from legalaid.platform.core.words import moment
from legalaid.platform.notifications.send import notify, notify_all
from legalaid.platform.notifications.sentences import said
from stations.models import Handler
from stations.queries.station import people_over

verb("case.pool_called", "公开征集承办人，{closes}截止", data=("closes",))
verb("case.pool_amended", "修改征集的说明", personal=("note",))
verb("case.pool_withdrawn", "撤回征集：{reason}", personal=("reason",))
verb("case.pool_empty", "征集截止，无人报名，另行指派")
verb("case.volunteered", "{handler}报名自愿办理", data=("handler",), personal=("note",))
verb("case.volunteer_amended", "{handler}修改自荐说明", data=("handler",), personal=("note",))
verb("case.stepped_back", "{handler}撤回报名", data=("handler",))

SHORTEST = timedelta(hours=2)
NOT_WAITING = "此案现在不是待指派，不能征集。"
NOT_SHOWN = "密卷不公开征集，请直接指派。"
ENTRUSTED = "此案已交承办机构安排，征集的，请先收回。"
NAMES = "说明给全体承办人看，不能写当事人的姓名、名称、电话和证件号码。"
TOO_SHORT = "截止时间至少在2小时以后，承办人才来得及报名。"
TOO_LATE = "截止时间至少比指派的期限（{due}）早{hours}小时，报名以后还要指派。"
GATHERING = "正在公开征集承办人（{closes}截止），提前指派的，请先撤回征集。"
CLOSED = "报名已经截止。"
NUMBERS = "自荐说明中不写电话和证件号码。"
OWN = "您不能报名：{why}。"
MAY_NOT = "按利益冲突、回避等规则，您不能承办这一件，不能报名。"
LOCAL = re.compile(r"(?<!\d)\d{7,8}(?!\d)")  # a telephone of the county
UNIT = re.compile(
    r"(股份|有限|责任|公司|集团|工厂|厂|商店|店|部|中心|合作社|工程|建筑|劳务|服务)+$"
)
PLACE = re.compile(r"^[\u4e00-\u9fff]{1,4}?[省市县区]")


@transaction.atomic
def call_for(case, *, by, closes_at, note="", at=None):
    """Puts a case that waits for a handler before all of them, without a word of whom it is about; closes before the limit of assignment."""
    at = at or timezone.now()
    case = _held(case)
    if case.state != State.GRANTED:
        raise StaleState(NOT_WAITING)
    if case.secret:
        raise DomainError(NOT_SHOWN)
    if case.entrusted_to_id:
        raise DomainError(ENTRUSTED)
    if case.pools.filter(ended_at=None).exists():
        raise DomainError("此案已经在征集。")
    if closes_at < at + SHORTEST:
        raise DomainError(TOO_SHORT, field="closes_at")
    hours = thresholds()["pool_ahead"]
    if case.due_at and closes_at > case.due_at - timedelta(hours=hours):
        late = TOO_LATE.format(due=moment(case.due_at), hours=hours)
        raise DomainError(late, field="closes_at")
    check_unnamed(case, note, "note")

    pool = Pool.objects.create(case=case, by=by, at=at, closes_at=closes_at, note=note.strip())
    _record("pool_called", case, by, at, closes=moment(closes_at))
    text = said("pool_open", cause=case.cause.name, stage=case.stage, time=moment(closes_at))
    people = [handler.user for handler in whom_to_tell(case).select_related("user")]
    url = pool.get_absolute_url()
    notify_all(people, about=f"pool:{pool.pk}", kind="pool", text=text, url=url)
    return pool


def check_unnamed(case, text, field):
    """What all handlers read names nobody: no name of the case, nor what a name is known by, no number."""
    if _numbered(text) or any(name in text for name in _names(case)):
        raise DomainError(NAMES, field=field)


def known_by(name):
    """A name, and what somebody is called by it: the given name of a person, of a unit what is left without place and kind."""
    name = "".join(name.split())
    if len(name) <= 4:
        return {name, name[-2:]} if len(name) > 2 else {name}
    return {name, PLACE.sub("", UNIT.sub("", name))}


def _numbered(text):
    return holds_number(text) or LOCAL.search(unicodedata.normalize("NFKC", text))


def _names(case):
    """Of whoever has to do with the case; of two characters on, as shorter ones stand in any text."""
    found = [case.applicant.name, *case.parties.values_list("name", flat=True)]
    found += case.joint_applicants.values_list("name", flat=True)
    found += case.connected.values_list("name", flat=True)
    return {part for name in found for part in known_by(name) if len(part) > 1}


@transaction.atomic
def amend_note(pool, *, by, note, at=None):
    """What was said of the case is put right, until the time is over."""
    at = at or timezone.now()
    case, pool = _held(pool.case), _gathering(pool, at)
    check_unnamed(case, note, "note")
    pool.note, pool.version = note.strip(), pool.version + 1
    pool.save(update_fields=["note", "version"])
    _record("pool_amended", case, by, at, note=pool.note)
    return pool


@transaction.atomic
def amend_own(pool, *, by, note, at=None):
    """A volunteer puts right what he said of himself, until the time is over."""
    at = at or timezone.now()
    case, pool = _held(pool.case), _gathering(pool, at)
    _check_own(note)
    if not pool.volunteers.filter(handler__user=by, withdrawn_at=None).update(note=note.strip()):
        raise DomainError("您没有报名，或者已经撤回。")
    _record("volunteer_amended", case, by, at, handler=by.name, note=note.strip())
    return pool


def _check_own(note):
    """Names are not compared: a refusal would tell a handler whom the case is about, and the director alone reads it."""
    if _numbered(note):
        raise DomainError(NUMBERS, field="note")


def _gathering(pool, at):
    row = _open(pool)
    if at >= row.closes_at:
        raise DomainError(CLOSED)
    return row


@transaction.atomic
def withdraw(pool, *, by, reason, at=None):
    at = at or timezone.now()
    case, pool = _held(pool.case), _open(pool)
    if len(reason.strip()) < 4:
        raise DomainError("请写明撤回征集的理由（不少于4个字）。", field="reason")
    check_unnamed(case, reason, "reason")
    pool.withdrawn_why = reason.strip()
    _end(pool, PoolEnd.WITHDRAWN, at)
    _record("pool_withdrawn", case, by, at, reason=reason.strip())
    _tell_volunteers(pool, f"已撤回（{pool.withdrawn_why}），感谢您的报名。")
    return pool


@transaction.atomic
def volunteer(pool, *, by, note="", at=None):
    """Puts the handler `by` forward; sent twice it is one. Whoever the rules bar is told what of himself does, not by which case or party."""
    at = at or timezone.now()
    case, pool = _held(pool.case), _gathering(pool, at)
    _check_own(note)
    [found] = candidates_for(case, Handler.objects.filter(user=by))
    if not found.eligible:
        raise DomainError(OWN.format(why="、".join(found.own)) if found.own else MAY_NOT)

    facts = {"note": note.strip(), "at": at, "withdrawn_at": None}
    Volunteer.objects.update_or_create(pool=pool, handler=found.handler, defaults=facts)
    _record("volunteered", case, by, at, handler=by.name, note=note.strip())
    return pool


@transaction.atomic
def step_back(pool, *, by, at=None):
    at = at or timezone.now()
    case, pool = _held(pool.case), _open(pool)
    rows = pool.volunteers.filter(handler__user=by, withdrawn_at=None)
    if not rows.update(withdrawn_at=at):
        raise DomainError("您没有报名，或者已经撤回。")
    _record("stepped_back", case, by, at, handler=by.name)
    return pool


def check_gathered(case, at):
    """Nobody is assigned while others may still put themselves forward."""
    if pool := case.pools.gathering(at).first():
        raise DomainError(GATHERING.format(closes=moment(pool.closes_at)))


def end_chosen(case, handler, at):
    """The case is given to `handler`: whoever else put himself forward is thanked."""
    if pool := case.pools.filter(ended_at=None).first():
        _end(pool, PoolEnd.CHOSEN, at)
        others = [row for row in _coming(pool) if row.handler_id != handler.pk]
        _tell(pool, others, "已指派给其他承办人，感谢您的报名。")


def close_pools(now):
    """Where the time is over: with nobody the case goes back to assignment, else the director chooses. Returns how many were told."""
    over = Pool.objects.open().filter(closes_at__lte=now)
    return sum(_close(pool, now) for pool in over.select_related("case__station"))


@transaction.atomic
def _close(pool, now):
    case = _held(pool.case)
    pool = Pool.objects.open().select_for_update(of=("self",)).filter(pk=pool.pk).first()
    if pool is None:  # given, or withdrawn, meanwhile
        return 0
    coming = _coming(pool).count()
    if coming == 0:
        _end(pool, PoolEnd.NOBODY, now)
        _record("pool_empty", case, system_user(), now)
    told = f"征集已截止，{coming}人报名，请选定。" if coming else "征集已截止，无人报名，请指派。"
    key, url = f"pool:{pool.pk}:over", f"{case.get_absolute_url()}assign/"
    people = people_over(case.station, Role.DIRECTOR)
    sent = [
        notify(user, key=f"{key}:{user.pk}", kind="turn", text=f"{case.number}{told}", url=url)
        for user in people
    ]
    return sum(one is not None for one in sent)


def _held(case):
    return (
        Case.objects.select_for_update(of=("self",))
        .select_related("cause", "station")
        .get(pk=case.pk)
    )


def _open(pool):
    row = Pool.objects.select_for_update().get(pk=pool.pk)
    if row.ended_at:
        raise StaleState(f"征集已经结束（{row.get_end_display()}）。")
    return row


def _end(pool, end, at):
    pool.end, pool.ended_at, pool.version = end, at, pool.version + 1
    pool.save(update_fields=["end", "ended_at", "version", "withdrawn_why"])


def _coming(pool):
    return pool.volunteers.filter(withdrawn_at=None).select_related("handler__user")


def _tell_volunteers(pool, text):
    _tell(pool, _coming(pool), text)


def _tell(pool, rows, text):
    people = [row.handler.user for row in rows]
    told = {"kind": "pool", "text": f"您报名的{pool}{text}", "url": pool.get_absolute_url()}
    notify_all(people, about=f"pool:{pool.pk}:{pool.end}", **told)


def _record(key, case, by, at, **data):
    record(f"case.{key}", by=by, at=at, workflow="case", subject_id=case.pk, **data)
