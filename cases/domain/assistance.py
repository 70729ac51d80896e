"""What a handler asks the centre for: introductions (form 15), proof letters, coordination, an investigation by another agency (form 7);
the centre writes, or says why not; what came back is recorded, a letter sent by mistake is withdrawn."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from cases import periods
from cases.enums.agencies import AssistanceKind, AssistanceState
from cases.models import Assistance, Cooperation
from cases.queries.assistance import helpers_over
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.words import near
from legalaid.platform.notifications.send import notify
from legalaid.platform.notifications.sentences import said
from legalaid.platform.procedure.clocks import compute
from legalaid.platform.procedure.deadlines import rule_for

MOVED_ON = "这项请求已经办理，请核对后再办理。"


def _new(case, kind, by, at, addressee, content):
    rule = rule_for(periods.ASSISTANCE.key, timezone.localdate(at))
    due_at = compute(rule, at).at
    facts = {"addressee": addressee, "content": content, "due_at": due_at}
    return Assistance(case=case, kind=kind, asked_by=by, asked_at=at, **facts)


@CASE.step("ask_assistance")
def ask_assistance(case, *, by, at, kind, addressee, content):
    """The handler asks; who writes the centre's letters hears of it."""
    row = _new(case, kind, by, at, addressee, content)
    row.save()
    text = said("help_asked", number=case.number, kind=row.get_kind_display())
    for user in helpers_over(case).exclude(pk=by.pk):
        notify(
            user,
            key=f"assistance:{row.pk}:{user.pk}",
            kind="turn",
            text=text,
            url=case.get_absolute_url(),
        )
    return row


def _answer(case, kind, by, at, asked, addressee, content):
    """The request is answered by a letter; without one (`asked` None) the centre writes of itself."""
    new = _new(case, kind, by, at, addressee, content)
    asked = _open(asked, AssistanceState.ASKED) if asked else new

    asked.addressee, asked.state = addressee, AssistanceState.ISSUED
    asked.answered_by, asked.answered_at = by, at
    asked.save()
    _tell(case, asked, by, "已出具")
    return asked


def _open(row, *states):
    """The row as it stands now, held; raises DomainError where it is no longer in one of these states."""
    locked = Assistance.objects.select_for_update().get(pk=row.pk)
    if locked.state not in states:
        raise DomainError(MOVED_ON)
    return locked


def _tell(case, row, by, what):
    if row.asked_by_id != by.pk:
        key = f"assistance:{row.pk}:{row.state}"
        text = said("help_given", number=case.number, kind=row.get_kind_display(), what=what)
        notify(row.asked_by, key=key, kind="turn", text=text, url=case.get_absolute_url())


@CASE.step("introduce")
def introduce(case, *, by, at, addressee, person, purpose, valid_until, asked=None):
    """Form 15. `person`: whom the letter introduces."""
    if valid_until < timezone.localdate(at):
        raise DomainError("有效期不能早于今天。", field="valid_until")
    return _answer(case, AssistanceKind.INTRODUCTION, by, at, asked, addressee, purpose)


@CASE.step("prove")
def prove(case, *, by, at, addressee, content, asked=None):
    """A letter that says what the centre knows."""
    return _answer(case, AssistanceKind.PROOF, by, at, asked, addressee, content)


@CASE.step("coordinate")
def coordinate(case, *, by, at, addressee, content, asked=None):
    """A letter that asks an organ for something on the handler's behalf."""
    return _answer(case, AssistanceKind.COORDINATION, by, at, asked, addressee, content)


@CASE.step("investigate")
def investigate(case, *, by, at, recipient, content, due, asked=None):
    """Another agency is asked to investigate out of the area, while the case goes on."""
    if due <= timezone.localdate(at):
        raise DomainError("协作期限应晚于今天。", field="due")

    row = _answer(case, AssistanceKind.INVESTIGATION, by, at, asked, recipient, content)
    facts = {"recipient": recipient, "content": content, "due": due}
    return Cooperation.objects.create(
        case=case, assistance=row, issued_by=by, issued_at=at, **facts
    )


@CASE.step("decline_assistance")
def decline_assistance(case, *, by, at, asked, reason):
    """No letter, and why."""
    return _close(case, by, at, asked, AssistanceState.DECLINED, reason, AssistanceState.ASKED)


@CASE.step("withdraw_letter")
def withdraw_letter(case, *, by, at, asked, reason):
    """A letter sent by mistake; it stays in the register with the reason."""
    row = _close(case, by, at, asked, AssistanceState.WITHDRAWN, reason, AssistanceState.ISSUED)
    Cooperation.objects.filter(assistance=row, answered_at=None).update(
        result="已撤回", answered_at=at
    )
    return row


def _close(case, by, at, asked, state, reason, *before):
    if len(reason.strip()) < 5:
        raise DomainError("请写明理由（不少于5个字）。", field="reason")

    row = _open(asked, *before)
    row.state, row.reason = state, reason
    if state == AssistanceState.DECLINED:
        row.answered_by, row.answered_at = by, at
    row.save()
    _tell(case, row, by, AssistanceState(state).label)
    return row


@CASE.step("record_reply")
def record_reply(case, *, by, at, asked, replied_on, reply, result="", cost=None):
    """What came back; a later entry takes the place of an earlier one, which stays in the history. `result`, `cost`: of a cooperation."""
    row = _open(asked, AssistanceState.ISSUED, AssistanceState.REPLIED)
    if not timezone.localdate(row.answered_at) <= replied_on <= timezone.localdate(at):
        raise DomainError("回复日期应在出函之日与今天之间。", field="replied_on")

    row.state, row.reply, row.replied_on = AssistanceState.REPLIED, reply, replied_on
    row.save()
    if row.kind == AssistanceKind.INVESTIGATION:
        said = {"result": result, "reply": reply, "cost": cost, "answered_at": at}
        Cooperation.objects.filter(assistance=row).update(**said)
    _tell(case, row, by, "已有回复")
    return row


def remind_assistance(now, before=timedelta(days=1)):
    """Tells those who write the letters when a request is due, or late. Returns the number of new messages."""
    count = 0
    waiting = Assistance.objects.waiting().filter(due_at__lt=now + before)
    for row in waiting.select_related("case__station"):
        late, case = now > row.due_at, row.case
        said = f"已于{near(row.due_at)}期满" if late else f"将于{near(row.due_at)}期满"
        text, url = (
            f"{case.number}承办人请求的{row.get_kind_display()}{said}，请办理。",
            reverse("cases:letters"),
        )
        for user in helpers_over(case):
            key = f"assistance-due:{row.pk}:{'late' if late else 'soon'}:{user.pk}"
            count += notify(user, key=key, kind="due", text=text, url=url) is not None
    return count
