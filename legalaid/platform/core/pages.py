from django.core.paginator import Paginator


class WidePaginator(Paginator):
    """Pages of a queryset with joins: skips along the keys alone and fetches whole rows only for the page shown."""

    def page(self, number):
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        keys = list(self.object_list.select_related(None).values_list("pk", flat=True)[first : first + self.per_page])
        rows = {row.pk: row for row in self.object_list.filter(pk__in=keys).order_by()}
        return self._get_page([rows[key] for key in keys if key in rows], number, self)
