"""One calendar for the centre: each app registers what it puts on it and whose time that takes; clashes are found across apps."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from legalaid.platform.core.registry import Registry

_SOURCES = Registry()
_BUSY = []


@dataclass(frozen=True)
class Entry:
    """`label` stands on the page behind the name of its kind, `text` is read in full. Without `until` it is a moment and takes nobody's time.

    `people` are the user ids it takes: ((id, name), ...); an `absence` takes whole days.
    """

    key: object
    at: datetime
    label: str
    text: str
    url: str
    until: datetime | None = None
    people: tuple = ()
    absence: bool = False


@dataclass(frozen=True)
class Source:
    key: str
    label: str
    entries: object


@dataclass(frozen=True)
class Span:
    """Time of one user that is taken; by `key` a planner leaves out what is being planned."""

    user: int
    begin: datetime
    end: datetime
    text: str
    key: object = None

    def meets(self, begin, end):
        return self.begin < end and begin < self.end


def source(key, label):
    """Decorator: `fn(user, begin, end) -> [Entry]`, what this person may see between two moments."""

    def register(fn):
        _SOURCES[key] = Source(key, label, fn)
        return fn

    return register


def busy(fn):
    """Decorator: `fn(begin, end, users) -> [Span]`, the taken time of these user ids, for those who plan it."""
    _BUSY.append(fn)
    return fn


def sources():
    return list(_SOURCES.values())


def entries(user, begin, end, kinds=()):
    """[(Source, Entry)] in order of time, of all kinds or of those named."""
    wanted = [source for source in _SOURCES.values() if not kinds or source.key in kinds]
    found = [(source, entry) for source in wanted for entry in source.entries(user, begin, end)]
    return sorted(found, key=lambda pair: pair[1].at)


def taken(begin, end, users):
    """{user id: [Span]} of these user ids between two moments."""
    found = defaultdict(list)
    for fn in _BUSY:
        for span in fn(begin, end, users):
            found[span.user].append(span)
    return found


def clashes(pairs):
    """Yields (name, (Source, Entry), (Source, Entry)) of entries in order of time: one person wanted twice at once, or while away."""
    running = defaultdict(list)
    for source, entry in pairs:
        if not entry.until:
            continue
        for person in entry.people:
            still = [(one, earlier) for one, earlier in running[person] if earlier.until > entry.at]
            for one, earlier in still:
                if earlier.at < entry.until and not (earlier.absence and entry.absence):
                    yield person[1], (one, earlier), (source, entry)
            running[person] = [*still, (source, entry)]


def days_of(entry, zone):
    """The dates in `zone` an entry stands on: the day it begins, or every day of an absence."""
    day = entry.at.astimezone(zone).date()
    if not entry.absence:
        return [day]
    last = (entry.until - timedelta(seconds=1)).astimezone(zone).date()
    return [day + timedelta(days=n) for n in range((last - day).days + 1)]
