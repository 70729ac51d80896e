"""Statutory periods: the rule rows, and the arithmetic that turns a start and its pauses into a due date that explains itself."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import TextChoices
from django.utils import timezone

from legalaid.platform.core import calendar, words
from legalaid.platform.core.registry import Registry
from legalaid.platform.core.words import numeral


class Unit(TextChoices):
    MINUTE = "minute", "分钟"
    HOUR = "hour", "小时"
    DAY = "day", "日"
    WORKDAY = "workday", "个工作日"
    MONTH = "month", "个月"
    SET = "set", "通知书指定"


@dataclass(frozen=True)
class Rule:
    """One statutory or promised period. `number` is its number in the deadline table (D7); `public` False:
    nothing here measures it, or no law we have read states it, so nobody outside is told of it until the office has set it.
    `numbered` False: the law asks it of an act and sets no days. `theirs`: it runs against the person we help: told and warned of,
    never one of ours to keep. `asked`: no clock runs by it, a list or a
    reminder reads its days. `own`: it runs like a limit of the law, but the office gave it itself, for its own work: never shown,
    counted or told as the law's. `unread`: the text said to set it, which nobody here has read; until the office has entered limit
    and article from it, it is the office's too."""

    key: str
    number: str
    name: str
    limit: int
    unit: str = Unit.DAY
    roll: bool = True
    article: str = ""
    promised_limit: int | None = None
    promised_unit: str = Unit.WORKDAY
    statutory: bool = True
    public: bool = True
    numbered: bool = True
    theirs: bool = False
    asked: bool = False
    own: bool = False
    unread: str = ""

    @property
    def by_law(self):
        """Whether it may be called the law's limit."""
        return self.statutory and not self.own and not (self.unread and not self.article)

    @property
    def limit_text(self):
        if not self.numbered:
            return "法律未定日数"
        if self.unit == Unit.SET:
            return "由通知书指定"
        return f"{self.limit}{Unit(self.unit).label}" if self.limit else "当日"

    @property
    def length(self):
        """三日, 十五个工作日, 二十四小时; 当日 where it has none."""
        if not self.limit:
            return "当日" if self.numbered else self.limit_text
        two = self.limit == 2 and self.unit != Unit.DAY
        return f"{'两' if two else numeral(self.limit)}{Unit(self.unit).label}"

    @property
    def within(self):
        """三日内, 十五个工作日内, 二十四小时内, 当日: the limit as a letter writes it."""
        return f"{self.length}内" if self.limit else self.length

    @property
    def promised_text(self):
        if self.promised_limit is None:
            return ""
        return (
            f"{self.promised_limit}{Unit(self.promised_unit).label}"
            if self.promised_limit
            else "当日"
        )


@dataclass(frozen=True)
class Due:
    at: datetime | None
    sentence: str
    provisional: bool = False
    promised_at: datetime | None = None


RULES = Registry()


def register(*rules):
    for rule in rules:
        RULES[rule.key] = rule


def find(name):
    """The default rule by key, number (D7) or Chinese name; part of a name does when only one rule has it. None otherwise."""
    wanted = name.strip().lower()
    exact = [
        r for r in RULES.values() if wanted in (r.key.lower(), r.number.lower(), r.name.lower())
    ]
    found = exact or [r for r in RULES.values() if wanted and wanted in r.name.lower()]
    return found[0] if len(found) == 1 else None


def compute(rule, start, pauses=(), *, set_due=None):
    """When `rule` falls due.

    start: aware datetime; pauses: [(from, to or None)] aware datetimes, whole days excluded for day units, both ends included.
    The start day is not counted; a last day on a rest day moves to the next working day; hours and minutes never move.
    A day in a year without calendar data is not moved and the result is provisional, hence never later than the true one.
    """
    if open_pauses := [begin for begin, end in pauses if end is None]:
        return Due(
            None, f"{words.day(start)}起算；{words.day(open_pauses[0])}起停止计算，恢复后续算。"
        )
    if not rule.numbered:
        return Due(None, f"{rule.name}：{rule.article}未定日数。")
    if rule.unit == Unit.SET:
        return _set_day(rule, set_due)
    due = (
        _clock_time(rule, start, pauses)
        if rule.unit in (Unit.MINUTE, Unit.HOUR)
        else _day_count(rule, start, pauses)
    )
    if rule.promised_limit is not None:
        promise = Rule(rule.key, rule.number, rule.name, rule.promised_limit, rule.promised_unit)
        due = Due(due.at, due.sentence, due.provisional, compute(promise, start, pauses).at)
    return due


