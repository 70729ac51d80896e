import hashlib

from django.core.cache import cache
from django.core.exceptions import EmptyResultSet
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.functional import cached_property

MANY, KEPT = 10_000, 20  # so many rows are counted again only after so many seconds


def addresses(name):
    """Key -> address of the page `name`: looked up once for a whole list."""
    before, _, after = reverse(name, args=[0]).rpartition("0")
    return lambda key: f"{before}{key}{after}"


class WidePaginator(Paginator):
    """Pages of a queryset with joins: skips along the keys alone and fetches rows only for the page shown.

    With `fields` a row is a dict of these (one of them "pk"), else a whole object.
    """

    def __init__(self, object_list, per_page, *, fields=()):
        super().__init__(object_list, per_page)
        self.fields = fields

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
        rows = self.object_list.filter(pk__in=keys).order_by()
        found = {row["pk"]: row for row in rows.values(*self.fields)} if self.fields else {row.pk: row for row in rows}
        return self._get_page([found[key] for key in keys if key in found], number, self)
