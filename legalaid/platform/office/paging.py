"""Pages of a long list: counted once, fetched by key, grouped where groups are counted."""

import hashlib

from django.core.cache import cache
from django.core.exceptions import EmptyResultSet
from django.core.paginator import Paginator
from django.db.models import Count
from django.utils.functional import cached_property

MANY, KEPT = 5_000, 20  # so many rows are counted again only after so many seconds
GROUPED = 1_000  # the same where they are counted by group


def kept_of(name, queryset, work, many):
    """`work()` about a queryset, kept as `kept` does."""
    try:
        question = queryset.query.sql_with_params()
    except EmptyResultSet:  # rows of nobody's: a person without a station
        return work()
    return kept(name, question, work, many)


def kept(name, question, work, many):
    """`work()`; kept KEPT seconds for the same question, (SQL, parameters), where `many(found)`."""
    return all_kept(name, {0: question}, lambda _: {0: work()}, many)[0]


def all_kept(name, questions, work, many):
    """{key: answer} of {key: question}. `work(keys)` -> {key: answer} is asked once, for all that are not kept."""
    keys = {
        key: f"{name}:{hashlib.sha256(repr(question).encode()).hexdigest()}"
        for key, question in questions.items()
    }
    held = cache.get_many(keys.values())
    found = {key: held[place] for key, place in keys.items() if place in held}
    if missing := [key for key in keys if key not in found]:
        new = work(missing)
        found |= new
        cache.set_many({keys[key]: answer for key, answer in new.items() if many(answer)}, KEPT)

    return found


def count_of(rows):
    """How many rows of a queryset, kept where there are many."""
    rows = rows.order_by()
    return kept_of("count", rows.values("pk"), rows.count, lambda count: count > MANY)


class WidePaginator(Paginator):
    """Pages of a queryset with joins: skips along the keys alone and fetches rows only for the page shown.

    With `fields` a row is a dict of these (one of them "pk"), else a whole object.
    """

    def __init__(self, object_list, per_page, *, fields=()):
        super().__init__(object_list, per_page)
        self.fields = fields

    @cached_property
    def count(self):
        return count_of(self.object_list)

    def page(self, number):
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        keys = list(
            self.object_list.select_related(None).values_list("pk", flat=True)[
                first : first + self.per_page
            ]
        )
        rows = self.object_list.filter(pk__in=keys).order_by()
        found = (
            {row["pk"]: row for row in rows.values(*self.fields)}
            if self.fields
            else {row.pk: row for row in rows}
        )

        return self._get_page([found[key] for key in keys if key in found], number, self)


def _crowded(groups):
    return sum(rows for _, rows in groups) > GROUPED


class GroupedPaginator(Paginator):
    """Pages of rows that stand group by group: how many stand in each group is known, so that a page sorts only its own groups.

    `group`: the field that groups; `rank`: what the groups are ordered by; `order`: the rows of one.
    """

    def __init__(self, object_list, per_page, *, group, rank, order):
        super().__init__(object_list.order_by(rank, *order), per_page)
        self.group, self.rank = group, rank

    @cached_property
    def groups(self):
        """[(group, rows)] in order."""
        counted = (
            self.object_list.order_by().values(self.group, self.rank).annotate(rows=Count("pk"))
        )
        listed = counted.order_by(self.rank).values_list(self.group, "rows")
        return kept_of("groups", listed, lambda: list(listed), _crowded)

    @cached_property
    def count(self):
        return sum(rows for _, rows in self.groups)

    def page(self, number):
        number = self.validate_number(number)
        first, before, within = (number - 1) * self.per_page, 0, []
        for group, rows in self.groups:
            if before >= first + self.per_page:
                break
            if before + rows > first:
                within.append((before, group))
            before += rows

        if not within:
            return self._get_page([], number, self)

        skip = first - within[0][0]
        shown = self.object_list.filter(**{f"{self.group}__in": [group for _, group in within]})

        return self._get_page(list(shown[skip : skip + self.per_page]), number, self)
