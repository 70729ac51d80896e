"""Where the chain ended at a moment, kept outside the database: a chain cut at its end, or grown anew, no longer fits (decision 49).

A line of the file: number of the last event, moment, hash of that event, and a keyed digest over the line and the digest before it, so that
a line changed or taken out of the middle shows too. What is cut off the end of the file, the copy and the printed sheets still tell.
"""

import fcntl
import hashlib
import hmac
import logging
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from .models import Event

EVERY = 100  # events, beside the task's every ten minutes
SHEET = 16  # digits of a hash that a person types
BATCH = 500
log = logging.getLogger(__name__)


class Altered(Exception):
    """The line of this number in an anchor file is not what was written."""


@dataclass(frozen=True)
class Anchor:
    seq: int
    at: datetime
    head: str


def places():
    copy = settings.AUDIT_ANCHORS_COPY
    return [settings.AUDIT_ANCHORS, *([Path(copy)] if copy else [])]


def end_of_chain(using="default"):
    """The anchor that would be written now, or None before the first event."""
    last = Event.objects.using(using).order_by("-seq").values_list("seq", "hash").first()
    return last and Anchor(last[0], timezone.localtime().replace(microsecond=0), last[1])


def anchor():
    """Writes down the end of the chain in every place that does not end with it. Returns its number; a place out of reach is logged."""
    end = end_of_chain()
    if end is None:
        return 0

    for place in places():
        try:
            _append(place, end)
        except OSError as error:
            log.error("anchor file %s: %s", place.name, type(error).__name__)

    return end.seq


def _append(place, end):
    handle = os.open(place, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "rb+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        lines = _tail(file)
        last = lines[-1].split() if lines else []

        if last[:1] == [str(end.seq)] and last[2:3] == [end.head]:
            return
        if last[:1] and last[0].isdigit() and end.seq < int(last[0]):
            log.error("the audit chain ends before its last anchor")

        text = f"{end.seq} {end.at.isoformat()} {end.head}"
        file.write(f"{text} {_seal(last[-1] if last else '', text)}\n".encode())
        file.flush()
        os.fsync(file.fileno())


def _tail(file):
    """The last lines; half a line that a power cut left is taken off again: its anchor was never promised to anybody."""
    end = file.seek(0, os.SEEK_END)
    file.seek(max(0, end - 1000))
    whole, _, half = file.read().rpartition(b"\n")
    if half:
        file.truncate(end - len(half))

    return whole.decode(errors="replace").splitlines()


def _seal(before, text):
    """Over the line and the seal of the line before it."""
    body = f"anchor|{before}|{text}"
    return hmac.new(settings.KEYS.audit, body.encode(), hashlib.sha256).hexdigest()[:32]


def read(place):
    """The anchors of a file, old to new. Raises FileNotFoundError, and Altered with the number of the first line that is not ours."""
    before, found = "", []
    whole = Path(place).read_text(errors="replace").rpartition("\n")[0]
    for number, line in enumerate(whole.splitlines(), 1):
        text, _, seal = line.rpartition(" ")
        if not hmac.compare_digest(_seal(before, text).encode(), seal.encode()):
            raise Altered(number)

        seq, at, head = text.split(" ")
        found.append(Anchor(int(seq), datetime.fromisoformat(at), head))
        before = seal

    return found


def last(place):
    """The newest anchor of a file, read from its end alone, or None. Raises FileNotFoundError and Altered."""
    with open(place, "rb") as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - 1000))
        lines = file.read().rpartition(b"\n")[0].decode(errors="replace").splitlines()
    if not lines:
        return None

    try:
        seq, at, head, _ = lines[-1].split(" ")
        return Anchor(int(seq), datetime.fromisoformat(at), head)
    except ValueError:
        raise Altered("last") from None


def first_apart(found, using="default"):
    """(last anchor that fits the chain, first one that does not); either may be None."""
    fits = None
    for start in range(0, len(found), BATCH):
        some = found[start : start + BATCH]
        rows = Event.objects.using(using).filter(seq__in=[one.seq for one in some])
        stored = dict(rows.values_list("seq", "hash"))

        for one in some:
            if stored.get(one.seq) != one.head:
                return fits, one
            fits = one

    return fits, None
