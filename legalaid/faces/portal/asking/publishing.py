"""What of a consultation is made known: only where whoever asked agreed, in words a person wrote, after another person's look."""

from django.db import transaction
from django.utils import timezone

from cases.queries.consultation import consultations_for
from cases.workflow import CONSULTATION
from legalaid.faces.portal.naming import find_names, starts_of
from legalaid.faces.portal.numbers import find_patterns
from legalaid.faces.portal.registered import offices, registered
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.errors import DomainError
from legalaid.platform.notifications.send import notify_all
from stations.queries.station import people_over

from .enums import AnswerState
from .models import Asked, PublicAnswer
from .workflow import PUBLIC_ANSWER

verb("consultation.forbid_publishing", "咨询人不再同意公开")
NOT_AGREED = "咨询人没有同意公开，或者收回了同意，不得公开。"
UNANSWERED = "还没有答复，不能公开。"
TAKEN_BACK = "所据的答复收回了，还没有重新答复，不能公开。"
FOUND = "可能泄露个人信息，不能公开。{}{}。"
SHORTEST = 4


def answers_for(user):
    """Those of the consultations one may see; the words themselves hold nobody."""
    if not user.may("answers.prepare"):
        return PublicAnswer.objects.none()
    return PublicAnswer.objects.filter(consultation__in=consultations_for(user))


def agreed(consultation):
    return Asked.objects.filter(consultation=consultation, may_publish=True).exists()


def write(*, by, token, consultation, title, topic, question, answer, at=None):
    """A first draft; the same form twice finds the first."""
    if earlier := PublicAnswer.objects.filter(token=token).first():
        return earlier
    if not agreed(consultation):
        raise DomainError(NOT_AGREED)
    if not consultation.answered_at:
        raise DomainError(UNANSWERED)

    at = at or timezone.now()
    words = {"title": title, "topic": topic, "question": question, "answer": answer}
    row = PublicAnswer(
        token=token, consultation=consultation, written_by=by, written_at=at, **words
    )
    return _write(row, by=by, at=at, title=title)


@PUBLIC_ANSWER.step("write")
def _write(row, *, by, at, title):
    row.save()
    people = people_over(row.consultation.station, Role.DIRECTOR).exclude(pk=by.pk)
    notify_all(
        people,
        about=f"public_answer:{row.pk}",
        kind="turn",
        text=f"公开解答“{title}”已拟写，请审核后公开。",
        url=row.get_absolute_url(),
    )
    return row


@PUBLIC_ANSWER.step("rewrite")
def rewrite(row, *, by, at, title, topic, question, answer):
    """Whoever changed the words does not make them known."""
    row.title, row.topic, row.question, row.answer = title, topic, question, answer
    row.written_by, row.written_at = by, at
    return row


@PUBLIC_ANSWER.step("show")
def show(row, *, by, at, why=""):
    """Out it goes, unless something in it could point to a person. What is spelled like somebody's name may be a word: who makes it known
    says so in `why`."""
    if not agreed(row.consultation):
        raise DomainError(NOT_AGREED)
    if not row.consultation.answered_at:
        raise DomainError(TAKEN_BACK)
    found = findings_of(row)
    sure = [one for one in found if not one.doubtful]
    if sure or (found and len(why.strip()) < SHORTEST):
        more = f"，共{len(found)}处" if len(found) > 1 else ""
        raise DomainError(FOUND.format((sure or found)[0], more), field="why")

    row.checked = f"；核对过不是当事人姓名：{why.strip()}" if found else ""
    row.shown_by, row.shown_on = by, timezone.localdate(at)
    return row


@PUBLIC_ANSWER.step("drop")
def drop(row, *, by, at, reason):
    return row


@PUBLIC_ANSWER.step("take_down")
def take_down(row, *, by, at, reason):
    return row


def findings_of(row):
    """Names, numbers and addresses in it; telephones and addresses of offices may stand."""
    pieces = [("标题", row.title), ("问", row.question), ("答", row.answer)]
    found = find_patterns(pieces, offices())
    return [*found, *find_names(pieces, registered(starts_of(pieces)))]


@transaction.atomic
def forbid(asked, *, at=None):
    """Whoever agreed may take it back at any time (个人信息保护法 art. 15): the public reads it no more, and the office is told
    to take it down."""
    if not Asked.objects.filter(pk=asked.pk, may_publish=True).update(may_publish=False):
        return
    robot, about = system_user(), asked.consultation
    record("consultation.forbid_publishing", by=robot, workflow="consultation", subject_id=about.pk)
    _tell(about, "forbidden", "咨询人收回了同意，请马上撤下", "咨询人收回了同意，不要公开")


@CONSULTATION.on_done
def look_again(consultation, step, by, at):
    """The answer was taken back; what was written of it for everybody may be as wrong."""
    if step.key == "take_back":
        key = f"taken_back:{at:%Y%m%d%H%M}"
        _tell(
            consultation,
            key,
            "所据的答复收回了，请核对，不对的马上撤下",
            "所据的答复收回了，先不要公开",
        )


def _tell(consultation, key, shown, written):
    """Whoever looks after what is made known, of each that stands or waits."""
    rows = consultation.public_answers.filter(state__in=(AnswerState.WRITTEN, AnswerState.SHOWN))
    for row in rows.only("title", "state"):
        people = people_over(consultation.station, Role.WINDOW, Role.DIRECTOR)
        said = shown if row.state == AnswerState.SHOWN else written
        notify_all(
            people,
            about=f"public_answer:{row.pk}:{key}",
            kind="turn",
            text=f"公开解答“{row.title}”：{said}。",
            url=row.get_absolute_url(),
        )
