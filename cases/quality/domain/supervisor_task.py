"""What is drawn for a supervisor by a seed that is kept, looked through, done, handed back or taken away."""

from django.db import transaction
from django.utils import timezone

from cases.domain.written import reasoned, written
from cases.law import draw as law
from cases.models import Case, Hearing
from cases.quality.enums import CallStage
from cases.quality.enums.supervisor import TaskKind
from cases.quality.models import SupervisorTask, TaskDraw
from cases.quality.queries.callback import IN_WORK
from cases.quality.queries.supervisor import Asked, numbers_for
from cases.quality.workflow import OBSERVATION
from cases.queries.contact import held_at
from cases.workflow import CASE
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.core.words import near
from legalaid.platform.notifications.send import notify

from . import callback, observation
from .draw import kept_of
from .supervisor import SUPERVISOR

verb("supervisor.drawn", "为{who}抽取{kind}：{total}件中抽取{many}件，种子{seed}", data=("who", "kind", "total", "many", "seed"))  # fmt: skip
verb("supervisor.released", "{case}的案卷核对遮蔽，交{who}阅看", data=("case", "who"))
verb("supervisor.done", "{who}完成{kind}：{case}", data=("who", "kind", "case"), personal=("found",))  # fmt: skip
verb("supervisor.found_corrected", "{who}更正{case}的监督情况：{reason}", data=("who", "case"), personal=("reason", "was"))  # fmt: skip
verb("supervisor.again", "{case}的回访已作废，{who}的任务重新列为待办", data=("who", "case"))
verb("supervisor.gone", "{case}的{kind}退回或者取消：{reason}", data=("who", "case", "kind"), personal=("reason",))  # fmt: skip
verb("supervisor.dialled", "{case}：为{who}拨通受援人的电话", data=("case", "who"))

MOST = 50  # tasks of one draw: nobody does more beside another occupation
OVER = "不在聘期内。"
NOT_OWN = "此任务没有交给您。"
NOT_DIALLED = "中心还没有为您拨通受援人的电话，请与中心联系；没有接通的，登记“没有接通”。"
GONE = "此任务已完成、退回或者取消，请刷新页面。"
MARKED = "此案已列为受特别保护的案件，不再由监督员查看。"


@transaction.atomic
def draw(supervisor, *, by, kind, number, due_on, closed=True, running=True, seed="", at=None):
    """So many of the cases, or hearings, that this person may look at."""
    at = at or timezone.now()
    _check_draw(supervisor, kind, due_on, timezone.localdate(at))
    if number > MOST:
        raise DomainError(f"一次最多抽取{MOST}件。", field="number")
    supervisor = type(supervisor).objects.select_for_update().get(pk=supervisor.pk)
    numbers = numbers_for(supervisor, Asked(kind, closed, running), at)
    if not numbers:
        raise DomainError("没有符合条件的案件。", field="number")
    if number > len(numbers):
        raise DomainError(f"符合条件的只有{len(numbers)}件，不能抽取{number}件。", field="number")

    kept = kept_of(numbers, number, seed)
    made = TaskDraw.objects.create(
        supervisor=supervisor, kind=kind, due_on=due_on, by=by, at=at, **kept
    )
    for position, drawn in enumerate(law.first(numbers, number, made.seed), 1):
        _give(made, position, drawn, by, at)
    said = {"total": made.total, "many": made.many, "seed": made.seed}
    _event("drawn", supervisor, by, at, kind=made.get_kind_display(), **said)
    _tell(made.supervisor.user, made, f"有{number}件监督任务请您在{near(due_on)}前完成。")
    return made


def _check_draw(supervisor, kind, due_on, today):
    if not supervisor.serves(today):
        raise DomainError(f"{supervisor}{OVER}")
    if not today <= due_on <= supervisor.to_on:
        raise DomainError("完成期限应在今天与聘期的最后一天之间。", field="due_on")
    if kind not in TaskKind:
        raise DomainError("请选择方式。", field="kind")


def _give(made, position, drawn, by, at):
    number, _, hearing = drawn.partition("#")
    row = SupervisorTask(
        draw=made, supervisor=made.supervisor, kind=made.kind, position=position, due_on=made.due_on
    )
    row.case = Case.objects.get(number=number)
    if hearing:
        row.hearing = Hearing.objects.get(pk=hearing)
        user = made.supervisor.user
        row.observation = observation.assign(row.hearing, by=by, observer=user, at=at)
    row.save()


