"""A call back that was registered on the wrong case stays to be read and counts no more; what was due before it is due again (decision 136)."""

from django.db import transaction
from django.utils import timezone

from cases.enums import FollowUpResult, State
from cases.models import Alarm, Case, FollowUp
from cases.periods import SECOND_CALL
from cases.workflow import CASE
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.errors import DomainError, NotAllowed, StaleState
from legalaid.platform.notifications.send import notify_all
from legalaid.platform.notifications.sentences import said
from legalaid.platform.procedure import deadlines
from stations.queries.station import people_over

from .correction import MOVED_ON, reissue
from .followup import correction_denial

verb("call.voided", "作废：登错案件，原记{was}。理由：{reason}", personal=("was", "reason"))
verb("case.call_voided", "作废登错案件的回访记录")
REACHED, VOIDED, FORM = FollowUpResult.REACHED, FollowUpResult.VOIDED, "follow_up_record"
ALREADY = "这次回访已经作废。"
WHY = "请写明作废的理由（不少于4个字）。"
OWED = "承办人正在补交卷宗材料，交回以后再作废。"


@transaction.atomic
def void_call(visit, *, by, reason, at=None, seen=None):
    """The call a closed case waited for is waited for again, the second call due again; what was told of stays with the director, who hears."""
    at = at or timezone.now()
    case = Case.objects.select_for_update(of=("self",)).get(pk=visit.case_id)
    if refusal := correction_denial(by, case):
        raise NotAllowed(refusal)
    row = FollowUp.objects.select_for_update().get(pk=visit.pk)
    waits_again = _carried_on(row, case)
    if waits_again and case.state == State.ITEM_OWED:
        raise DomainError(OWED)

    void(row, of="call", by=by, at=at, reason=reason, seen=seen)
    if Alarm.objects.filter(second=row).update(second=None):
        deadlines.reopen("case", case.pk, SECOND_CALL.key, at)
    if waits_again:
        system = {"by": system_user(), "at": max(at, case.changed_at)}
        CASE.acts["await_follow_up"](case, **system)
        return row
    case.version += 1
    CASE.refresh_turn(case)
    case.save()
    return row


def _carried_on(row, case):
    """Whether the case went on by this call: the first that reached the recipient, and neither one of a sample nor a second one."""
    second = Alarm.objects.filter(second=row).exists()
    others = case.follow_ups.filter(result=REACHED, member=None).exclude(pk=row.pk)
    own = row.result == REACHED and row.member_id is None and not second
    return own and case.state != State.FOLLOW_UP and not others.exists()


def void(row, *, of, by, at, reason, seen=None):
    """Marks a locked row of FollowUp or Callback. `of`: the workflow its history and, of a Callback, its papers stand under."""
    if row.result == VOIDED:
        raise StaleState(ALREADY)
    if seen is not None and seen != row.version:
        raise StaleState(MOVED_ON)
    if len(reason.strip()) < 4:
        raise DomainError(WHY, field="reason")

    case, was, reached = row.case, row.get_result_display(), row.result == REACHED
    row.result, row.version = VOIDED, row.version + 1
    row.save()
    told = {"was": was, "reason": reason.strip()}
    record("call.voided", by=by, at=at, workflow=of, subject_id=row.pk, **told)
    record("case.call_voided", by=by, at=at, workflow="case", subject_id=case.pk)

    if reached:
        filed = ("case", case.pk) if of == "call" else (of, row.pk)
        context = CASE.paper_contexts[FORM](case, by=by, at=at, visit=row, stage=_stage(row))
        told = {"context": context | {"voided": reason.strip()}, "reason": reason}
        reissue(FORM, of=filed, issued_at=row.at, by=by, at=at, **told)
    if case.held:
        text = said("call_voided", number=case.number)
        people, about = people_over(case.station, Role.DIRECTOR), f"void:{of}:{row.pk}"
        notify_all(people, about=about, kind="alarm", text=text, url=case.get_absolute_url())


def _stage(row):
    return row.get_stage_display() if hasattr(row, "stage") else ""
