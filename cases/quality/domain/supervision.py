"""Opinions of supervisors (监督意见): given once on a task, put right, withdrawn; answered within the limit, accepted or returned once."""

from functools import cache

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cases.domain.written import reasoned, written
from cases.permissions import recused
from cases.quality.enums.supervisor import Addressee, OpinionKind, OpinionState
from cases.quality.models import OpinionAnswer, SupervisorOpinion, SupervisorTask
from cases.quality.periods import REMIND_SUPERVISION
from cases.quality.permissions import directors_of, the_supervisor
from cases.quality.workflow import SUPERVISION
from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.core.words import near
from legalaid.platform.documents import issue as documents
from legalaid.platform.documents.models import Paper
from legalaid.platform.notifications.models import Message
from legalaid.platform.notifications.send import notify, notify_all
from legalaid.platform.procedure import deadlines
from stations.queries.station import people_over

from .supervisor_task import denial

verb("supervision.urged", "催办答复")
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
    reasoned(reason)
    asked = row.handler
    _write(row, kind, to, content)
    if asked and row.handler is None:
        _tell_handler(row, asked, at)
    facts = SUPERVISION.paper_contexts[PAPER](row, by=by, at=at)
    issued = Paper.objects.filter(workflow="supervision", subject_id=row.pk, kind=PAPER)
    documents.supersede(issued.latest("pk"), context=facts, by=by, at=at, reason=reason[:200])
    _tell_asked(row, f"amended{row.version}", "监督意见已更正，请按更正后的答复。")


@SUPERVISION.step("withdraw_opinion")
def withdraw(row, *, by, at, reason):
    reasoned(reason)
    row.settled_at = at
    _tell_asked(row, "withdrawn", "监督意见已撤回，不用答复。")


@SUPERVISION.step("take_opinion")
def take(row, *, by, at, reason):
    """The handler left, is away, or does not answer."""
    reasoned(reason)
    _tell_handler(row, row.handler, at)
    row.to, row.handler = Addressee.CENTRE, None


@SUPERVISION.step("answer_opinion")
def answer(row, *, by, at, reply, measures=""):
    written(reply, "reply", "答复")
    said = {"reply": reply.strip(), "measures": measures.strip()}
    OpinionAnswer.objects.create(opinion=row, by=by, at=at, **said)
    _tell_supervisor(row, "answered", at, "您的监督意见已有答复，请确认。")


@SUPERVISION.step("correct_answer")
def correct_answer(row, *, by, at, reply, reason, measures=""):
    """Until the supervisor has said something to it."""
    written(reply, "reply", "答复")
    reasoned(reason)
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
    reasoned(reason)
    row.returned_why = reason.strip()
    _tell_asked(row, "returned", "监督员退回了答复，请重新答复。")


@SUPERVISION.step("close_opinion")
def close(row, *, by, at):
    row.settled_at = at


def _write(row, kind, to, content):
    written(content, "content", "监督意见")
    if kind not in OpinionKind or to not in Addressee:
        raise DomainError("请选择意见类别和请谁答复。", field="kind")
    if to == Addressee.HANDLER and row.case.handler is None:
        raise DomainError(NO_HANDLER, field="to")
    row.kind, row.to, row.content = kind, to, content.strip()
    row.handler = row.case.handler if to == Addressee.HANDLER else None


def asked_people(row, people=people_over):
    """Whoever has to answer it."""
    return [row.handler.user] if row.to == Addressee.HANDLER else _heads_of(row, people)


def _heads_of(row, people=people_over):
    """Whoever answers for the centre: its directors, or where all of them keep out its reviewers."""
    if found := directors_of(row.case, people):
        return found
    reviewers = people(row.case.station, Role.REVIEWER)
    return [one for one in reviewers if not recused(one, row.case)]


def _tell_asked(row, what, text):
    about = f"opinion:{row.pk}:{what}"
    said = {"kind": "turn", "text": f"{row.case.number}：{text}", "url": row.get_absolute_url()}
    notify_all(asked_people(row), about=about, **said)


def _tell_handler(row, handler, at):
    """Whoever was asked before is asked no longer."""
    about = f"opinion:{row.pk}:taken:{at:%Y%m%d%H%M%S}"
    text = f"{row.case.number}：监督意见改由中心答复，您不用答复。"
    url = reverse("quality:opinions")  # this one is the centre's now, and the case may be another's
    notify_all([handler.user], about=about, kind="turn", text=text, url=url)


def _tell_supervisor(row, what, at, text):
    about = f"opinion:{row.pk}:{what}:{at:%Y%m%d%H%M%S}"
    said = {"kind": "turn", "text": f"{row.case.number}：{text}", "url": row.get_absolute_url()}
    notify_all([row.supervisor.user], about=about, **said)


def urge_denial(user, row, now=None):
    """Why this person does not press for the answer; ""."""
    now = now or timezone.now()
    if row.state not in (OpinionState.SENT, OpinionState.RETURNED):
        return "此意见不是待答复的，不用催办。"
    if refusal := the_supervisor(user, row):
        return refusal
    if row.due_at is None or now <= row.due_at:
        return "答复的期限还没有届满。"
    today = timezone.localdate(now)
    urged = row.urged_at and timezone.localdate(row.urged_at) == today
    return "今天已经催办过。" if urged else ""


@transaction.atomic
def urge(opinion, *, by, at=None):
    """催办: once a day, after the limit has passed; whoever has to answer hears of it."""
    at = at or timezone.now()
    rows = SupervisorOpinion.objects.select_for_update(of=("self",))
    row = rows.select_related("case", "task__supervisor").get(pk=opinion.pk)
    if refusal := urge_denial(by, row, at):
        raise DomainError(refusal)

    row.urged_at = at
    row.save(update_fields=["urged_at"])
    record("supervision.urged", by=by, at=at, workflow="supervision", subject_id=row.pk)
    said = f"监督员催办：答复已于{near(row.due_at)}期满，请尽快答复。"
    _tell_asked(row, f"urged{timezone.localdate(at):%Y%m%d}", said)
    return row


def remind_opinions(now):
    """Once the limit has passed whoever has to answer hears of it, the director too where that is the handler; after each further period of
    `REMIND_SUPERVISION` the bureau as well. Returns the number of new messages."""
    days = deadlines.rule_for(REMIND_SUPERVISION.key, timezone.localdate(now)).limit
    late = SupervisorOpinion.objects.waiting().for_lists().filter(due_at__lt=now)
    told, people = {}, cache(lambda station, role: list(people_over(station, role)))
    for row in late.select_related("case__station"):
        times = (timezone.localdate(now) - timezone.localdate(row.due_at)).days // max(days, 1)
        told |= {key: (row, *about) for key, about in _reminders(row, times, people)}

    there = set(Message.objects.filter(key__in=told).values_list("key", flat=True))
    for key in told.keys() - there:
        row, user, text, url = told[key]
        notify(user, key=key, kind="due", text=text, url=url)
    return len(told.keys() - there)


def _reminders(row, times, people):
    """(key, (user, text, address)) of each who hears of it now."""
    said = f"{row.case.number}：监督意见的答复已于{near(row.due_at)}期满，"
    asked = {user.pk: user for user in (*asked_people(row, people), *_heads_of(row, people))}
    for user in asked.values():
        yield _key(row, times, user), (user, f"{said}请答复。", row.get_absolute_url())
    if times:
        for user in people(row.case.station, Role.BUREAU):
            report = reverse("quality:supervision")
            yield _key(row, times, user), (user, f"{said}至今没有答复。", report)


def _key(row, times, user):
    return f"opinion-late:{row.pk}:{times}:{user.pk}"