def repeated(draw):
    """The list drawn again of what is kept; None where it is not the one that was drawn from."""
    numbers = draw.numbers
    if law.digest(numbers) != draw.digest:
        return None
    return law.first(numbers, draw.many, draw.seed)


@transaction.atomic
def void(draw, *, by, reason, at=None):
    """Drawn by mistake: what waits of it is taken away; what was done stays done."""
    reasoned(reason)
    at = at or timezone.now()
    draw = TaskDraw.objects.select_for_update().get(pk=draw.pk)
    if draw.voided_at:
        raise DomainError("已经作废。", field="reason")

    draw.voided_at, draw.voided_by, draw.voided_why = at, by, reason.strip()
    draw.save(update_fields=["voided_at", "voided_by", "voided_why"])
    for task in draw.tasks.waiting():
        cancel(task, by=by, reason=reason, at=at)
    return draw


@transaction.atomic
def release(task, *, by, covered="", at=None):
    """Somebody of the office has looked through what is covered in the file, and says what else is to be."""
    row = _waiting(task)
    if row.kind != TaskKind.FILE:
        raise DomainError("只有阅看案卷的任务要核对遮蔽。")
    if bar := CASE.barred(by, row.case):
        raise NotAllowed(bar)

    row.covered, row.released_at, row.released_by = covered.strip(), at or timezone.now(), by
    row.save()
    _event("released", row.supervisor, by, row.released_at, case=str(row.case))
    _tell(row.supervisor.user, row, f"{row.case.number}的案卷可以阅看了。")
    return row


def denial(user, task, on=None):
    """Why this person does nothing on this task; ""."""
    if not user.may("supervision.serve") or task.supervisor.user_id != user.pk:
        return NOT_OWN
    if not task.supervisor.serves(on or timezone.localdate()):
        return OVER
    if bar := CASE.barred(user, task.case):
        return bar
    return MARKED if task.case.secret else ""


@transaction.atomic
def finish(task, *, by, found, at=None):
    """What was found in a file; whoever has an opinion gives it beside this."""
    at = at or timezone.now()
    row = _own(task, by, at)
    if row.kind != TaskKind.FILE or not row.released_at:
        raise DomainError("案卷还没有交您阅看。")
    written(found, "found", "监督情况")
    return _done(row, by, at, found)


@transaction.atomic
def correct_found(task, *, by, found, reason, at=None):
    """What was written down of a file wrongly; what stood before stays in the history."""
    at = at or timezone.now()
    reasoned(reason)
    rows = SupervisorTask.objects.select_for_update(of=("self",)).standing()
    row = rows.filter(pk=task.pk, kind=TaskKind.FILE).exclude(done_at=None).first()
    if row is None:
        raise DomainError(GONE)
    if refusal := denial(by, row, timezone.localdate(at)):
        raise NotAllowed(refusal)
    written(found, "found", "监督情况")

    was, row.found = row.found, found.strip()
    row.save(update_fields=["found"])
    said = {"case": str(row.case), "reason": reason.strip(), "was": was}
    _event("found_corrected", row.supervisor, by, at, **said)
    return row


@transaction.atomic
def call(task, *, by, result, manner="电话", at=None, **answers):
    """What became of a call that somebody of the office put through; one that was not reached waits on."""
    at = at or timezone.now()
    row = _own(task, by, at)
    if row.kind != TaskKind.CALL:
        raise DomainError("此任务不是回访。")
    if refusal := not_to_call(row.case):
        raise DomainError(refusal)
    if result == callback.REACHED and row.dialled_at is None:
        raise DomainError(NOT_DIALLED)

    callback.check_way(row.case, manner)
    made = callback.keep(row.case, by, at, _stage(row.case), result, manner, None, answers)
    if result != callback.REACHED:
        return row
    row.callback = made
    return _done(row, by, at, "")


