"""Requests of other agencies: registered, given to somebody, answered or reasonedly declined in writing (Law art. 41(3)); put right with
a reason, voided where they were registered by mistake."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.models import Inbound
from cases.queries.inbound import workers_at
from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.errors import DomainError, StaleState
from legalaid.platform.core.numbering import next_number
from legalaid.platform.core.office import office_at
from legalaid.platform.core.words import near
from legalaid.platform.documents import issue as documents
from legalaid.platform.notifications.send import notify
from stations.queries.station import people_over

verb(
    "inbound.register",
    "收到{agency}协作请求（{their}），期限至{due}",
    data=("agency", "their", "due"),
)
verb("inbound.assign", "协作请求交{to}办理", data=("to",))
verb("inbound.answer", "答复协作请求：{how}", data=("how",), personal=("answer",))
verb("inbound.reopen", "撤回答复，重新办理", personal=("reason",))
verb("inbound.correct", "更正协作请求登记：{changed}", data=("changed",), personal=("reason",))
verb("inbound.void", "协作请求登记作废", personal=("reason",))

FIELDS = ("agency", "their_number", "received_on", "person", "content", "due")
SHORTEST = 5  # characters of a reason


def register(*, by, station, facts, at=None):
    """A letter that came in. `facts`: values of FIELDS. Raises DomainError for the same letter twice."""
    at = at or timezone.now()
    row = Inbound(by=by, station=station, at=at, **facts)
    _check(row, at)
    with transaction.atomic():  # one that is refused takes no number
        year = timezone.localdate(at).year
        row.number = f"{office_at(at)['short']}援协收〔{year}〕{next_number('inbound', year)}号"
        _save(row)
        _record(
            "register", row, by, agency=row.agency, their=row.their_number, due=row.due.isoformat()
        )
        for director in people_over(station, Role.DIRECTOR).exclude(pk=by.pk):
            _tell(director, row, "收到外地协作请求，请分派。")
    return row


def _check(row, at):
    if row.received_on > timezone.localdate(at):
        raise DomainError("收到日期不能晚于今天。", field="received_on")
    if row.due < row.received_on:
        raise DomainError("期限不能早于收到日期。", field="due")


def _save(row):
    try:
        with transaction.atomic():
            row.version += 1
            row.save()
    except IntegrityError:
        said = f"{row.agency}的这份来函（{row.their_number}）已经登记过。"
        raise DomainError(said, field="their_number") from None


def _record(key, row, by, **data):
    record(f"inbound.{key}", by=by, workflow="inbound", subject_id=row.pk, **data)


def _tell(user, row, text):
    key = f"inbound:{row.pk}:v{row.version}:{user.pk}"
    notify(user, key=key, kind="turn", text=f"{row.number}{text}", url=row.get_absolute_url())


def _held(row, *, open_only=True):
    """The row as it stands, held until the transaction ends; raises StaleState where it was answered or voided meanwhile."""
    locked = Inbound.objects.select_for_update().get(pk=row.pk)
    if locked.voided_at or (open_only and locked.answered_on):
        raise StaleState(f"{locked}现为“{locked.state}”，请核对。")
    return locked


def _reasoned(reason):
    if len(reason.strip()) < SHORTEST:
        raise DomainError(f"请写明理由（不少于{SHORTEST}个字）。", field="reason")


@transaction.atomic
def assign(row, *, by, to):
    """Given to one of the centre; again to another."""
    row = _held(row)
    if not workers_at(row.station).filter(pk=to.pk).exists():
        raise DomainError("请选择本中心的工作人员。", field="to")
    if row.assigned_to_id == to.pk:
        raise DomainError(f"已经由{to}办理。", field="to")

    row.assigned_to = to
    _save(row)
    _record("assign", row, by, to=to.name)
    if to.pk != by.pk:
        _tell(to, row, "交您办理。")
    return row


@transaction.atomic
def answer(row, *, by, helped, answer, context, cost=None, at=None):
    """The answer or the reasoned inability, as a numbered letter. `context`: builder of what the letter says, of the row."""
    at = at or timezone.now()
    row = _held(row)
    row.helped, row.answer, row.cost = helped, answer, cost
    row.answered_on, row.answered_by = timezone.localdate(at), by
    _save(row)
    _record("answer", row, by, how=row.state, answer=answer)
    where = {"workflow": "inbound", "subject_id": row.pk}
    documents.issue("cooperation_reply", **where, context=context(row, by=by, at=at), by=by, at=at)
    return row


@transaction.atomic
def reopen(row, *, by, reason):
    """The answer was wrong: another letter follows; the one sent stays on record."""
    _reasoned(reason)
    row = _held(row, open_only=False)
    if row.answered_on is None:
        raise DomainError("还没有答复，不必撤回。")
    row.helped, row.answer, row.cost, row.answered_on, row.answered_by = None, "", None, None, None
    _save(row)
    _record("reopen", row, by, reason=reason)
    return row


@transaction.atomic
def correct(row, *, by, reason, facts, at=None):
    """Puts right what was registered. `facts`: values of FIELDS."""
    _reasoned(reason)
    row = _held(row, open_only=False)
    changed = [name for name in FIELDS if getattr(row, name) != facts[name]]
    if not changed:
        raise DomainError("没有改动任何一项。")
    for name in changed:
        setattr(row, name, facts[name])
    _check(row, at or timezone.now())
    _save(row)
    labels = "、".join(str(Inbound._meta.get_field(name).verbose_name) for name in changed)
    _record("correct", row, by, changed=labels, reason=reason)
    return row


@transaction.atomic
def void(row, *, by, reason, at=None):
    """Registered by mistake; an answered one is reopened first."""
    _reasoned(reason)
    row = _held(row)
    row.voided_at = at or timezone.now()
    _save(row)
    _record("void", row, by, reason=reason)
    return row


def remind_inbound(now, before=timedelta(days=2)):
    """Tells whoever has it, else the directors, when the limit of a request is near or missed. Returns the number of new messages."""
    count, today = 0, timezone.localdate(now)
    waiting = Inbound.objects.waiting().filter(due__lte=timezone.localdate(now + before))
    for row in waiting.select_related("assigned_to", "station"):
        late = row.due < today
        text = f"{row.number}协作请求的期限{'已过' if late else '至'}{near(row.due)}，请办理。"
        people = [row.assigned_to] if row.assigned_to else people_over(row.station, Role.DIRECTOR)
        for user in people:
            key = f"inbound-due:{row.pk}:{row.due}:{'late' if late else 'soon'}:{user.pk}"
            said = {"kind": "due", "text": text, "url": row.get_absolute_url()}
            count += notify(user, key=key, **said) is not None
    return count
