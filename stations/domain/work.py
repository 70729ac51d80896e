"""Open work that hangs on a station or a person, and how it passes to others when a station merges or somebody leaves.

What work there is comes from above: the network knows no case, so a higher app adds its kinds here, as it adds panels to the
network's pages. The network's own kinds (succession.py) stand beside them.
"""

from dataclasses import dataclass, field

LINES = 8  # lines of one kind of work


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
        first = list(rows[: LINES + 1])
        count = len(first) if len(first) <= LINES else rows.count()
        return cls(what, count, [line(row) for row in first[:LINES]])


_OF_STATION, _OF_PERSON, _MOVES, _HAND_OVERS, _OF_LEAVE = [], [], [], [], []


def add(*, of_station=None, of_person=None, move=None, hand_over=None, of_leave=None):
    """A kind of work: of_station(station) and of_person(user) -> Work; move(station, into, by=) and hand_over(user, to, by=, reason=) -> count;
    of_leave(leave) -> what of it must be seen to while the person is away, "" for nothing."""
    for kinds, kind in (
        (_OF_STATION, of_station),
        (_OF_PERSON, of_person),
        (_MOVES, move),
        (_HAND_OVERS, hand_over),
        (_OF_LEAVE, of_leave),
    ):
        if kind:
            kinds.append(kind)


def work_of_station(station):
    return [work for of_station in _OF_STATION if (work := of_station(station)).count]


def work_of_person(user):
    return [work for of_person in _OF_PERSON if (work := of_person(user)).count]


def left_by(leave):
    """What this leave leaves without whoever does it, in words."""
    return "；".join(said for of_leave in _OF_LEAVE if (said := of_leave(leave)))


def move_work(station, into, *, by):
    return sum(move(station, into, by=by) for move in _MOVES)


def hand_over_work(user, to, *, by, reason):
    """Raises DomainError when `to` cannot take something on."""
    return sum(hand_over(user, to, by=by, reason=reason) for hand_over in _HAND_OVERS)
