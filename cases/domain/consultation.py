"""The consultation register (form 1): register, answer, pass on, draft, and on to an application."""

import uuid

from django.db import transaction
from django.utils import timezone

from cases import periods
from cases.enums import ConsultChannel, ConsultOutcome
from cases.law import topics as kinds
from cases.models import Consultation, ConsultationTopic, DraftedDocument, FurtherAnswer
from cases.permissions import station_may
from cases.workflow import CONSULTATION
from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit import verbs
from legalaid.platform.audit.chain import record
from legalaid.platform.core.crypto import blind
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.numbering import next_number
from legalaid.platform.core.office import office_at
from legalaid.platform.core.phones import read_phone
from legalaid.platform.core.words import near_moment
from legalaid.platform.notifications.send import notify
from legalaid.platform.procedure import deadlines
from stations.enums import Duty
from stations.queries.station import people_over

verbs.verb("calls.import", "导入12348通话记录{count}条，已有{known}条", data=("count", "known"))
SHORTEST = 4
LIMITS = {
    ConsultChannel.LETTER: periods.LETTER_ANSWER.key,
    ConsultChannel.WEB: periods.WEB_ANSWER.key,
    ConsultChannel.CHAT: periods.WEB_CHAT.key,
}


def _register(row, *, by, at, **_):
    """Takes a number, keeps the topics and starts the limit of its channel (D19-D21)."""
    year = timezone.localdate(at).year
    row.number = f"{office_at(at)['short']}援询〔{year}〕{next_number('consultation', year)}号"
    row.id_blind = blind(row.id_number, "person.id_number") if row.id_number else ""
    reached = row.phone and not read_phone(row.phone).doubtful
    row.phone_blind = blind(row.phone, "person.phone") if reached else ""
    row.main = row.kinds[0]
    row.crime = row.charge.row if row.charge else ""
    row.save()

    topics = [ConsultationTopic(consultation=row, topic=code) for code in row.kinds]
    ConsultationTopic.objects.bulk_create(topics)
    if row.channel in LIMITS:
        deadlines.start("consultation", row.pk, LIMITS[row.channel], at)
    return row


CONSULTATION.step("register")(_register)
CONSULTATION.step("receive")(_register)


def register(*, by, station, facts, topics=(), reply=None, token=None, at=None, step="register"):
    """A consultation with its number, answered at once where `reply` (the facts of `answer`) is given.

    `facts`: Consultation field values; `topics`: codes of law.topics. The same `token` twice returns the first.
    """
    at = at or timezone.now()
    token = token or uuid.uuid4()
    with transaction.atomic():
        if earlier := Consultation.objects.filter(token=token).first():
            return earlier

        row = Consultation(token=token, by=by, station=station, at=at, **facts)
        row.kinds = list(dict.fromkeys(topics)) or ["other"]
        said = {
            "channel": row.get_channel_display(),
            "topics": [kinds.topic_of(code).text for code in row.kinds],
            "refused": "；来访人不愿提供身份信息" if row.anonymous else "",
        }
        CONSULTATION.open(row, step, _register, by=by, at=at, facts=said)
        if reply:
            answer(row, by=by, at=at, **reply)
    return row


@CONSULTATION.step("answer")
def answer(row, *, by, at, answer, outcome, directed_to="", minutes=None):
    """What was said, and how it counts (statistics table 11)."""
    if outcome == ConsultOutcome.DIRECTED and not directed_to.strip():
        raise DomainError("请写明引导到哪里。", field="directed_to")
    if row.answered_at:
        _answer_again(row, answer, outcome, directed_to, minutes, by, at)
        return
    counted = row.taken_back_at and row.outcome == ConsultOutcome.DRAFTED
    if not counted:
        row.outcome, row.directed_to = outcome, directed_to
    row.answer, row.minutes = answer, minutes
    row.answered_by, row.answered_at = by, at


def _answer_again(row, text, outcome, directed_to, minutes, by, at):
    """What was asked further is answered beside the first answer, whose time stays; a document drafted stays what it counts as."""
    FurtherAnswer.objects.create(consultation=row, text=text, by=by, at=at)
    row.minutes = (row.minutes or 0) + (minutes or 0) or None
    if row.outcome != ConsultOutcome.DRAFTED:
        row.outcome, row.directed_to = outcome, directed_to


@CONSULTATION.step("take_back")
def take_back(row, *, by, at, reason):
    """What was written to the wrong person, or is wrong: whoever asked online reads it no more, and is answered anew within a day. What was
    said aloud or posted cannot be taken back. The words stay in the office."""
    if row.channel != ConsultChannel.WEB:
        raise DomainError("只有网上看的答复可以收回；已经说出去、寄出去的，请补充答复并告诉本人。")
    if len(reason.strip()) < SHORTEST:
        raise DomainError("请写明理由（不少于4个字）。", field="reason")

    FurtherAnswer.objects.create(
        consultation=row, text=row.answer, by=row.answered_by or by, at=row.answered_at
    )
    row.taken_back_at, row.answer, row.answered_by, row.answered_at = at, "", None, None
    if row.outcome != ConsultOutcome.DRAFTED:
        row.outcome, row.directed_to = "", ""


