"""Opinions of supervisors (监督意见): given once on a task, put right, withdrawn; answered within the limit, accepted or returned once."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cases.quality.enums.supervisor import Addressee, OpinionKind
from cases.quality.models import OpinionAnswer, SupervisorOpinion, SupervisorTask
from cases.quality.periods import REMIND_SUPERVISION
from cases.quality.workflow import SUPERVISION
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.core.words import near
from legalaid.platform.documents import issue as documents
from legalaid.platform.documents.models import Paper
from legalaid.platform.notifications.send import notify, notify_all
from legalaid.platform.procedure import deadlines
from stations.queries.station import people_over

from .supervisor import REASON
from .supervisor_task import denial

PAPER = "supervisor_opinion"
TWICE = "此任务已提出过监督意见，请在原来的意见上更正。"
NO_HANDLER = "此案现在没有承办人，请由中心答复。"


def give(task, *, by, kind, to, content, at=None):
    """On a task one looked at: one opinion stands at a time."""
    at = at or timezone.now()
    with transaction.atomic():
        task = SupervisorTask.objects.select_for_update(of=("self",)).get(pk=task.pk)
        row = SupervisorOpinion(task=task, case=task.case, at=at)
        _write(row, kind, to, content)
        SUPERVISION.open(row, "give_opinion", _give, by=by, at=at, facts={"about": kind})
    _tell_asked(row, "given", "有一件监督意见请您答复。")
    return row


def gives(user, task):
    """Whether an opinion may be given on it now."""
    open_to = task.state in ("waiting", "done") and not denial(user, task)
    return open_to and not SupervisorOpinion.objects.standing().filter(task=task).exists()


def _give(row, *, by, at, **_):
    if refusal := denial(by, row.task, timezone.localdate(at)):
        raise NotAllowed(refusal)
    if row.task.gone_at:
        raise DomainError("此任务已退回或者取消。")
    if row.task.state == "unreleased":
        raise DomainError("案卷还没有交您阅看。")
    if SupervisorOpinion.objects.standing().filter(task=row.task).exists():
        raise DomainError(TWICE)
    row.save()
    return row


SUPERVISION.step("give_opinion")(_give)


@SUPERVISION.step("amend_opinion")
def amend(row, *, by, at, kind, to, content, reason):
    """Before it is answered; the paper is issued anew, the limit runs on."""
    _reasoned(reason)
    _write(row, kind, to, content)
    facts = SUPERVISION.paper_contexts[PAPER](row, by=by, at=at)
    issued = Paper.objects.filter(workflow="supervision", subject_id=row.pk, kind=PAPER)
    documents.supersede(issued.latest("pk"), context=facts, by=by, at=at, reason=reason[:200])
    _tell_asked(row, f"amended{row.version}", "监督意见已更正，请按更正后的答复。")


@SUPERVISION.step("withdraw_opinion")
def withdraw(row, *, by, at, reason):
    _reasoned(reason)
    row.settled_at = at
    _tell_asked(row, "withdrawn", "监督意见已撤回，不用答复。")


@SUPERVISION.step("take_opinion")
def take(row, *, by, at, reason):
    """The handler left, is away, or does not answer."""
    _reasoned(reason)
    row.to, row.handler = Addressee.CENTRE, None


@SUPERVISION.step("answer_opinion")
def answer(row, *, by, at, reply, measures=""):
    _answered(reply)
    said = {"reply": reply.strip(), "measures": measures.strip()}
    OpinionAnswer.objects.create(opinion=row, by=by, at=at, **said)
    _tell_supervisor(row, "answered", at, "您的监督意见已有答复，请确认。")


@SUPERVISION.step("correct_answer")
def correct_answer(row, *, by, at, reply, reason, measures=""):
    """Until the supervisor has said something to it."""
    _answered(reply)
    _reasoned(reason)
    last = row.last_answer
    last.reply, last.measures = reply.strip(), measures.strip()
    last.save(update_fields=["reply", "measures"])
    _tell_supervisor(row, "corrected", at, "对您的监督意见的答复已更正。")


@SUPERVISION.step("accept_answer")
def accept(row, *, by, at):
    row.settled_at = at


@SUPERVISION.step("return_answer")
def send_back(row, *, by, at, reason):
    """Once: what is still not agreed on after it stands in the yearly report."""
    _reasoned(reason)
    row.returned_why = reason.strip()
    _tell_asked(row, "returned", "监督员退回了答复，请重新答复。")


@SUPERVISION.step("close_opinion")
def close(row, *, by, at):
    row.settled_at = at


def _write(row, kind, to, content):
    if len(content.strip()) < 4:
        raise DomainError("请写明监督意见（不少于4个字）。", field="content")
    if kind not in OpinionKind or to not in Addressee:
        raise DomainError("请选择意见类别和请谁答复。", field="kind")
    if to == Addressee.HANDLER and row.case.handler is None:
        raise DomainError(NO_HANDLER, field="to")
    row.kind, row.to, row.content = kind, to, content.strip()
    row.handler = row.case.handler if to == Addressee.HANDLER else None


def _answered(reply):
    if len(reply.strip()) < 4:
        raise DomainError("请写明答复（不少于4个字）。", field="reply")


def _reasoned(reason):
    if len(reason.strip()) < 4:
        raise DomainError(REASON, field="reason")


def asked_people(row):
    """Whoever has to answer it."""
    if row.to == Addressee.HANDLER:
        return [row.handler.user]
    return people_over(row.case.station, Role.DIRECTOR)


def _tell_asked(row, what, text):
    about = f"opinion:{row.pk}:{what}"
    said = {"kind": "turn", "text": f"{row.case.number}：{text}", "url": row.get_absolute_url()}
    notify_all(asked_people(row), about=about, **said)


def _tell_supervisor(row, what, at, text):
    about = f"opinion:{row.pk}:{what}:{at:%Y%m%d%H%M%S}"
    said = {"kind": "turn", "text": f"{row.case.number}：{text}", "url": row.get_absolute_url()}
    notify_all([row.supervisor.user], about=about, **said)


def remind_opinions(now):
    """Once the limit has passed whoever has to answer hears of it, the director too where that is the handler; after each further period of
    `REMIND_SUPERVISION` the bureau as well. Returns the number of new messages."""
    days = deadlines.rule_for(REMIND_SUPERVISION.key, timezone.localdate(now)).limit
    count = 0
    for row in SupervisorOpinion.objects.waiting().for_lists().filter(due_at__lt=now):
        times = (timezone.localdate(now) - timezone.localdate(row.due_at)).days // max(days, 1)
        count += _remind(row, times)
    return count


def _remind(row, times):
    ended = near(row.due_at)
    text = f"{row.case.number}：监督意见的答复已于{ended}期满，请答复。"
    directors = people_over(row.case.station, Role.DIRECTOR)
    asked = {user.pk: user for user in (*asked_people(row), *directors)}
    count = _tell_late(row, times, asked.values(), text, row.get_absolute_url())
    if not times:
        return count

    text = f"{row.case.number}：监督意见的答复已于{ended}期满，至今没有答复。"
    bureau = people_over(row.case.station, Role.BUREAU)
    return count + _tell_late(row, times, bureau, text, reverse("quality:supervision"))


def _tell_late(row, times, people, text, url):
    told = {"kind": "due", "text": text, "url": url}
    keys = {user: f"opinion-late:{row.pk}:{times}:{user.pk}" for user in people}
    return sum(notify(user, key=key, **told) is not None for user, key in keys.items())
