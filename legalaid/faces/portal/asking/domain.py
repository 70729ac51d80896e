"""A question is sent once, however often its form is; the same person reads the answer by code and word."""

import hashlib
import uuid
from hmac import compare_digest

from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.domain.asking import ask_further, receive
from legalaid.faces.portal.apply import codes
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.crypto import blind, derived
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.queueing import one_by_one
from stations.enums import Duty
from stations.models import Station

from .models import Asked
from .pressing import pressing

NOBODY = uuid.UUID(int=0)
SENT = "这个问题已经发出去了，凭查询码和口令看答复。要问别的，请重新打开提问的网页。"
CLOSED = "网上提问现在没有开通，请打12348，或者到窗口。"

verb("consultation.seen_online", "咨询人在网上查看")


def code_of(token):
    """The code that follows from the form that was sent: sent again, it is the same; nobody without our key can reckon it."""
    digest = hashlib.sha256(derived("portal.asking.code") + token.bytes).digest()
    return f"{int.from_bytes(digest[:8]) % 10**codes.DIGITS:0{codes.DIGITS}d}"


def word_blind(token, word):
    return blind(f"{token}|{codes.carried(word)}", "asking.word")


def place():
    """Who answers: the centre, while it gives consultations; else the first that does."""
    found = [one for one in Station.objects.open().order_by("path") if one.allows(Duty.CONSULT)]
    return next(iter(found), None)


def ask(*, token, word, seen_by, facts, topic="", may_publish=False, at=None):
    """The Asked; the one there is where the same form was sent before. Raises DomainError where another question came by it."""
    with transaction.atomic():
        one_by_one(f"asking:{token}")
        if sent := Asked.objects.filter(token=token).select_related("consultation").first():
            return _the_same(sent, word, facts)
        return _sent(token, word, seen_by, facts, topic, may_publish, at)


def _the_same(sent, word, facts):
    same = sent.consultation.question == facts["question"]
    if not same or not compare_digest(sent.word_blind, word_blind(sent.token, word)):
        raise DomainError(SENT)
    return sent


def _sent(token, word, seen_by, facts, topic, may_publish, at):
    station, urgent = place(), bool(pressing(facts["question"]))
    if station is None:
        raise DomainError(CLOSED)

    code = code_of(token)
    row = receive(
        station=station, facts=facts, topics=[topic] if topic else [], pressing=urgent, at=at
    )
    try:
        with transaction.atomic():
            return Asked.objects.create(
                consultation=row,
                token=token,
                code_blind=codes.code_blind(code),
                words_blind=codes.words_blind(codes.words_of(code)),
                word_blind=word_blind(token, word),
                seen_by=seen_by,
                pressing=urgent,
                may_publish=may_publish,
            )
    except IntegrityError:  # another's code, once in a very long time
        raise DomainError("没有发出去，请重新打开提问的网页再发一次。")


def opened_by(typed, word):
    """The Asked of a code or four words and the chosen word; None for a wrong code and a wrong word alike."""
    blinds = codes.typed_blinds(typed)
    row = Asked.objects.filter(**blinds).first() if blinds else None
    given = word_blind(row.token if row else NOBODY, word)
    return row if compare_digest(given, row.word_blind if row else "") else None


@transaction.atomic
def look(row, *, at=None):
    """Each look is on the record of the consultation; the first at an answer, given anew where one was taken back, is kept."""
    at, asked = at or timezone.now(), row.consultation
    record(
        "consultation.seen_online", by=system_user(), workflow="consultation", subject_id=asked.pk
    )
    if asked.answered_at and (row.read_at is None or row.read_at < asked.answered_at):
        Asked.objects.filter(pk=row.pk, read_at=row.read_at).update(read_at=at)


def ask_more(row, text):
    """Once more; sent twice, it is asked once."""
    if row.consultation.further_questions.filter(text=text).exists():
        return
    ask_further(row.consultation, by=system_user(), text=text, pressing=bool(pressing(text)))