def wait_again(made, *, by, at):
    """The call that did a task was about another case and is voided: the task waits as if nobody had been called."""
    rows = SupervisorTask.objects.select_for_update(of=("self",)).standing()
    row = rows.select_related("case", "supervisor__user").filter(callback=made).first()
    if row is None:
        return
    row.callback = row.done_at = row.dialled_at = None
    row.save(update_fields=["callback", "done_at", "dialled_at"])
    _event("again", row.supervisor, by, at, case=str(row.case))
    again = f"{row.case.number}的回访登错了案件，已经作废，请重新回访。"
    about = f"supervisortask:{row.pk}:again:{made.pk}"
    notify(row.supervisor.user, key=about, kind="turn", text=again, url=row.get_absolute_url())


def _stage(case):
    return CallStage.DURING if case.state in IN_WORK else CallStage.AFTER


def not_to_call(case):
    """Held, or to be reached only as agreed: others call, by other ways."""
    if held_at(case):
        return "受援人在押，不由监督员电话回访，请退回任务。"
    return (
        "受援人要求按约定的方式联系，不由监督员回访，请退回任务。" if case.applicant.guarded else ""
    )


@transaction.atomic
def dial(task, *, by):
    """The number, for whoever of the office puts the call through; the supervisor never sees it."""
    row = _waiting(task)
    if row.kind != TaskKind.CALL:
        raise DomainError("此任务不是回访。")
    if refusal := not_to_call(row.case):
        raise DomainError(refusal)
    number = callback.dial(row.case, by=by, stage=_stage(row.case))
    row.dialled_at = timezone.now()
    row.save(update_fields=["dialled_at"])
    _event("dialled", row.supervisor, by, row.dialled_at, case=str(row.case))
    return number


@transaction.atomic
def hand_back(task, *, by, reason, at=None):
    """The supervisor has to do with it after all, or cannot do it."""
    at = at or timezone.now()
    row = _waiting(task)
    if row.supervisor.user_id != by.pk:
        raise NotAllowed(NOT_OWN)
    if not row.supervisor.serves(timezone.localdate(at)):
        raise NotAllowed(OVER)
    return _gone(row, by, at, reason)


@transaction.atomic
def cancel(task, *, by, reason, at=None):
    """Taken away by whoever manages them."""
    return _gone(_waiting(task), by, at or timezone.now(), reason)


def _gone(row, by, at, reason):
    reasoned(reason)
    row.gone_at, row.gone_by, row.gone_why = at, by, reason.strip()
    row.save()
    sent = row.observation
    if sent and sent.state == "assigned":
        OBSERVATION.acts["release_observer"](sent, by=by, at=at, reason=reason)
    said = {"case": str(row.case), "kind": row.get_kind_display(), "reason": reason.strip()}
    _event("gone", row.supervisor, by, at, **said)
    return row


def _done(row, by, at, found):
    row.done_at, row.found = at, found.strip()
    row.save()
    said = {"case": str(row.case), "kind": row.get_kind_display(), "found": row.found}
    _event("done", row.supervisor, by, at, **said)
    return row


@OBSERVATION.on_done
def watched(row, step, by, at):
    """The form of the hearing does the task; a hearing nobody goes to takes it away."""
    task = SupervisorTask.objects.waiting().filter(observation=row).first()
    if task is None:
        return
    if step.key == "fill_observation":
        _done(task, by, at, "")
    elif step.key in ("release_observer", "free_observer"):
        task.gone_at, task.gone_by, task.gone_why = at, by, step.label
        task.save()


def _waiting(task):
    """As it stands now, held."""
    rows = SupervisorTask.objects.select_for_update(of=("self",)).waiting()
    row = rows.select_related("case__applicant", "supervisor__user").filter(pk=task.pk).first()
    if row is None:
        raise DomainError(GONE)
    return row


def _own(task, by, at):
    row = _waiting(task)
    if refusal := denial(by, row, timezone.localdate(at)):
        raise NotAllowed(refusal)
    return row


def _tell(user, row, text):
    about = f"{row._meta.model_name}:{row.pk}"
    url = row.get_absolute_url() if isinstance(row, SupervisorTask) else "/quality/tasks/"
    notify(user, key=about, kind="turn", text=text, url=url)


def _event(key, supervisor, by, at, **data):
    said = {"who": supervisor.user.name, **data}
    record(f"supervisor.{key}", by=by, at=at, workflow=SUPERVISOR, subject_id=supervisor.pk, **said)
