"""Sitting in hearings (Law art. 59, form 30): who is sent, what was seen, what the handler says to it."""

from django.db import transaction
from django.utils import timezone

from cases.domain.written import reasoned
from cases.models import Hearing
from cases.quality.enums import ObservationState
from cases.quality.law.observation import HIGHEST, LOWEST
from cases.quality.models import Observation, Publicity
from cases.quality.queries.observation import not_public, observers_for, when
from cases.quality.workflow import OBSERVATION
from cases.queries.assignment import handler_at
from cases.workflow import CASE
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents import issue as documents
from legalaid.platform.documents.models import Paper
from legalaid.platform.notifications.send import notify
from legalaid.platform.notifications.sentences import said

FORM = "observation_record"
CONFLICT = "此人承办、经手此案或者与承办人同属一个机构，不能旁听。"
NO_HANDLER = "此案现在没有承办人，另行指派以后再填写；不再填写的，请取消旁听。"
verb("quality.publicity", "登记{hearing}的开庭：{said}", data=("hearing", "said"))


@transaction.atomic
def tell_publicity(hearing, *, by, public, ground="", at=None):
    """What the court said of a hearing. Where it is closed, whoever was to sit in is free again."""
    if public == bool(ground):
        raise DomainError("不公开的，请选择理由；公开的不选。", field="ground")
    at = at or timezone.now()
    hearing = Hearing.objects.select_for_update(of=("self",)).get(pk=hearing.pk)
    said = {"public": public, "ground": ground, "by": by, "at": at}
    row, _ = Publicity.objects.update_or_create(hearing=hearing, defaults=said)
    facts = {"hearing": when(hearing.starts_at), "said": str(row)}
    record("quality.publicity", by=by, workflow="case", subject_id=hearing.case_id, **facts)
    if not public:
        _free(waiting_of(hearing.case).filter(hearing=hearing), at)
    return row


def assign(hearing, *, by, observer, at=None):
    """Somebody without interest in the case is sent to a public hearing that lies ahead."""
    at = at or timezone.now()
    with transaction.atomic():
        hearing = Hearing.objects.select_for_update().get(pk=hearing.pk)
        row = Observation(hearing=hearing, case=hearing.case, observer=observer, by=by, at=at)
        row.starts_at = hearing.starts_at
        said = {"observer": observer.name, "starts_at": when(hearing.starts_at)}
        OBSERVATION.open(row, "assign_observer", _assign, by=by, at=at, facts=said)
    _tell(
        row, "sent", observer, f"请旁听{when(row.starts_at)}{hearing.organ}{hearing.place}的开庭。"
    )
    return row


def _assign(row, *, by, at, **_):
    hearing = row.hearing
    if hearing.cancelled or hearing.starts_at <= at:
        raise DomainError("这次开庭已经取消或者开始，不能安排旁听。")
    if closed := not_public(hearing):
        raise DomainError(f"{closed}，不能旁听。")
    if not observers_for(row.case).filter(pk=row.observer_id).exists():
        raise DomainError(CONFLICT, field="observer")
    if Observation.objects.standing().filter(hearing=hearing).exists():
        raise DomainError("这次开庭已经安排了旁听。")
    row.save()
    return row


OBSERVATION.step("assign_observer")(_assign)


@OBSERVATION.step("fill_observation")
def fill(row, *, by, at, score, **seen):
    """What was seen, filled in on the spot or later; it is about whoever had the case at the hearing. `seen`: fields of form 30."""
    if at < row.hearing.starts_at:
        raise DomainError("还没有开庭，不能填写。")
    if closed := not_public(row.hearing):
        raise DomainError(f"{closed}，不能旁听。")
    if not observers_for(row.case).filter(pk=by.pk).exists():
        raise DomainError(CONFLICT)
    row.handler = handler_at(row.case, row.hearing.starts_at)
    if row.handler is None:
        raise DomainError(NO_HANDLER)
    _write(row, at, score, seen)


@OBSERVATION.step("correct_observation")
def correct(row, *, by, at, score, reason, **seen):
    """What was written down wrongly; the handler answers anew, what was answered stays in the history."""
    reasoned(reason, "更正的理由")
    row.answer, row.answered_at = "", None
    _write(row, at, score, seen)
    said = OBSERVATION.paper_contexts[FORM](row, by=by, at=at)
    issued = Paper.objects.filter(workflow="observation", subject_id=row.pk, superseded_by=None)
    documents.supersede(issued.last(), context=said, by=by, at=at, reason=reason[:200])


def _write(row, at, score, seen):
    if score is None or not LOWEST <= score <= HIGHEST:
        raise DomainError(f"评分为{LOWEST}至{HIGHEST}。", field="score")
    row.score, row.filled_at = score, at
    for name, value in seen.items():
        setattr(row, name, value)
    text = said("hearing_watched", number=row.case.number)
    _tell(row, "filled", row.handler.user, text)


@OBSERVATION.step("answer_observation")
def answer(row, *, by, at, answer):
    """What the handler says to it."""
    row.answer, row.answered_at = answer, at


@OBSERVATION.step("release_observer")
def release(row, *, by, at, reason):
    """Nobody goes after all, or nothing could be seen."""
    reasoned(reason, "取消的理由")
    if by.pk != row.observer_id:
        _tell(row, "released", row.observer, f"{when(row.starts_at)}的旁听已取消。")


@OBSERVATION.step("free_observer")
def free(row, *, by, at):
    """The hearing does not take place, or not in public."""
    _tell(row, "freed", row.observer, f"{when(row.starts_at)}的开庭已取消或者不公开，不用旁听。")


def waiting_of(case):
    return Observation.objects.filter(case=case, state=ObservationState.ASSIGNED)


@CASE.on_done
def follow_the_hearing(case, step, by, at):
    """A hearing that is cancelled frees its observer, a case that is marked too; of one that is moved the observer hears."""
    if case.secret:
        _free(waiting_of(case).select_related("observer"), at)
    if step.key != "update_hearing":
        return
    waiting = waiting_of(case).select_related("hearing", "observer")
    _free(waiting.filter(hearing__cancelled=True), at)
    for row in waiting.filter(hearing__cancelled=False):
        if row.starts_at != row.hearing.starts_at:
            row.starts_at = row.hearing.starts_at
            row.save(update_fields=["starts_at"])
            place = f"{row.hearing.organ}{row.hearing.place}"
            _tell(row, "moved", row.observer, f"您旁听的开庭改为{when(row.starts_at)}，{place}。")


def _free(rows, at):
    for row in rows:
        free(row, by=system_user(), at=max(at, row.changed_at))


def _tell(row, what, user, text):
    key = f"observation:{row.pk}:{what}:v{row.version}:{row.starts_at:%m%d%H%M}"
    notify(user, key=key, kind="turn", text=text, url=row.get_absolute_url())