def after_first_days(rule, pauses):
    """`pauses` of a period in days whose first day still counts: each begins the day after; one that ended on it stops nothing."""
    if rule.unit not in (Unit.DAY, Unit.WORKDAY):
        return pauses

    later = [(_day_after(begin), end) for begin, end in pauses]
    return [(begin, end) for begin, end in later if end is None or end >= begin]


def _day_after(moment):
    day = timezone.localdate(moment) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time()))


def _set_day(rule, set_due):
    if set_due is None:
        return Due(None, f"{rule.name}的期限由通知书指定。")
    day, unknown = _rolled(set_due, ()) if rule.roll else (set_due, None)
    return Due(
        _end(day),
        f"通知书指定于{words.day(set_due)}前（含当日）完成{_tail(set_due, day, unknown)}。",
        unknown is not None,
    )


def _clock_time(rule, start, pauses):
    due, stops = start + timedelta(**{f"{rule.unit}s": rule.limit}), _merged(start, pauses)
    for begin, end in stops:
        if begin < due:
            due += end - begin
    stop = "".join(f"；{_moment(b)}至{_moment(e)}停止计算" for b, e in stops)
    return Due(due, f"{_moment(start)}起算{stop}；{rule.limit_text}后即{_moment(due)}期满。")


def _merged(start, pauses):
    """The pauses after `start`, in order, what overlaps joined."""
    joined = []
    for begin, end in sorted((max(b, start), e) for b, e in pauses if e > start):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined


def _day_count(rule, start, pauses):
    first = timezone.localdate(start)
    paused = {day for day in _paused(pauses) if day > first}

    day, left, unknown = first, rule.limit, None
    if rule.unit == Unit.MONTH:
        day, left = _months_after(first, rule.limit), 0
    while left:
        day += timedelta(days=1)
        if day in paused:
            continue
        if rule.unit == Unit.WORKDAY:
            works = calendar.is_workday(day)
            unknown = day.year if works is None and unknown is None else unknown
            if works is False:
                continue
        left -= 1

    nominal = day
    if not rule.limit:
        day = max(paused, default=first)  # "the same day" is the day the matter came back
    elif rule.roll:
        day, missing = _rolled(nominal, paused)
        unknown = unknown or missing

    return Due(_end(day), _explain(rule, first, pauses, nominal, day, unknown), unknown is not None)


def _months_after(first, months):
    """The day of the same number so many months later; the last of a month that has none."""
    years, month = divmod(first.month - 1 + months, 12)
    year = first.year + years
    return date(year, month + 1, min(first.day, monthrange(year, month + 1)[1]))


def _paused(pauses):
    """Every day on which the clock stands still."""
    for begin, end in pauses:
        yield from _span(timezone.localdate(begin), timezone.localdate(end))


def _rolled(nominal, paused):
    """(the first day from `nominal` on that is not surely off, the year whose notice is missing where that day is not surely worked)."""
    day = nominal
    while (works := calendar.is_workday(day)) is False or (day != nominal and day in paused):
        day += timedelta(days=1)
    return day, (day.year if works is None else None)


def _explain(rule, first, pauses, nominal, day, unknown):
    parts = [f"{words.day(first)}起算，当日不计入" if rule.limit else f"{words.day(first)}当日办结"]
    parts += [f"{words.day(b)}至{words.day(e)}停止计算" for b, e in pauses]
    if rule.limit:
        parts.append(f"{rule.limit_text}期满日为{words.day(nominal)}{_tail(nominal, day, unknown)}")
    elif day != nominal:
        parts.append(f"恢复当日为{words.day(day)}")
    return "；".join(parts) + "。"


def _tail(nominal, day, unknown):
    rolled = f"；期满日为休息日，顺延至{words.day(day)}" if day != nominal else ""
    return rolled + (
        f"；{unknown}年放假安排尚未导入，暂定{words.day(day)}，导入后重新计算" if unknown else ""
    )


def _span(begin, end):
    return (begin + timedelta(days=n) for n in range((end - begin).days + 1))


def _end(day):
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


def _moment(value):
    return f"{words.day(value)}{timezone.localtime(value):%H:%M}"


def as_start(text):
    """A command-line START or FROM: YYYY-MM-DD or YYYY-MM-DDTHH:MM, in local time. Raises ValueError."""
    value = (
        datetime.fromisoformat(text)
        if "T" in text or " " in text
        else datetime.combine(date.fromisoformat(text), time())
    )
    return timezone.make_aware(value) if timezone.is_naive(value) else value


def as_end(text):
    """A command-line TO: a bare date means the whole of that day. Raises ValueError."""
    moment = as_start(text)
    return moment if "T" in text or " " in text else moment + timedelta(days=1, seconds=-1)
