"""Pages of a long list: counted once, fetched by key, grouped where groups are counted."""

import hashlib

from django.core.cache import cache
from django.core.exceptions import EmptyResultSet
from django.core.paginator import Paginator
from django.db.models import Count
from django.utils.functional import cached_property

MANY, KEPT = 10_000, 20  # so many rows are counted again only after so many seconds
GROUPED = 1_000  # the same where they are counted by group


def kept(name, queryset, work, many):
    """`work()` about a queryset; kept KEPT seconds for the same question where `many(found)`."""
    try:
        sql, params = queryset.query.sql_with_params()
    except EmptyResultSet:  # rows of nobody's: a person without a station
        return work()

    key = f"{name}:{hashlib.sha256(f'{sql}{params}'.encode()).hexdigest()}"
    found = cache.get(key)
    if found is None:
        found = work()
        if many(found):
            cache.set(key, found, KEPT)

    return found


class WidePaginator(Paginator):
    """Pages of a queryset with joins: skips along the keys alone and fetches rows only for the page shown.

    With `fields` a row is a dict of these (one of them "pk"), else a whole object.
    """

    def __init__(self, object_list, per_page, *, fields=()):
        super().__init__(object_list, per_page)
        self.fields = fields

    @cached_property
    def count(self):
        return kept(
            "count",
            self.object_list.order_by().values("pk"),
            self.object_list.count,
            lambda count: count > MANY,
        )

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
        return kept("groups", listed, lambda: list(listed), _crowded)

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
