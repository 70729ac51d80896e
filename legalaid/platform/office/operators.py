"""The conditions of a list as one line of words, `状态:办理中 期限<7天 王芳`, read into the fields of its FilterSet and said again (decision 40).

A FilterSet names its `operators` beside its filters. What stands in no operator is looked for as words.
"""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import ClassVar

import django_filters as filters
from django.utils import timezone

from legalaid.platform.core import words as written
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.text import visible

from . import spans
from .asked import as_number

WORDS = "q"
WIDE = str.maketrans("：＜＞＝≤≥　", ":<>=≤≥ ")
SPACES = re.compile(r"\s*(:|<=|>=|[<>=≤≥])\s*")
TOKEN = re.compile(r"([一-鿿]{1,8})(:|<=|>=|[<>=≤≥])(.*)")
SIGNS = {"=": ":", "<=": "≤", ">=": "≥"}
LONGEST = 400  # characters of a line of conditions
YES, NO = "是", "否"
ME = "我"


@dataclass(frozen=True)
class Operator:
    name: str
    field: str
    alias: str = ""
    signs: ClassVar[str] = ":"

    @property
    def fields(self):
        return (self.field,)

    def read(self, sign, words, filterset):
        """{field: value as in an address} of what was written; DomainError with what may be written."""
        raise NotImplementedError

    def say(self, cleaned, filterset):
        """The words behind the name, and the sign before them, of what the form holds."""
        raise NotImplementedError

    def possible(self, filterset):
        raise NotImplementedError

    def wrong(self, words, filterset):
        return DomainError(
            f"“{self.name}”不能写“{words}”，可以写：{self.possible(filterset)}。",
            field=self.name,
        )


@dataclass(frozen=True)
class Text(Operator):
    """Words looked for in one field; `example` says which."""

    example: str = ""

    def read(self, sign, words, filterset):
        return {self.field: words}

    def say(self, cleaned, filterset):
        return f":{cleaned[self.field]}"

    def possible(self, filterset):
        return self.example


@dataclass(frozen=True)
class Choice(Operator):
    """One of the choices of the field, by its label or the only label that holds the words; `also`: other words for a value."""

    also: dict = field(default_factory=dict)

    def choices(self, filterset):
        return [
            (value, label) for value, label in filterset.filters[self.field].field.choices if value
        ]

    def read(self, sign, words, filterset):
        if words in self.also:
            return {self.field: self.also[words]}

        choices = self.choices(filterset)
        same = [value for value, label in choices if label == words]
        alike = [(value, label) for value, label in choices if words in label]
        if same or len(alike) == 1:
            return {self.field: same[0] if same else alike[0][0]}
        if alike:
            labels = "、".join(label for _, label in alike)
            raise DomainError(f"“{self.name}:{words}”可以是{labels}，请写全。", field=self.name)
        raise self.wrong(words, filterset)

    def say(self, cleaned, filterset):
        return f":{dict(self.choices(filterset)).get(cleaned[self.field], '')}"

    def possible(self, filterset):
        return "、".join([*self.also, *(label for _, label in self.choices(filterset))])


@dataclass(frozen=True)
class Flag(Operator):
    """是 or 否."""

    def read(self, sign, words, filterset):
        if words not in (YES, NO):
            raise self.wrong(words, filterset)
        return {self.field: "true" if words == YES else "false"}

    def say(self, cleaned, filterset):
        return f":{YES if cleaned[self.field] else NO}"

    def possible(self, filterset):
        return f"{YES}、{NO}"


@dataclass(frozen=True)
class Named(Operator):
    """A row of the field's queryset, by its name or a part of it that no other has."""

    FEW: ClassVar[int] = 6

    def read(self, sign, words, filterset):
        rows = filterset.filters[self.field].field.queryset
        if exact := rows.filter(name=words).values_list("pk", flat=True).first():
            return {self.field: str(exact)}

        alike = list(rows.filter(name__contains=words).values_list("pk", "name")[: self.FEW])
        if len(alike) == 1:
            return {self.field: str(alike[0][0])}
        if alike:
            names = "、".join(name for _, name in alike)
            raise DomainError(f"“{self.name}:{words}”可以是{names}，请写全。", field=self.name)
        raise self.wrong(words, filterset)

    def say(self, cleaned, filterset):
        return f":{cleaned[self.field]}"

    def possible(self, filterset):
        names = filterset.filters[self.field].field.queryset.values_list("name", flat=True)
        return "、".join(names[: self.FEW]) or "（没有可选的）"


@dataclass(frozen=True)
class Days(Operator):
    """Days of a year, a month, a week: two fields, since (`field`) and until."""

    until: str = ""
    signs: ClassVar[str] = ":<>≤≥"

    @property
    def fields(self):
        return self.field, self.until

    def read(self, sign, words, filterset):
        found = spans.span(words, timezone.localdate())
        if found is None:
            raise self.wrong(words, filterset)

        first, last = found
        day = timedelta(days=1)
        since = {":": first, "≥": first, ">": last + day}.get(sign)
        until = {":": last, "≤": last, "<": first - day}.get(sign)
        return {
            name: day.isoformat()
            for name, day in zip(self.fields, (since, until), strict=True)
            if day
        }

    def say(self, cleaned, filterset):
        first, last = (cleaned.get(name) for name in self.fields)
        if first and last:
            return f":{spans.said(first, last)}"
        return f"≥{written.day(first)}" if first else f"≤{written.day(last)}"

    def possible(self, filterset):
        return spans.POSSIBLE


