"""Open work that hangs on a station or a person. Each topic, here or in a higher app, registers what it holds and how it is handed over."""

from dataclasses import dataclass, field

SHOWN = 8  # lines of one kind of work


@dataclass(frozen=True)
class Work:
    """`rows`: [(label, url)] of the first few."""

    what: str
    count: int
    rows: list = field(default_factory=list)

    def __str__(self):
        return f"{self.what}{self.count}件"

    @classmethod
    def of(cls, what, rows, line):
        """Of a queryset: its size and the lines of the first few; a second query only where there are more."""
        first = list(rows[: SHOWN + 1])
        count = len(first) if len(first) <= SHOWN else rows.count()
        return cls(what, count, [line(row) for row in first[:SHOWN]])


@dataclass(frozen=True)
class Source:
    of_station: object
    of_person: object
    move: object
    hand_over: object


_SOURCES = []


def register(*, of_station=None, of_person=None, move=None, hand_over=None):
    """of_station(station) and of_person(user) -> Work or None; move(station, into, by=) and hand_over(user, to, by=, reason=) -> count."""
    _SOURCES.append(Source(of_station, of_person, move, hand_over))


def _found(calls):
    return [work for work in calls if work and work.count]


def work_of_station(station):
    return _found(source.of_station(station) for source in _SOURCES if source.of_station)


def work_of_person(user):
    return _found(source.of_person(user) for source in _SOURCES if source.of_person)


def move_work(station, into, *, by):
    return sum(source.move(station, into, by=by) for source in _SOURCES if source.move)


def hand_over_work(user, to, *, by, reason):
    """Raises DomainError when `to` cannot take something on."""
    return sum(
        source.hand_over(user, to, by=by, reason=reason) for source in _SOURCES if source.hand_over
    )
