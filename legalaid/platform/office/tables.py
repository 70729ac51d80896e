"""A list declares its columns once: its page, its form on a phone and its workbook all read this (decision 31).

`{% table STAFF rows %}` draws it, `STAFF.workbook(rows)` writes it; a row is an object or a dict.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from django.template.loader import get_template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe

from legalaid.platform.core.money import yuan

from .sheets import write_sheet

NUMBERS = ("num", "money")
NOTHING = ("", "—", "0.00")


@dataclass(frozen=True)
class Column:
    key: str
    label: str
    value: str | Callable = ""  # a path as in a query, or a function of the row; else the key
    kind: str = ""  # num, money, date, code: how its cells are set
    show: Callable = None  # value -> words
    none: str = "—"  # the words for no value
    link: Callable = None  # row -> address, or nothing
    draw: Callable = None  # (row, words) -> what the page shows instead, by format_html
    template: str = ""  # or the fragment that draws it from `row`: a form, several lines
    order: str = ""  # the field a list may be sorted by
    short: str = ""  # its name on a phone, where `label` is too long
    place: str = ""  # a class of office.css: how it looks, where a phone puts it
    quiet: bool = False  # left out on a phone where it says nothing
    page: bool = True
    width: int = 0  # in the workbook; 0: not there
    write: Callable = None  # value -> cell of the workbook; else the number, or the words

    @cached_property
    def read(self):
        return self.value if callable(self.value) else _along(self.value or self.key)

    @cached_property
    def style(self):
        kind = "num" if self.kind in NUMBERS else self.kind
        return f"{kind} {self.place}".strip()

    @cached_property
    def tags(self):
        """What opens a cell that says something, and one that says nothing."""
        silent = f"{self.style} none".strip() if self.quiet else self.style
        return [
            format_html('<td{} data-label="{}">', styled(style), self.short or self.label)
            for style in (self.style, silent)
        ]

    def words(self, row):
        value = self.read(row)
        if value is None or value == "":
            return ""

        if self.show:
            return self.show(value)
        return yuan(value) if self.kind == "money" else value

    def cell(self, row, context):
        words = self.words(row)
        nothing = words is None or words == ""
        if nothing:
            words = self.none

        shown = self.shown(row, words, context, nothing=nothing)
        return self.closed(shown, silent=nothing or words in NOTHING)

    def shown(self, row, words, context, *, nothing):
        if self.template:
            with context.push(row=row):
                return get_template(self.template).template.render(context)
        if self.draw:
            return self.draw(row, words)

        address = self.link(row) if self.link and not nothing else ""
        return format_html('<a href="{}">{}</a>', address, words) if address else words

    def closed(self, shown, *, silent=False):
        return f"{self.tags[silent]}{conditional_escape(shown)}</td>"

    def written(self, row):
        if self.write:
            return self.write(self.read(row))

        is_number = self.kind in NUMBERS and not self.show
        return self.read(row) if is_number else self.words(row)


def _along(path):
    names = path.split("__")

    def read(row):
        if isinstance(row, dict):
            return row[path]
        for name in names:
            row = None if row is None else getattr(row, name)
        return row() if callable(row) else row

    return read


@dataclass(frozen=True)
class Table:
    columns: tuple[Column, ...]
    title: str = ""  # of the sheet of its workbook
    caption: str = ""  # what one hears of it before its headings
    style: str = "cards"  # on a phone a card a row; "brief": few lines; "rows": as cases
    frame: str = "frame"  # "frame scroll" where it is wide, "" inside a card
    look: Callable = None  # row -> class of its line
    falling: bool = False  # sorted from the most alone
    empty: str = ""  # what is said where there are no rows
    hint: str = ""  # and what one may do about it

    def __post_init__(self):
        if silent := [one.key for one in self.on_page if not one.label]:
            raise ValueError(f"columns without a heading: {silent}")

    def only(self, keys):
        """With these alone of the columns one may leave out."""
        out = {one.key for one in self.on_page} - set(keys)
        return replace(self, columns=tuple(one for one in self.columns if one.key not in out))

    def beginning_with(self, *columns):
        return replace(self, columns=(*columns, *self.columns))

    @property
    def on_page(self):
        return [one for one in self.columns if one.page]

    @property
    def on_sheet(self):
        return [one for one in self.columns if one.width]

    def lines(self, rows, context, total=None):
        """The rows of a page; every value is escaped as its cell is closed."""
        columns = self.on_page
        drawn = [
            _line(self.look(row) if self.look else "", [one.cell(row, context) for one in columns])
            for row in rows
        ]
        if total and drawn:
            sums = [(one, total.get(one.key, "")) for one in columns]
            cells = [one.closed(words, silent=words in NOTHING) for one, words in sums]
            drawn.append(_line("total", cells))

        return mark_safe("".join(drawn))  # noqa: S308  escaped above

    def workbook(self, rows):
        """(bytes of an .xlsx, number of rows)."""
        columns = self.on_sheet
        lines = ([one.written(row) for one in columns] for row in rows)
        return write_sheet(self.title, [(one.label, one.width) for one in columns], lines)


def _line(look, cells):
    return f"<tr{styled(look)}>{''.join(cells)}</tr>"


def styled(style):
    return format_html(' class="{}"', style) if style else ""
