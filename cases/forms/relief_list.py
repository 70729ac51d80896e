"""The filters of the register of fees spared and of judicial aid."""

import django_filters as filters

from cases.law.relief import KINDS
from cases.models import Relief
from cases.queries.relief import STANDS
from cases.queries.search import search_cases
from legalaid.platform.office.operators import Choice, Days, SpokenFilterSet

from .case_list import DAY


class ReliefFilter(SpokenFilterSet):
    q = filters.CharFilter(label="案号、受援人姓名", method="by_words")
    kind = filters.ChoiceFilter(label="事项", choices=KINDS, empty_label="全部事项")
    stand = filters.ChoiceFilter(
        label="情况",
        method="by_stand",
        choices=[(key, words) for key, (words, _) in STANDS.items()],
        empty_label="全部情况",
    )
    told_since = filters.DateFilter(field_name="told_on", lookup_expr="gte", **DAY)
    told_until = filters.DateFilter(field_name="told_on", lookup_expr="lte", **DAY)
    since = filters.DateFilter(field_name="answered_on", lookup_expr="gte", **DAY)
    until = filters.DateFilter(field_name="answered_on", lookup_expr="lte", **DAY)

    operators = (
        Choice("事项", "kind"),
        Choice("情况", "stand"),
        Days("告知", "told_since", until="told_until"),
        Days("答复", "since", until="until"),
    )

    class Meta:
        model = Relief
        fields = []

    def by_words(self, queryset, name, value):
        return queryset.filter(case__in=search_cases(value, self.request.user).order_by())

    def by_stand(self, queryset, name, value):
        return queryset.filter(STANDS[value][1])
