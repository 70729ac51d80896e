"""What waits for a person: matters, grouped by when they fall due and by the act they wait for, counted, the first few of each."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from legalaid.platform.core.calendar import day_span
from legalaid.platform.core.words import day, left, near, near_moment

from .first_few import FEW, LATE, LATER, PROMISE, TODAY, WEEK, Question, first_few

NAMES = {
    LATE: "超期",
    PROMISE: "承诺已超",
    TODAY: "今日到期",
    WEEK: "七天内",
    LATER: "以后和没有期限的",
}
MOST = 200  # rows read whole
ANCHORS = {LATE: "late", PROMISE: "promise", TODAY: "today", WEEK: "week", LATER: "later"}
COLOURS = {LATE: "late", PROMISE: "soon", TODAY: "soon"}


@dataclass(frozen=True)
class Matter:
    """One line: who or what, until when, from whom or what is missing, and the page on which it is done.

    `due`: what is promised, else the law's limit; `promise`: it is a promise; `law`: the law's limit behind it, where one runs.
    """

    who: str
    url: str = ""
    verb: str = ""
    to: str = ""
    note: str = ""
    due: datetime | None = None
    law: datetime | None = None
    promise: bool = False
    what: str = ""
    contact: str = ""
    drop: str = ""  # where what was begun is thrown away

    @property
    def left(self):
        """承诺已超 2 天, while the law's limit still runs; once that has passed too, by how much."""
        now = timezone.now()
        if self.law and self.law < now:
            return left(self.law, now)
        return left(self.due, now, promised=self.promise) if self.due else ""

    @property
    def until(self):
        """11月26日满; with the law's limit behind what is promised."""
        if not self.due:
            return ""
        own = f"{_date(self.due)}满" if _whole_day(self.due) else near_moment(self.due)
        if self.promise:
            own = f"承诺 {own}"
        return f"{own}，法定 {_date(self.law)}" if self.law else own


def _date(moment):
    local = timezone.localtime(moment)
    return near(moment) if local.year == timezone.localdate().year else day(moment)


def last_minute(date):
    """A limit that is a day ends with it."""
    return day_span(date, date)[1] - timedelta(minutes=1)


def _whole_day(moment):
    local = timezone.localtime(moment)
    return (local.hour, local.minute) == (23, 59)


@dataclass(frozen=True)
class Waiting:
    """Matters that wait for one act and fall due alike. `key` names the kind for the tiles, `more` is the list of all."""

    key: str
    act: str
    urgency: int
    count: int
    rows: list = field(default_factory=list)
    more: str = ""

    @property
    def unseen(self):
        return self.count - len(self.rows)

    @property
    def first_due(self):
        return min((row.due for row in self.rows if row.due), default=None)


@dataclass(frozen=True)
class Kind:
    """What a source says of one kind of act."""

    key: str
    act: str
    more: str = ""


class Desk:
    """All that waits for one person, as the page shows it."""

    def __init__(self, waiting):
        self._waiting = list(waiting)

    @property
    def count(self):
        return sum(one.count for one in self._waiting)

    @property
    def urgent(self):
        """What is late, was promised by now, or falls due today."""
        return self.due(LATE) + self.due(PROMISE) + self.due(TODAY)

    def of(self, *keys):
        """How many wait for the acts of these kinds."""
        return sum(one.count for one in self._waiting if one.key in keys)

    def due(self, urgency):
        return sum(one.count for one in self._waiting if one.urgency == urgency)

    def first(self, urgency):
        """The matter that falls due first of these, or None."""
        rows = (row for one in self._waiting if one.urgency == urgency for row in one.rows)
        return min((row for row in rows if row.due), key=lambda row: row.due, default=None)

    def says(self, *keys):
        """What is behind a figure: how much of it is late, of how much a promise has passed."""
        found = defaultdict(int)
        for one in self._waiting:
            if one.key in keys:
                found[one.urgency] += one.count
        said = ((LATE, "其中超期"), (PROMISE, "承诺已超"))
        return "，".join(f"{words} {found[at]} 件" for at, words in said if found[at])

    @property
    def groups(self):
        """[(name, anchor, colour, count, [Waiting])]: what hurts first, acts by their earliest limit."""
        by_urgency = defaultdict(list)
        for one in self._waiting:
            by_urgency[one.urgency].append(one)

        found = []
        for urgency in sorted(by_urgency):
            acts = sorted(by_urgency[urgency], key=_by_limit)
            head = NAMES[urgency], ANCHORS[urgency], COLOURS.get(urgency, "")
            found.append((*head, self.due(urgency), acts))
        return found