@dataclass(frozen=True)
class Limit(Choice):
    """A limit: one of the choices, or how many days are left (`days`: fewer than so many, or it has passed)."""

    days: str = ""
    signs: ClassVar[str] = ":<≤"

    @property
    def fields(self):
        return self.field, self.days

    def read(self, sign, words, filterset):
        number = as_number(words.removesuffix("天"))
        if sign == ":":
            return {self.days: "1"} if words == "今天" else super().read(sign, words, filterset)
        if number is None or number > 366:
            raise self.wrong(words, filterset)
        return {self.days: str(number + (sign == "≤"))}

    def say(self, cleaned, filterset):
        days = cleaned.get(self.days)
        return f"<{days:.0f}天" if days is not None else super().say(cleaned, filterset)

    def possible(self, filterset):
        return f"{super().possible(filterset)}、今天，或者写成{self.name}<7天"


@dataclass(frozen=True)
class Condition:
    """One condition in force: 状态, its words, all that stays when it is taken off."""

    name: str
    words: str
    rest: str = ""


@dataclass
class Line:
    """A line of words as read: {operator: text as written}, what it puts into the form, free words, what could not be read."""

    texts: dict = field(default_factory=dict)
    values: dict = field(default_factory=dict)
    words: list = field(default_factory=list)
    unread: list = field(default_factory=list)
    refusals: list = field(default_factory=list)


def read(text, filterset):
    line, known = Line(), filterset.by_name
    for token in SPACES.sub(r"\1", text.translate(WIDE))[:LONGEST].split():
        found = TOKEN.fullmatch(token)
        if not found:
            line.words.append(token)
            continue

        name, sign, words = found[1], SIGNS.get(found[2], found[2]), found[3]
        try:
            _read_one(line, known, name, sign, words, filterset)
        except DomainError as error:
            line.unread.append(token)
            line.refusals.append(error.sentence)

    return line


def _read_one(line, known, name, sign, words, filterset):
    operator = known.get(name)
    if operator is None:
        names = "、".join(one.name for one in filterset.operators)
        raise DomainError(
            f"没有“{name}”这个条件，没有按它查。可以写：{names}；不写条件的按字查找。"
        )
    if operator.name in line.texts:
        raise DomainError(f"“{operator.name}”写了两次，只按前一个查。")
    if not words or sign not in operator.signs:
        raise operator.wrong(f"{sign}{words}" if words else "空白", filterset)

    line.values |= operator.read(sign, words, filterset)
    line.texts[operator.name] = f"{sign}{words}"


class SpokenFilterSet(filters.FilterSet):
    """A FilterSet whose `q` may hold operators: its form sees their values, and only the free words stay in `q`."""

    operators: ClassVar[tuple] = ()

    def __init__(self, data=None, queryset=None, **kwargs):
        super().__init__(data, queryset, **kwargs)
        self.text = visible(data.get(WORDS) or "").strip() if data else ""
        self.line = read(self.text, self)
        if self.text:
            self.data = data.copy()
            self.data[WORDS] = " ".join(self.line.words)
            for name, value in self.line.values.items():
                self.data[name] = value

    @cached_property
    def by_name(self):
        called = {one.alias: one for one in self.operators if one.alias}
        return called | {one.name: one for one in self.operators}

    @cached_property
    def said(self):
        """{name: sign and words} of every operator in force, as it was written, else as the form says it."""
        told = {}
        for one in self.operators:
            if one.name in self.line.texts:
                told[one.name] = self.line.texts[one.name]
            elif self._holds(one):
                told[one.name] = one.say(self.form.cleaned_data, self)
        return told

    def _holds(self, operator):
        """Whether the form gives one of its fields a value that can be used."""
        asked = [name for name in operator.fields if self.data.get(name)]
        if not asked:
            return False
        self.form.is_valid()
        return any(self.form.cleaned_data.get(name) not in (None, "") for name in asked)

    @cached_property
    def conditions(self):
        """What narrows the list, one by one; each knows the line without it."""
        told = [
            (name, words.removeprefix(":"), f"{name}{words}") for name, words in self.said.items()
        ]
        free = " ".join(self.line.words)
        if free:
            told.append(("含", free, free))

        return [
            Condition(name, words, " ".join([*_others(told, name), *self.line.unread]))
            for name, words, _ in told
        ]

    @property
    def whole(self):
        """All conditions as one line; what was typed and could not be read stays in it."""
        if all(name in self.line.texts for name in self.said):
            return self.text
        lines = [f"{name}{words}" for name, words in self.said.items()]
        return " ".join([*lines, *self.line.words, *self.line.unread])

    @property
    def refusals(self):
        """Sentences about what was typed and could not be read."""
        return self.line.refusals

    @property
    def names(self):
        return "、".join(one.name for one in self.operators)


def _others(told, name):
    return [text for other, _, text in told if other != name]
