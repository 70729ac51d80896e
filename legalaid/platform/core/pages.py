import hashlib

from django.core.cache import cache
from django.core.exceptions import EmptyResultSet
from django.core.paginator import Paginator
from django.utils.functional import cached_property

MANY, KEPT = 10_000, 20  # so many rows are counted again only after so many seconds


class WidePaginator(Paginator):
    """Pages of a queryset with joins: skips along the keys alone and fetches whole rows only for the page shown."""

    @cached_property
    def count(self):
        try:
            sql, params = self.object_list.order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:  # rows of nobody's: a person without a station
            return 0
        key = f"count:{hashlib.sha256(f'{sql}{params}'.encode()).hexdigest()}"
        count = cache.get(key)
        if count is None:
            count = self.object_list.count()
            if count > MANY:
                cache.set(key, count, KEPT)
        return count

    def page(self, number):
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        keys = list(self.object_list.select_related(None).values_list("pk", flat=True)[first : first + self.per_page])
        rows = {row.pk: row for row in self.object_list.filter(pk__in=keys).order_by()}
        return self._get_page([rows[key] for key in keys if key in rows], number, self)