def _by_limit(waiting):
    due = waiting.first_due
    return due is None, due, waiting.act


def urgency_of(due, now):
    """When this limit hurts."""
    if due is None:
        return LATER
    ends = zip((LATE, TODAY, WEEK), _moments(now), strict=True)
    return next((at for at, end in ends if due < end), LATER)


def _moments(now):
    """Before which moments a limit has passed, falls into today, into the seven days that begin with it."""
    today = timezone.localdate(now)
    return now, day_span(today, today)[1], day_span(today, today + timedelta(days=6))[1]


def _days(now):
    """The same as dates: of a limit that is a day."""
    today = timezone.localdate(now)
    return today, today + timedelta(days=1), today + timedelta(days=7)


@dataclass(frozen=True)
class Asked:
    """What a source asks of its rows; all sources of a desk are answered together. `kind_of(kind)` -> Kind, `read(keys)` -> {pk: Matter},
    asked for the rows shown."""

    question: Question
    kind_of: Callable
    read: Callable

    def answered(self, found):
        """[Waiting] of {(urgency, kind): (count, keys)}."""
        matters = self.read([pk for _, keys in found.values() for pk in keys]) if found else {}
        waiting = []
        for (urgency, value), (count, keys) in found.items():
            of = self.kind_of(value)
            shown = [matters[pk] for pk in keys if pk in matters]  # gone since it was counted
            waiting.append(Waiting(of.key, of.act, urgency, count, shown, of.more))
        return waiting


@dataclass(frozen=True)
class AskedWhole:
    """The same of rows a person never has many of, which say themselves what they wait for and until when: `read(keys)` -> [(Kind, Matter)],
    asked where there are any."""

    question: Question
    read: Callable
    now: datetime

    def answered(self, found):
        return (
            of_rows(self.read([pk for _, keys in found.values() for pk in keys]), self.now)
            if found
            else []
        )


ASKED = (Asked, AskedWhole)


def answered(parts, whose):
    """[Waiting] of what the sources gave, {name of the source: parts}: what they read, and what they ask. `whose`: as for `first_few`."""
    named = {
        f"{name} {place}/{len(given)}": part
        for name, given in parts.items()
        for place, part in enumerate(given)
    }
    asked = {name: part.question for name, part in named.items() if isinstance(part, ASKED)}
    found = dict(zip(asked, first_few(asked, whose), strict=True))
    waiting = []
    for name, part in named.items():
        waiting += part.answered(found[name]) if isinstance(part, ASKED) else [part]
    return waiting


def gathered(rows, *, read, kind_of, now, kind="", limit=None, law=None, by_day=False, many=False):
    """[Asked] about a queryset, which `rows()` makes where its words are not known yet. `kind`: the field that tells its acts apart, where
    there are several; `limit`: an expression of a moment (of a date: `by_day`), without one nothing runs; `law`: the law's own, where the
    limit may be a promise; `many`: a county has thousands of them."""
    ends = _days(now) if by_day else _moments(now)
    return [Asked(Question(rows, ends, kind, limit, law, many), kind_of, read)]


def gathered_whole(rows, *, read, now):
    """[AskedWhole] about the queryset `rows()` makes."""
    return [AskedWhole(Question(rows, (), few=MOST), read, now)]


def of_rows(pairs, now):
    """[Waiting] of rows that were read whole: [(Kind, Matter)]."""
    groups = defaultdict(list)
    for kind, matter in pairs:
        groups[kind, urgency_of(matter.due, now)].append(matter)

    found = []
    for (kind, urgency), rows in groups.items():
        rows.sort(key=lambda row: (row.due is None, row.due))
        found.append(Waiting(kind.key, kind.act, urgency, len(rows), rows[:FEW], kind.more))
    return found
