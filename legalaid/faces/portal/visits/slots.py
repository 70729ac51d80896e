"""The slots of one day out of who is on duty when. Pure: hours in, slots out.

Of the time of those on duty a share is kept for whoever comes without booking: of one person's slots every second is offered where it is
half, and with more people the same share of them all (decision 174).
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta


@dataclass(frozen=True)
class Terms:
    """`minutes` of one slot; `each`: places a person on duty has in it; `kept`: per cent for who comes without booking; nothing in `pause`."""

    minutes: int
    each: int
    kept: int
    pause: tuple[time, time] | None = None


@dataclass(frozen=True)
class Slot:
    """`places` may be booked; `most` people can be received in it at all."""

    begins: datetime
    ends: datetime
    places: int
    most: int


def slots(terms, spans):
    """[Slot] in order of time; `spans`: the hours (begin, end) of each person on duty that day."""
    if not spans:
        return []

    step, last = timedelta(minutes=terms.minutes), max(end for _, end in spans)
    begin, found, number = min(begin for begin, _ in spans), [], 0
    while begin + step <= last:
        end = begin + step
        most = room(terms, spans, begin, end)
        if most:
            found.append(Slot(begin, end, _offered(terms, most, number), most))
            number += 1
        begin = end
    return found


def room(terms, spans, begin, end):
    """How many people can be received between two moments; nobody in the pause."""
    if _in_pause(terms.pause, begin, end):
        return 0
    there = sum(first <= begin and end <= last for first, last in spans)
    return there * terms.each


def _in_pause(pause, begin, end):
    return bool(pause) and begin.time() < pause[1] and pause[0] < end.time()


def _offered(terms, most, number):
    """The share of this slot: the shares of all slots up to it, less those before it."""
    share = most * (100 - terms.kept)
    return -(-(number + 1) * share // 100) - -(-number * share // 100)
