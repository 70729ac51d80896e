"""The monthly duty plan by a fair rotating rule. Pure: slots and people in, assignments with their reasons out.

Order of a choice: on a rest day who had the fewest of them; then who had the fewest hours (earlier load counts), whose last duty lies
longest back, and the order of the list. Nobody serves on two days running while another can. Whoever came later counts for the months
before as having served what the others served on average: a newcomer does not catch up (decision 66).
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

WINDOW = "window"


@dataclass(frozen=True)
class Slot:
    """One duty to fill: `post` is the row's key, `kind` a post kind."""

    post: int
    kind: str
    starts: datetime
    ends: datetime
    hours: Decimal
    rest_day: bool

    @property
    def day(self):
        return self.starts.date()


@dataclass
class Person:
    """One who can be put on duty; `taken` holds (begin, end, text), `hours` the earlier load."""

    key: int
    name: str
    lawyer: bool  # licensed: a duty lawyer (Law art. 14)
    licence_expires: date | None = None
    taken: list = field(default_factory=list)
    hours: Decimal = Decimal(0)
    rest_days: Decimal = Decimal(0)
    last: date = date.min
    credited: Decimal = Decimal(0)  # of the hours, those of the months before the first duty


@dataclass(frozen=True)
class Assignment:
    """`person` is None when nobody could be found; `reason` says why this one, or why nobody."""

    slot: Slot
    person: Person | None
    reason: str


@dataclass(frozen=True)
class Load:
    """What a person brings into the month; `hours` and `rest_days` hold what is `credited` for months before the first duty."""

    hours: Decimal = Decimal(0)
    rest_days: Decimal = Decimal(0)
    last: date = date.min
    credited: Decimal = Decimal(0)


def loads(served, people):
    """{person: Load} of `people`; `served`: [(person, day, hours, whether a rest day)] of the months before."""
    months = defaultdict(lambda: defaultdict(list))  # {month: {person: [(hours, rest day)]}}
    for person, day, hours, rest in served:
        months[day.replace(day=1)][person].append((hours, rest))

    return {person: _load(person, months, served) for person in people}


def _load(person, months, served):
    days = [day for one, day, _, _ in served if one == person]
    first = min(days, default=date.max).replace(day=1)
    own = [row for of_month in months.values() for row in of_month.get(person, ())]
    means = [_mean(of_month) for month, of_month in months.items() if month < first]

    credited = sum((hours for hours, _ in means), Decimal(0))
    return Load(
        hours=sum((hours for hours, _ in own), credited),
        rest_days=sum(
            (Decimal(rest) for _, rest in own), sum((rest for _, rest in means), Decimal(0))
        ),
        last=max(days, default=date.min),
        credited=credited,
    )


def _mean(of_month):
    """(hours, rest-day duties) that each of those who served in a month served on average."""
    rows, people = [row for rows in of_month.values() for row in rows], Decimal(len(of_month))
    tenth = Decimal("0.1")
    hours = (sum(hours for hours, _ in rows) / people).quantize(tenth)
    return hours, (Decimal(sum(rest for _, rest in rows)) / people).quantize(tenth)


def hindrance(slot, person):
    """Why this person cannot serve this slot, as a phrase; "" when they can."""
    if slot.kind != WINDOW and not person.lawyer:
        return "此岗位须由有执业证的律师值班"
    if person.licence_expires and person.licence_expires < slot.day:
        return f"执业证已于{_day(person.licence_expires)}到期"
    for begin, end, text in person.taken:
        if begin < slot.ends and slot.starts < end:
            return text
    return ""


def plan(slots, people):
    """[Assignment] in order of time. `people` are changed: what they are given is added to what they have."""
    planned = []
    for slot in sorted(slots, key=lambda slot: (slot.starts, slot.kind == WINDOW, slot.post)):
        able = [person for person in people if not hindrance(slot, person)]
        if not able:
            planned.append(Assignment(slot, None, "没有可以值班的人员"))
            continue

        rested = [person for person in able if abs(slot.day - person.last) > timedelta(days=1)]
        chosen = min(rested or able, key=lambda person: _order(slot, person))
        planned.append(Assignment(slot, chosen, _reason(chosen)))
        _give(slot, chosen)
    return planned


def _order(slot, person):
    """Who of several comes first; of equals the first in the list."""
    return (person.rest_days if slot.rest_day else 0, person.hours, person.last)


def _reason(person):
    last = "此前未排班"
    if person.last > date.min:
        last = f"上次{person.last.month}月{person.last.day}日"
    before = ""
    if person.credited:
        before = f"（含到任前的月份按人均计{person.credited.normalize():f}小时）"
    return f"已排{person.hours.normalize():f}小时{before}，为可排人员中最少，{last}"


def _give(slot, person):
    person.taken.append((slot.starts, slot.ends, "已排其他岗位"))
    person.hours += slot.hours
    person.rest_days += slot.rest_day
    person.last = max(person.last, slot.day)


def _day(on):
    return f"{on.year}年{on.month}月{on.day}日"
