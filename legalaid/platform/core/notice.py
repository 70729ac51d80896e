"""What the State Council writes about the holidays of a year, as it has been written since 2007, read day by day.

Lines a PDF broke are joined; every weekday named and every “共N天” is held against the dates; what is only recommended is left out.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta

from .errors import DomainError

WHOLE = (
    "元旦",
    "春节",
    "国庆|十一",
)  # a notice that names these is of a whole year, any other changes some days
DATE = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?!起?算)")
ASIDE = re.compile(r"\(([^)]*)\)")
WEEKDAY = re.compile(r"(?:星期|周)([一二三四五六日天])")
TO = re.compile(r"(?:至|到|[-—–―~]+)")
HEADING = re.compile(r"(?:[一二三四五六七八九十]{1,3}、)?([^,。:;()]{1,16}):")
COUNT = re.compile(r"(?:共|放假)(\d+|[一二三四五六七八九十])天")
RECOMMENDED = ("鼓励", "提倡", "建议")
MOVED, WORKS, NO_MATTER, OFF = "调至", "上班|补班", "法定|照常公休|为公休", "放假|补休|休息|调休"
DAYS, FIGURES = "一二三四五六日", "零一二三四五六七八九十"
LONGEST = 15  # days a holiday is made longer by
DAY = timedelta(days=1)


@dataclass
class Notice:
    """`days`: {date: (worked, note)} of every day named, those of the year before and after too; `until`: the day to which the holiday
    that is running then is made longer; `whole`: whether it is of a whole year; `unread`: sentences with dates of which nothing was taken."""

    year: int
    days: dict = field(default_factory=dict)
    until: date | None = None
    whole: bool = False
    unread: list = field(default_factory=list)

    @property
    def differing(self):
        """[(date, worked, note)] of the days that are not as Monday to Friday would have them."""
        named = sorted(self.days.items())
        return [(day, works, note) for day, (works, note) in named if (day.weekday() < 5) != works]

    def extended(self, is_off):
        """With every day off from the end of the holiday to `until`. `is_off(day)`: whether that day is off so far."""
        day = self.until
        while self.until and day > self.until - LONGEST * DAY and not is_off(day):
            self.days.setdefault(day, (False, "假期延长"))
            day -= DAY


def read_notice(text, year):
    """Raises DomainError(field="text") with everything that does not fit, or when no day is named."""
    reader = _Reader(year)
    for sentence in re.split(r"[。;]", plain(text)):
        if heading := HEADING.match(sentence):
            note = re.sub(r"[\"“”]", "", heading[1])
            reader.begin(note)
            sentence = sentence[heading.end() :]
        reader.read(sentence)

    if reader.faults:
        raise DomainError("；".join(dict.fromkeys(reader.faults)) + "。", field="text")
    notice = reader.notice()
    if not any(not works for works, _ in notice.days.values()) and not notice.until:
        raise DomainError("没有从文字中认出放假日期，请粘贴国务院办公厅通知的原文。", field="text")
    return notice


def plain(text):
    """Without breaks, blanks and invisible characters; figures, brackets and colons of one width."""
    one_width = unicodedata.normalize("NFKC", text)
    return "".join(c for c in one_width if not c.isspace() and unicodedata.category(c) != "Cf")


@dataclass
class _Reader:
    year: int
    names: list = field(default_factory=list)
    faults: list = field(default_factory=list)
    off: dict = field(default_factory=dict)
    worked: dict = field(default_factory=dict)
    given_up: dict = field(
        default_factory=dict
    )  # days off that are moved: worked, unless a holiday lies there
    until: date | None = None
    unread: list = field(default_factory=list)
    note: str = "放假"
    last: date | None = None

    def begin(self, note):
        self.names.append(note)
        self.note, self.last = note, None

    def notice(self):
        days = {day: (True, note) for day, note in self.given_up.items()}
        days |= {day: (False, note) for day, note in self.off.items()}
        days |= {day: (True, note) for day, note in self.worked.items()}
        named = "".join(self.names)
        whole = all(re.search(name, named) for name in WHOLE)
        return Notice(self.year, days, self.until, whole, self.unread)

    def read(self, sentence):
        if any(word in sentence for word in RECOMMENDED):
            return
        self.waiting, self.moving, took = [], False, False
        rest, counted = sentence, []
        while rest:
            match = DATE.search(rest)
            words, rest = (rest[: match.start()], rest[match.start() :]) if match else (rest, "")
            took |= self.said(words, counted)
            if match:
                extends = "延长" in sentence and words.endswith("至")
                days, rest = self.span(rest)
                if extends and days:
                    self.until, took = days[-1], True
                else:
                    self.taken(days, counted)

        if DATE.search(sentence) and not took:
            self.unread.append(sentence)

    def taken(self, days, counted):
        if self.moving:
            self.off |= dict.fromkeys(days, self.note)
        else:
            self.waiting += days

    def said(self, words, counted):
        """What the words between two dates do with the days before them. Returns whether they did anything."""
        self.moving &= "," not in words and not re.search(f"{OFF}|{WORKS}", words)
        done = True

        if re.search(MOVED, words):
            self.given_up |= dict.fromkeys(self.waiting, f"{self.note}调休")
            self.moving = True
        elif re.search(WORKS, words):
            self.worked |= dict.fromkeys(self.waiting, f"{self.note}调休")
        elif re.search(NO_MATTER, words):
            pass
        elif re.search(OFF, words):
            self.off |= dict.fromkeys(self.waiting, self.note)
            counted[:] = self.waiting
        else:
            done = False

        self.count(words, counted)
        if done:
            self.waiting = []
        return done

    def count(self, words, counted):
        for figure in COUNT.findall(words):
            stated = int(figure) if figure.isdigit() else FIGURES.index(figure)
            if counted and stated != len(counted):
                first = f"{self.note}{_words(counted[0])}至{_words(counted[-1])}"
                self.faults.append(f"{first}写的是共{stated}天，数出来是{len(counted)}天")

    def span(self, text):
        """(the days from a date at the beginning of `text` to the one it leads to, what follows)."""
        first, rest = self.day(text)
        if (to := TO.match(rest)) and DATE.match(rest, to.end()):
            last, rest = self.day(rest[to.end() :], after=first)
        else:
            last = first
        if first is None or last is None:
            return [], rest
        return [first + n * DAY for n in range((last - first).days + 1)], rest

    def day(self, text, after=None):
        match = DATE.match(text)
        rest = text[match.end() :]
        aside = ASIDE.match(rest)
        rest = rest[aside.end() :] if aside else rest
        day = self.dated(match, after)
        weekday = WEEKDAY.search(aside[1]) if aside else None
        if day and weekday and DAYS.index(weekday[1].replace("天", "日")) != day.weekday():
            self.faults.append(
                f"{match[0]}写的是{weekday[0]}，{day.year}年的这一天是星期{DAYS[day.weekday()]}"
            )
        return day, rest

    def dated(self, match, after):
        """A date without month or year is of the one before it; December in the lines of New Year is of the year before."""
        year, month, number = (int(part) if part else None for part in match.groups())
        if month is None and self.last is None:
            return None
        if month is None:
            year, month = self.last.year, self.last.month
        if year is None:
            earlier = month == 12 and "元旦" in self.note
            year = after.year if after else self.year - 1 if earlier else self.year

        try:
            day = date(year, month, number)
            if after and day < after and not match[1]:
                day = day.replace(year=year + 1)
        except ValueError:
            self.faults.append(f"{match[0]}不存在")
            return None
        self.last = day
        return day


def _words(day):
    return f"{day.month}月{day.day}日"
