"""Calling recipients back while the work runs, after it, and a second time (Law art. 59, form 32)."""

from django.db import transaction
from django.utils import timezone

from cases.domain.alarm import open_alarm
from cases.domain.correction import correct, reissue
from cases.domain.progress import reach_safely
from cases.enums import SEALED, FollowUpResult, State
from cases.law.alarm import found_in
from cases.models import Case
from cases.quality.enums import CallStage, Tool
from cases.quality.law.callback import held_refusal
from cases.quality.models import Callback
from cases.queries.case import cases_for
from cases.queries.contact import held_at, number_to_call
from cases.queries.elsewhere import heed
from cases.workflow import CASE
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.disclosure import disclose
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.documents import issue as documents

from .draw import done

RIGHT, REACHED, FORM = "cases.follow_up", FollowUpResult.REACHED, "follow_up_record"
verb("quality.called", "{stage}回访：{result}", data=("stage", "result"), personal=("suggestions",))


def call(case, *, by, stage, result, manner="电话", at=None, first=None, **answers):
    """An attempt and, where somebody was reached, what they said. A closed case that waits for its call gets its own step; any other a
    row here. `first`: the bad answer a second call looks into."""
    at = at or timezone.now()
    waits = case.state == State.FOLLOW_UP and stage == CallStage.AFTER and first is None
    check_way(case, manner)
    if not waits:
        return _keep(case, by, at, stage, result, manner, first, answers)

    if result == REACHED:
        return CASE.acts["follow_up"](case, by=by, at=at, manner=manner, **answers)
    note = answers.get("suggestions", "")
    return CASE.acts["try_follow_up"](case, by=by, at=at, manner=manner, result=result, note=note)


@transaction.atomic
def _keep(case, by, at, stage, result, manner, first, answers):
    case = Case.objects.select_for_update().get(pk=case.pk)
    if refusal := denial(by, case, first):
        raise NotAllowed(refusal)
    if first and Callback.objects.filter(first=first).exists():
        raise DomainError("已经再次回访过。")
    if first is None and stage != CallStage.AFTER and _reached(case, stage):
        raise DomainError("这一环节已由他人回访。")
    return keep(case, by, at, stage, result, manner, first, answers)


def keep(case, by, at, stage, result, manner, first, answers):
    """The attempt as it was made, whoever may make it having been asked before."""
    kept = {"stage": stage, "result": result, "manner": manner, "first": None}
    if result == REACHED:
        kept |= answers | {"first": first, "found": _found(answers)}

    row = Callback.objects.create(case=case, handler=case.handler, by=by, at=at, **kept)
    said = {"stage": CallStage(stage).label, "result": FollowUpResult(result).label}
    record(
        "quality.called",
        by=by,
        workflow="case",
        subject_id=case.pk,
        **said,
        suggestions=row.suggestions,
    )

    if result == REACHED:
        documents.issue(**_form_of(row), by=by, at=at)
    if first:
        _called_again(row, at)
    elif row.found:
        _alarm(row, at, again=True)
    if result == REACHED and stage == CallStage.AFTER:
        done(case, Tool.CALL, by=by, at=at)
    return row


def _form_of(row):
    """Form 32 of this call, filed with the call: the handler does not read it."""
    said = {"visit": row, "stage": row.get_stage_display()}
    context = CASE.paper_contexts[FORM](row.case, by=row.by, at=row.at, **said)
    return {"kind_key": FORM, "workflow": "callback", "subject_id": row.pk, "context": context}


@transaction.atomic
def correct_call(row, *, by, reason, at=None, seen=None, **answers):
    """What was written down wrongly: form 32 is issued anew. What it told of and tells no longer still waits for its second call; what is
    told only now is looked into as well."""
    at = at or timezone.now()
    row = Callback.objects.select_for_update(of=("self",)).select_related("case").get(pk=row.pk)
    if refusal := correction_denial(by, row):
        raise NotAllowed(refusal)

    changes = correct(row, answers, reason, seen)
    new = [code for code in _found(answers) if code not in row.found]
    row.found, row.version = [*row.found, *new], row.version + 1
    row.save()
    told = {"changes": changes, "reason": reason.strip()}
    record("call.corrected", by=by, at=at, workflow="callback", subject_id=row.pk, **told)
    record("case.call_corrected", by=by, at=at, workflow="case", subject_id=row.case_id)

    context = _form_of(row)["context"]
    issued = {"of": ("callback", row.pk), "issued_at": row.at}
    reissue(FORM, context=context, by=by, at=at, reason=reason, **issued)
    if new:
        again = not (row.first_id or Callback.objects.filter(first=row).exists())
        _alarm(row, at, again=again)
    return row


def correction_denial(by, row):
    """Why this person does not correct this call; ""."""
    if row.result != REACHED:
        return "没有接通的回访没有可以更正的回答。"
    return "此案已经封存。" if row.case.state in SEALED else denial(by, row.case)


def _reached(case, stage):
    return Callback.objects.filter(case=case, stage=stage, result=REACHED).exists()


def denial(by, case, first=None):
    """Why this person does not call about this case; ""."""
    if not by.may(RIGHT):
        return "您的岗位不回访受援人。"
    if bar := CASE.barred(by, case):
        return bar
    if case.handler is None or case.handler.user_id == by.pk:
        return "您承办此案，不能由您回访。"
    if not cases_for(by).filter(pk=case.pk).exists():
        return "此案不在您的范围内。"
    return "再次回访须由另一人进行。" if first and first.by_id == by.pk else ""


def check_way(case, manner):
    """As the recipient asked to be reached, and not by a telephone of whoever holds them."""
    reach_safely(case.applicant, manner)
    if refusal := held_refusal(held_at(case), manner):
        raise DomainError(refusal, field="manner")


def _found(answers):
    asked = {name: answers.get(name) for name in ("met", "told", "money_asked")}
    return found_in(**asked, satisfaction=str(answers.get("satisfaction", "")))


def _alarm(row, at, *, again):
    """As after the call of a closed case, at whatever stage: grade and payment wait, somebody else calls again (`again`), the director
    says what was found; directors and supervisors hear of it."""
    case = row.case
    case.refresh_from_db()
    said = {"call": row.get_stage_display(), "handler": row.handler, "found": row.found}
    at = max(at, case.changed_at)
    CASE.acts["call_told"](case, by=system_user(), at=at, again=again, **said)


def _called_again(row, at):
    """What the second call came to. What is told only after the director said what was found is looked into anew."""
    case = row.case
    case.refresh_from_db()
    if case.held and open_alarm(case):
        said = {"found": row.found, "reached": row.result == REACHED}
        CASE.acts["called_again"](case, by=system_user(), at=max(at, case.changed_at), **said)
    elif row.found:
        _alarm(row, at, again=False)


def dial(case, *, by, stage):
    """The number to call, shown once and put on record, with the word agreed upon; "" where there is none to call."""
    if refusal := denial(by, case):
        raise NotAllowed(refusal)
    if held_at(case):
        return ""
    why = f"{CallStage(stage).label}回访"
    person = heed(case.applicant)
    what = "联系电话和暗语" if person.code_word else "联系电话"
    disclose(what, of=("case", case.pk), by=by, why=why, right=RIGHT)
    return number_to_call(case, person)


@CASE.on_done
def drawn_call_is_done(case, step, by, at):
    """The call a closed case waits for is the one that was drawn."""
    if step.key == "follow_up":
        done(case, Tool.CALL, by=by, at=at)
