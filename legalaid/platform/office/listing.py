"""A list one works from: conditions in one line of words, named views, columns and order as they were left; it answers in place.

A page of this kind names its `key`, a FilterSet with operators, its columns and the views built in; `work_list.html` draws it.
"""

from functools import cached_property
from typing import ClassVar

from django.http import QueryDict
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode

from legalaid.platform.core.registry import Registry

from .asked import as_number
from .bulk import PICK
from .keeping import Habit, NamedView, kept
from .pages import ListPage

LISTS = Registry()  # by key: the name of its address
PART = "work_list"  # the id of what is swapped, which htmx names as its target
WORDS, ORDER, COLUMNS, VIEW = "q", "order", "col", "view"
MANY = 99


class WorkList(ListPage):
    key = ""
    table = None
    usual = ()  # keys of the columns shown first; none: all
    first_order = ""  # none: its order is fixed, and `sorted_by` says it
    sorted_by = ""
    views: ClassVar[tuple[NamedView, ...]] = ()
    unit = "条"
    placeholder = ""
    exports = ""  # the permission to take its rows away as a file

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if cls.key:
            LISTS[cls.key] = cls

    # how it answers

    def get_template_names(self):
        return ["_work_list.html"] if self.in_place else [self.template_name]

    @property
    def in_place(self):
        return bool(self.request.htmx) and self.request.htmx.target == PART

    def render_to_response(self, context, **kwargs):
        answer = super().render_to_response(context, **kwargs)
        patch_vary_headers(answer, ("HX-Request", "HX-Target"))
        return answer

    def get_context_data(self, **kwargs):
        self.remember()
        acts = self.acts()
        context = super().get_context_data(
            table=self.shown,
            drawn=self.shown.beginning_with(PICK) if acts else self.shown,
            order=self.order or None,
            acts=acts,
            **kwargs,
        )
        return context | self.around(context["filter"])

    def around(self, asked):
        """What stands over the rows: the line of conditions, the views, how the rows are sorted."""
        line, views = asked.whole, self.kept_views()
        opened = next((one for one in views if one["current"]), None)

        return {
            "line": line,
            "conditions": [(one, self.address(q=one.rest)) for one in asked.conditions],
            "built_in": self.built_in(line),
            "kept": views,
            "opened": opened,
            "altered": bool(opened) and self.altered(opened["view"], line),
            "columns": self.table.on_page,
            "shown_keys": {one.key for one in self.shown.columns},
            "sorting": self.sorting,
            "carried": self.carried,
            "bare": self.address(q=""),
            "saving": self.saving(line),
            "may_export": self.exports and self.request.user.may(self.exports),
        }

    def acts(self):
        """What may be done with the rows chosen: [(key, words)]."""
        return ()

    # columns and order

    @cached_property
    def habit(self):
        return kept().habit(self.request.user, self.key)

    @cached_property
    def orders(self):
        return {one.key: one for one in self.table.columns if one.order} if self.first_order else {}

    @cached_property
    def order(self):
        """The order in the address, else as the list was left, else the first one; an unknown one is none."""
        for order in (self.request.GET.get(ORDER, ""), self.habit.order):
            if order.lstrip("-") in self.orders:
                return order
        return self.first_order

    @cached_property
    def chosen(self):
        """Keys of the columns in the address; with an empty one the usual ones."""
        return self.known(self.request.GET.getlist(COLUMNS))

    def known(self, keys):
        ours = {one.key for one in self.table.on_page}
        return tuple(key for key in keys if key in ours)

    @property
    def back_to_usual(self):
        return self.request.GET.getlist(COLUMNS) == [""]

    @cached_property
    def shown(self):
        """The columns in the address, else as the list was left, else the usual ones."""
        left = () if self.back_to_usual else self.known(self.habit.columns)
        keys = self.chosen or left or self.usual
        return self.table.only(keys) if keys else self.table

    def remember(self):
        """What was chosen on the page itself is how the list is found the next time; a view is looked at and leaves no trace."""
        asked = self.request.GET
        if VIEW in asked:
            return

        columns = self.chosen or (() if self.back_to_usual else self.habit.columns)
        known = asked.get(ORDER, "").lstrip("-") in self.orders
        habit = Habit(columns, asked[ORDER] if known else self.habit.order)
        if habit != self.habit:
            kept().leave(self.request.user, self.key, habit)

    @property
    def sorting(self):
        """How the rows are sorted, in words."""
        if not self.first_order:
            return self.sorted_by
        column, falling = self.orders[self.order.lstrip("-")], self.order.startswith("-")
        if column.kind in ("num", "money"):
            return f"按{column.label}{'从大到小' if falling else '从小到大'}"
        return f"按{column.label}{'从后到前' if falling else '先后'}"

    # views

    def built_in(self, line):
        """The views for this person's role; the one whose conditions stand in the line is open."""
        role, kept_open = self.request.user.role, VIEW in self.request.GET
        return [
            {"view": one, "address": self.fresh(q=one.text, order=one.order), "current": not kept_open and one.text == line}
            for one in self.views
            if not one.roles or role in one.roles
        ]  # fmt: skip

    def kept_views(self):
        asked = as_number(self.request.GET.get(VIEW))
        return [
            {"view": one, "address": self.opening(one), "current": one.pk == asked, "lost": self.lost(one)}
            for one in kept().views(self.request.user, self.key)
        ]  # fmt: skip

    def count(self, view):
        """How many rows a kept view shows to this reader, in words; past MANY nobody counts on."""
        asked = QueryDict(mutable=True)
        asked[WORDS] = view.text
        found = self.filterset_class(asked, queryset=self.get_queryset(), request=self.request).qs
        count = found.order_by()[: MANY + 1].count()
        return f"{MANY}+{self.unit}" if count > MANY else f"{count}{self.unit}"

    def opening(self, view):
        keys = [one.key for one in self.table.on_page if one.label in view.columns]
        return self.fresh(q=view.text, order=view.order, col=keys, view=view.pk)

    def lost(self, view):
        """Headings the view was saved with that the list has no more."""
        labels = {one.label for one in self.table.on_page}
        return [label for label in view.columns if label not in labels]

    def altered(self, view, line):
        labels = [one.label for one in self.shown.on_page if one.label in view.columns]
        same = line == view.text and self.order == (view.order or self.order)
        return not same or len(labels) != len(self.shown.on_page)

    def saving(self, line):
        """What the page that keeps a view is told of this one."""
        labels = [one.label for one in self.shown.on_page]
        said = {"list": self.key, "q": line, "order": self.order, "col": labels}
        return urlencode({name: one for name, one in said.items() if one}, doseq=True)

    # addresses

    @property
    def carried(self):
        """[(name, value)] of what stays when the conditions change: order, columns, the view that was opened."""
        asked = self.request.GET
        return [(name, one) for name in (ORDER, COLUMNS, VIEW) for one in asked.getlist(name)]

    def address(self, **changes):
        kept_values = {name: self.request.GET.getlist(name) for name in (ORDER, COLUMNS, VIEW)}
        return self.fresh(**(changes | kept_values))

    def fresh(self, **asked):
        """The list under these conditions and no others."""
        said = urlencode({name: one for name, one in asked.items() if one}, doseq=True)
        return f"{self.request.path}?{said}" if said else self.request.path