@CONSULTATION.step("answer_further")
def answer_further(row, *, by, at, text):
    """A second visit or call in the same matter is added, not counted as a new person."""
    return FurtherAnswer.objects.create(consultation=row, text=text, by=by, at=at)


@CONSULTATION.step("classify")
def classify(row, *, by, at, kinds, crowds, topics):
    """What it counts as, put right by whoever answers: who asks online seldom knows. `topics`: the kinds as the history names them."""
    row.topics.all().delete()
    rows = [ConsultationTopic(consultation=row, topic=code) for code in kinds]
    ConsultationTopic.objects.bulk_create(rows)

    row.main = row.main if row.main in kinds else kinds[0]
    row.crowds = crowds
    if "criminal" not in kinds:
        row.charge, row.crime = None, ""


@CONSULTATION.step("transfer")
def transfer(row, *, by, at, to, station, owner=None, reason):
    """Passed on to another station, or to one person there; the limit runs on. `to`: how the history names the receiver."""
    if (station.pk, owner and owner.pk) == (row.station_id, row.owner_id):
        raise DomainError("此咨询已在那里。", field="station")
    if refusal := station_may(station, Duty.CONSULT):
        raise DomainError(refusal, field="station")

    row.station, row.owner = station, owner
    if owner:
        key, url = f"consultation:{row.pk}:v{row.version}:{owner.pk}", row.get_absolute_url()
        notify(owner, key=key, kind="turn", text=f"{row.number}咨询转交给您答复。", url=url)


@CONSULTATION.step("refer")
def refer(row, *, by, at, to, slip):
    """A slip to the unit that can help went out; the consultation says so. `to`: how the history names the unit."""
    row.referral = slip


@CONSULTATION.step("draft_document")
def draft_document(row, *, by, at, title):
    """A complaint, an arbitration request ... drafted for the person."""
    if row.outcome == ConsultOutcome.ADVISED:
        row.outcome = ConsultOutcome.DRAFTED
    return DraftedDocument.objects.create(consultation=row, title=title, by=by, drafted_at=at)


@CONSULTATION.step("hand_document")
def hand_document(row, *, by, at, document, handed_on):
    """The drafted document was handed over; never before it was drafted."""
    if handed_on < timezone.localdate(document.drafted_at) or handed_on > timezone.localdate(at):
        raise DomainError("交付日期应在代拟之日与今天之间。", field="handed_on")
    document.handed_on = handed_on
    document.save(update_fields=["handed_on"])


@CONSULTATION.step("escalate")
def escalate(row, *, by, at, case):
    """The question became an application; everything recorded here stays and is read from the case, a drafted document is counted as
    one."""
    row.case = case
    if row.outcome != ConsultOutcome.DRAFTED:
        row.outcome = ConsultOutcome.APPLIED
    if row.answered_at is None:
        row.answered_by, row.answered_at = by, at


def register_call(call, *, by, station):
    """One call of the hotline's log."""
    facts = {key: call[key] for key in ("call_number", "sex", "phone", "question")}
    facts |= {"channel": ConsultChannel.HOTLINE, "name": call["name"][:60]}
    reply = {key: call[key] for key in ("answer", "minutes")} | {"outcome": ConsultOutcome.ADVISED}

    return register(
        by=by,
        station=station,
        facts=facts,
        topics=[call["topic"]],
        reply=reply if call["answer"] else None,
        at=call["at"],
    )


def record_calls(*, by, count, known):
    """The import of a call log, once for all its rows."""
    record("calls.import", by=by, count=count, known=known)


def remind_unanswered(now, before):
    """Tells who is to answer when a limit is near or missed. Returns the number of new messages."""
    count = 0
    waiting = Consultation.objects.unanswered().filter(due_at__lt=now + before)
    for row in waiting.select_related("owner", "by"):
        due, late = near_moment(row.due_at), now > row.due_at
        said = f"已过{due}" if late else f"将于{due}期满"
        text = f"{row.number}咨询的答复期限{said}。"

        # each round of questions has its own
        about = f"consultation-due:{row.pk}:{'late' if late else 'soon'}"
        if row.answered_at or row.taken_back_at:
            about = f"{about}:{row.due_from:%Y%m%d%H%M}"
        for who in _to_answer(row, late):
            key, url = f"{about}:{who.pk}", row.get_absolute_url()
            count += notify(who, key=key, kind="due", text=text, url=url) is not None
    return count


def _to_answer(row, late):
    """Whom it was given to, else who took it in; what came in by itself belongs to the window, and late to the director, too."""
    if row.owner or row.by.username != "system":
        return [row.owner or row.by]
    return people_over(row.station, *([Role.DIRECTOR] if late else []), Role.WINDOW, Role.STATION)
