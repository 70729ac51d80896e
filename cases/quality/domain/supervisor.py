"""Supervisors (监督员): appointed from a day to a day with a letter, put right, and let go before their time, with a reason."""

from django.db import transaction
from django.utils import timezone

from cases.domain.written import reasoned
from cases.quality.models import Supervisor
from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import subject, verb
from legalaid.platform.core.errors import DomainError, StaleState
from legalaid.platform.core.office import office_at
from legalaid.platform.core.words import day
from legalaid.platform.documents import issue as documents
from legalaid.platform.documents.models import Paper
from stations.domain.staff import open_account

from .term import check_term

SUPERVISOR, LETTER = "supervisor", "supervisor_letter"
subject(SUPERVISOR, "监督员")
verb("supervisor.appointed", "聘任{who}为监督员：{term}", data=("who", "term"))
verb("supervisor.corrected", "更正{who}的聘任：{term}。理由：{reason}", data=("who", "term"), personal=("reason",))  # fmt: skip
verb("supervisor.ended", "{who}的监督员聘期至{to_on}止：{reason}", data=("who", "to_on"), personal=("reason",))  # fmt: skip

TWICE = "{name}在这段时间已经是监督员（{term}）。"


def appoint(*, by, station, from_on, to_on, unit, user=None, account=None, note="", at=None):
    """A term, and its letter. Either an account that stands or the `account` (name, username) of somebody from outside, who gets one without
    a post. Returns (Supervisor, token of the invitation or "")."""
    if (user is None) == (account is None):
        raise DomainError("选择已有的账号，或者填写新聘任的人的姓名。", field="user")
    at, token = at or timezone.now(), ""

    with transaction.atomic():
        if account:
            user, token = open_account(by=by, invited=True, role=Role.SUPERVISOR, **account)
        row = Supervisor(station=station, user=user, unit=unit.strip(), by=by, at=at)
        row.from_on, row.to_on, row.note = from_on, to_on, note.strip()
        _check(row)
        row.save()
        _event("appointed", row, by, term=row.term)
        facts = letter(row, by=by, at=at)
        documents.issue(LETTER, workflow=SUPERVISOR, subject_id=row.pk, context=facts, by=by, at=at)
    return row, token


def correct(supervisor, *, by, unit, from_on, to_on, reason, note="", seen=None, at=None):
    """What was written down wrongly; the letter is issued anew."""
    reasoned(reason)
    at = at or timezone.now()
    with transaction.atomic():
        row = _held(supervisor, seen)
        row.unit, row.from_on, row.to_on, row.note = unit.strip(), from_on, to_on, note.strip()
        _check(row)
        row.save()
        _event("corrected", row, by, term=row.term, reason=reason.strip())
        last = Paper.objects.filter(workflow=SUPERVISOR, subject_id=row.pk).latest("pk")
        facts = letter(row, by=by, at=at)
        documents.supersede(last, context=facts, by=by, at=at, reason=reason.strip()[:200])
    return row


def end_term(supervisor, *, by, to_on, reason, seen=None):
    """Stepped down, or let go; from the next day on nothing of it can be opened. Opinions that were given are still answered."""
    reasoned(reason)
    with transaction.atomic():
        row = _held(supervisor, seen)
        if not row.from_on <= to_on <= row.to_on:
            raise DomainError("提前结束的日期应在原聘期之内。", field="to_on")
        row.to_on = to_on
        row.save()
        _event("ended", row, by, to_on=to_on.isoformat(), reason=reason.strip())
    return row


def letter(row, *, by, at):
    """What the letter of appointment says."""
    return {
        "name": row.user.name,
        "unit": row.unit,
        "first": day(row.from_on),
        "last": day(row.to_on),
        "seal": office_at(at)["center"],
        "date": day(at),
        "officer": by.name,
    }


def _held(supervisor, seen):
    """The row as it stands now, held; refused when it is not what the form showed."""
    row = Supervisor.objects.select_for_update().get(pk=supervisor.pk)
    if seen is not None and seen != row.version:
        raise StaleState(f"{row}的聘任已被修改，请核对后重新提交。")
    row.version += 1
    return row


def _check(row):
    check_term(row.from_on, row.to_on)
    if row.user.role != Role.SUPERVISOR or not row.user.is_active:
        raise DomainError("此人的账号不是在用的监督员账号。", field="user")

    type(row.user).objects.select_for_update().get(pk=row.user_id)
    others = Supervisor.objects.filter(user=row.user).exclude(pk=row.pk)
    if other := others.filter(from_on__lte=row.to_on, to_on__gte=row.from_on).first():
        raise DomainError(TWICE.format(name=row.user, term=other.term), field="from_on")


def _event(key, row, by, **data):
    record(f"supervisor.{key}", by=by, workflow=SUPERVISOR, subject_id=row.pk, who=row.user.name, **data)  # fmt: skip
