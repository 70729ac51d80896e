"""The append-only, hash-chained log: HMAC-SHA256 over each event and the hash before it, written in the caller's transaction."""

import hashlib
import hmac
import json
from contextvars import ContextVar

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from legalaid.platform.core.queueing import one_by_one

from . import anchors
from .models import Event
from .verbs import VERBS, sentence

GENESIS = "0" * 64
_address = ContextVar("address", default="")


def set_address(address):
    """The client's address of the request under way; stored with each event."""
    _address.set(address)


def canonical(value):
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _digest(text):
    return hmac.new(settings.KEYS.audit, text.encode(), hashlib.sha256).hexdigest()


def link_hash(event):
    actor = event.actor_id or 0
    body = [
        event.seq,
        event.prev,
        event.at.isoformat(),
        actor,
        event.actor_name,
        event.verb,
        event.workflow,
        event.subject_id or 0,
    ]

    return _digest(canonical([*body, event.data, event.personal_digest, event.address]))


def _build(verb, *, by, at, workflow="", subject_id=None, address="", data):
    known = VERBS[verb]
    if unknown := set(data) - set(known.data) - set(known.personal):
        raise ValueError(f"{verb} does not declare {sorted(unknown)}")

    personal = {key: value for key, value in data.items() if key in known.personal}
    text = canonical(personal) if personal else ""

    return Event(
        at=(at or timezone.now())
        .astimezone(timezone.get_default_timezone())
        .replace(microsecond=0),
        actor=by,
        actor_name=by.name if by else "",
        verb=verb,
        workflow=workflow,
        subject_id=subject_id,
        data={key: value for key, value in data.items() if key in known.data},
        personal=text,
        personal_digest=_digest(text) if text else "",
        address=address or _address.get(),
    )


def _link(events):
    """Numbers and hashes `events` onto the end of the chain; the caller holds the transaction."""
    one_by_one("audit")
    seq, prev = Event.objects.order_by("-seq").values_list("seq", "hash").first() or (0, GENESIS)
    for event in events:
        seq += 1
        event.seq, event.prev = seq, prev
        event.hash = prev = link_hash(event)


def record(verb, *, by, at=None, workflow="", subject_id=None, address="", **data):
    """Adds one event. Raises KeyError for an unknown verb, ValueError for data the verb does not declare."""
    with transaction.atomic(savepoint=False):
        event = _build(
            verb, by=by, at=at, workflow=workflow, subject_id=subject_id, address=address, data=data
        )
        _link([event])
        event.save()
        if event.seq % anchors.EVERY == 0:
            transaction.on_commit(anchors.anchor, robust=True)
    return event


def record_all(rows):
    """Adds an event for each of `rows`, dicts of what `record` takes, in the transaction of the caller."""
    events = linked(rows)
    Event.objects.bulk_create(events)
    if any(event.seq % anchors.EVERY == 0 for event in events):
        transaction.on_commit(anchors.anchor, robust=True)


def linked(rows):
    """The unsaved next links of the chain; the caller saves all of them, in order, in the transaction it already has."""
    events = [_build(**row) for row in rows]
    _link(events)
    return events


def events_for(workflow, subject_id):
    """History of one subject, old to new, each with its `.sentence`."""
    events = list(
        Event.objects.filter(workflow=workflow, subject_id=subject_id).select_related("actor")
    )
    for event in events:
        event.sentence = sentence(event)
    return events


def latest_of(workflow, subject_id, verbs, **by):
    """The last event of one subject among these verbs, or None; `actor`: of this person."""
    of_subject = Event.objects.filter(
        workflow=workflow, subject_id=subject_id, verb__in=verbs, **by
    )
    return of_subject.order_by("-seq").first()


def _personal_holds(event, shreds):
    """The personal data is what was written, or gone where an event says that it was shredded."""
    if event.personal_digest and not event.personal:
        return event.seq in shreds
    return (_digest(event.personal) if event.personal else "") == event.personal_digest


def verify(using="default"):
    """(number of events, head hash, None or the seq of the first broken link). Personal data may only be gone where an event says so."""
    prev, expected, count = GENESIS, 1, 0
    events = Event.objects.using(using)
    shreds = set(events.filter(verb="audit.shred").values_list("data__seq", flat=True))
    for event in events.order_by("seq").iterator(2000):
        event.at = event.at.astimezone(timezone.get_default_timezone())
        in_place = event.seq == expected and event.prev == prev
        if not (in_place and link_hash(event) == event.hash and _personal_holds(event, shreds)):
            return count, prev, event.seq if event.seq == expected else expected
        prev, expected, count = event.hash, expected + 1, count + 1

    return count, prev, None
