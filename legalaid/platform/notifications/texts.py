"""Text messages: told once per `about`, sent once by the key the gateway is given, or told by word of mouth (records 140, 141).

A row is claimed and committed before the gateway is asked. Whoever dies in between, and whatever the gateway answers too late or unclearly,
leaves it to be asked again under the same key: the gateway sends once. What gets no clear answer in four hours is given to a person.
"""

import logging
from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from legalaid.platform.jobs.queue import enqueue_once, job

from . import gateway
from .hours import by_day
from .models import Text
from .sentences import SENTENCES, worded, wording_of
from .signals import texted

State = Text.State
POST = "send_texts"
AT_ONCE = 20  # however slow the gateway, done before the job counts as dead
LOST = timedelta(minutes=3)
PATIENCE = timedelta(hours=4)
LONGEST_PAUSE = timedelta(minutes=30)
RECEIPTS_WITHIN = timedelta(hours=72)
ASKED_AT_ONCE = 200
NO_CODE = "没有运营商模板编号"
log = logging.getLogger(__name__)


def text(key, *, about, to, row=None, of=("", None), until=None, now=None, next_at=None):
    """Whether it is told anew: the sentence `key` to whom it knows as `to`, by day, of the subject `of`; nothing where the centre switched it
    off. Told by word of mouth where it does not arrive."""
    wording = wording_of(SENTENCES[key])
    if wording and not wording.active:
        return False

    at = next_at or by_day(now or timezone.now())
    said = {"sentence": key, "to": to, "row": row, "workflow": of[0], "subject_id": of[1]}
    said |= {"spoken": bool(of[0]), "until": until, "due_at": at, "next_at": at}
    if until and at >= until:
        said |= {"state": State.FAILED, "error": "等到白天再发已经来不及"}
    _, new = Text.objects.get_or_create(about=about, defaults=said)
    if new:
        enqueue_once(POST)
    return new


@job(POST, "发送短信")
def send_texts(job):
    send_on()


def send_on():
    """Sends what waits and asks what arrived; what is too much for once goes on as a job."""
    if len(sweep()) == AT_ONCE:
        enqueue_once(POST)
    ask_receipts()


def sweep(now=None):
    """The keys of those whose sending came to an end, or to a clear answer."""
    now = now or timezone.now()
    lost = Text.objects.filter(state=State.SENDING, claimed_at__lt=now - LOST)
    lost.update(state=State.QUEUED, next_at=now)

    due = Text.objects.filter(state=State.QUEUED, next_at__lte=now)
    if by_day(now) != now:
        due = due.filter(spoken=False)
    done = []
    for row in due.order_by("next_at", "pk")[:AT_ONCE]:
        try:
            if _send(row, now):
                done.append(row.pk)
        except gateway.Away as error:
            log.warning("gateway for texts away: %s", error)
            _give_to_people(now)
            break
    return done


def _give_to_people(now):
    """With the gateway away, what waited four hours waits no longer."""
    late = Text.objects.filter(state=State.QUEUED, due_at__lt=now - PATIENCE)
    late.update(state=State.FAILED, error="短信网关一直没有应答")


def _send(row, now):
    """Whether it came to an end. Raises Away."""
    claimed = Text.objects.filter(pk=row.pk, state=State.QUEUED, next_at__lte=now).update(
        state=State.SENDING, claimed_at=now, attempts=F("attempts") + 1
    )
    if not claimed:
        return False

    row.refresh_from_db()
    one = SENTENCES[row.sentence]
    values = one.values(row)
    if values is None or (row.until and row.until <= now):
        return _ended(row, State.DROPPED)
    if reach_bar := _frozen(row, one, values):
        return _ended(row, State.FAILED, reach_bar)

    reach = one.reach(row)
    if reach.bar or not reach.number:
        return _ended(row, State.BARRED, reach.bar or "没有登记手机号")
    return _hand_over(row, reach.number, now)


def _frozen(row, one, values):
    """Fixes the words on the first attempt; why they can't go to an operator."""
    if not row.places:
        row.wording, row.places = wording_of(one), values
        row.save(update_fields=["wording", "places"])
    if not gateway.there_is_one():
        return "没有接通短信网关"
    return "" if row.wording and row.wording.code else NO_CODE


def _hand_over(row, number, now):
    try:
        answer = gateway.send(row.key, number, row.wording.code, row.places)
    except gateway.Unclear as error:
        over = _later(row, str(error), now)
        if isinstance(error, gateway.Away):
            raise
        return over

    if not answer.accepted:
        return _ended(row, State.FAILED, answer.why)
    return _ended(row, State.SENT, sent_at=timezone.now())


def _later(row, why, now):
    """Again after a pause that grows; after four hours a person is asked to call."""
    soon = timedelta(minutes=min(2 ** min(row.attempts, 6), LONGEST_PAUSE.seconds // 60))
    at = by_day(now + soon) if row.spoken else now + soon
    if at > row.due_at + PATIENCE:
        return _ended(row, State.FAILED, f"网关没有确认（{why}），可能已经收到")
    mine = Text.objects.filter(pk=row.pk, state=State.SENDING, attempts=row.attempts)
    mine.update(state=State.QUEUED, next_at=at, error=why[:80])
    return False


def _ended(row, state, error="", **fields):
    """Of the attempt that holds the row: one taken for lost changes nothing any more."""
    mine = Text.objects.filter(pk=row.pk, state=State.SENDING, attempts=row.attempts)
    if not mine.update(state=state, error=error[:80], **fields):
        return False
    row.state, row.error = state, error
    texted.send(Text, row=row)
    return True


def ask_receipts(now=None):
    """What arrived, of what was handed over within three days; no receipt leaves it as it is."""
    now = now or timezone.now()
    waiting = Text.objects.filter(state=State.SENT, sent_at__gt=now - RECEIPTS_WITHIN)
    rows = {str(row.key): row for row in waiting.order_by("-sent_at")[:ASKED_AT_ONCE]}
    if not (rows and gateway.there_is_one()):
        return

    try:
        known = gateway.receipts(rows)
    except gateway.Unclear as error:
        log.warning("no receipts of texts: %s", error)
        return
    for key, (arrived, why) in known.items():
        state = State.DELIVERED if arrived else State.FAILED
        fields = {"delivered_at": now} if arrived else {"error": why[:80]}
        if Text.objects.filter(key=key, state=State.SENT).update(state=state, **fields):
            rows[key].state, rows[key].error = state, fields.get("error", "")
            texted.send(Text, row=rows[key])


def words_of(row, anew=None):
    """What it says, or would say: as it was sent, or as it stands now. `anew`: {sentence: its Wording in use} where many rows are read."""
    one = SENTENCES[row.sentence]
    values = row.places or one.values(row)
    if not values:
        return ""
    if row.places:
        return worded(one, row.wording, values)
    return worded(one, wording_of(one) if anew is None else anew.get(one.key), values)
