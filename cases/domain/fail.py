"""Before a case is graded 不合格 its handler reads why and is heard: pay may hang on the grade (Law art. 52; decision 126)."""

from datetime import timedelta

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from cases.enums import GRADED, Grade
from cases.models import Case, ProposedFail
from cases.permissions.handling import handles
from cases.workflow import CASE
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.errors import DomainError, NotAllowed, StaleState
from legalaid.platform.core.words import day
from legalaid.platform.notifications.send import notify_all
from legalaid.platform.notifications.sentences import said

from .written import written

# before anybody grades `case` by hand, or proposes to: what reads it by experts refuses by a DomainError
grading = Signal()
LEAST = 5  # days in which a handler may state something; no text we read sets them
UNHEARD = "评为不合格的，请先办理“拟评不合格”，写明理由，听取承办人的陈述、申辩。"
NOT_YET = "承办人陈述、申辩的期限（{due}）还没有届满。"
ANOTHER = "承办人有异议的，由另一人评定。"
OVER = "这次拟评已经结束，或者承办人已经陈述。"
verb("case.fail_proposed", "拟评不合格，请承办人在{due}前（含当日）陈述、申辩", data=("due",), personal=("reason",))  # fmt: skip
verb("case.fail_stated", "承办人对拟评不合格{said}", data=("said",), personal=("statement",))
verb("case.fail_taken_back", "不再拟评不合格", personal=("reason",))


@transaction.atomic
def propose(case, *, by, reason, due_on, at=None):
    """Told to the handler with the reason; nothing is graded, and nothing paid, before it is over."""
    at = at or timezone.now()
    case = _locked(case)
    if case.state not in GRADED:
        raise StaleState("此案现在不评定等次。")
    if refusal := CASE.denial("cases.grade", by, case):
        raise NotAllowed(refusal)
    if case.handler_id is None:
        raise DomainError("此案没有承办人，可以直接评定。")
    grading.send(Case, case=case)
    if case.grade == Grade.FAIL or ProposedFail.objects.open().filter(case=case).exists():
        raise DomainError("已经拟评或者评为不合格。")
    written(reason, "reason")
    if due_on < timezone.localdate(at) + timedelta(days=LEAST):
        raise DomainError(f"期限不少于{LEAST}日。", field="due_on")

    row = ProposedFail.objects.create(case=case, reason=reason.strip(), due_on=due_on, by=by, at=at)
    _record("fail_proposed", case, by, at, due=day(due_on), reason=row.reason)
    text = said("fail_proposed", number=case.number, day=day(due_on))
    _tell(row, case.handler.user, "proposed", text)
    return row


@transaction.atomic
def state(row, *, by, objects_to, statement="", at=None):
    """What the handler says to it, once."""
    at, case, row = at or timezone.now(), _locked(row.case), _open(row)
    if not handles(by, case):
        raise NotAllowed("此案未指派给您。")
    if row.stated_at:
        raise StaleState(OVER)
    if objects_to:
        written(statement, "statement")

    row.objects_to, row.statement, row.stated_at = objects_to, statement.strip(), at
    row.save()
    said = "有异议" if objects_to else "没有异议"
    _record("fail_stated", case, by, at, said=said, statement=row.statement)
    _tell(row, row.by, "stated", f"{case.number}：承办人对拟评不合格{said}，请评定等次。")
    return row


@transaction.atomic
def take_back(row, *, by, reason, at=None):
    at, case, row = at or timezone.now(), _locked(row.case), _open(row)
    if refusal := CASE.denial("cases.grade", by, case):
        raise NotAllowed(refusal)
    written(reason, "reason")
    row.ended_at = at
    row.save()
    _record("fail_taken_back", case, by, at, reason=reason.strip())
    _tell(row, case.handler.user, "taken_back", f"{case.number}不再拟评为不合格。")
    return row


def heard(case, by, at):
    """Refuses where the handler was not told why, may still state something, or objects and the same person would judge it."""
    if case.handler_id is None:
        return
    row = ProposedFail.objects.open().filter(case=case).first()
    if row is None:
        raise DomainError(UNHEARD, field="grade")
    if row.stated_at is None and timezone.localdate(at) <= row.due_on:
        raise DomainError(NOT_YET.format(due=day(row.due_on)), field="grade")
    if row.objects_to and row.by_id == by.pk:
        raise DomainError(ANOTHER, field="grade")
    _tell(row, case.handler.user, "graded", f"{case.number}评为不合格，请查看。")


def end(case, at):
    """It was graded: by hand, or by experts, whose result the handler was told."""
    ProposedFail.objects.open().filter(case=case).update(ended_at=at)


def _open(row):
    found = ProposedFail.objects.select_for_update().open().filter(pk=row.pk).first()
    if found is None:
        raise StaleState(OVER)
    return found


def _locked(case):
    return Case.objects.select_for_update(of=("self",)).get(pk=case.pk)


def _record(key, case, by, at, **data):
    record(f"case.{key}", by=by, at=at, workflow="case", subject_id=case.pk, **data)


def _tell(row, user, what, text):
    url = f"{row.case.get_absolute_url()}fail/"
    notify_all([user], about=f"fail:{row.pk}:{what}", kind="turn", text=text, url=url)
