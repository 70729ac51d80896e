"""The filters of the register of consultations; what is in the address is what the page, and the Excel file, shows."""

import django_filters as filters

from cases.enums import ConsultChannel, ConsultOutcome, ConsultState
from cases.law import topics
from cases.models import Consultation
from cases.queries.consultation import find_consultations
from legalaid.platform.office.operators import Choice, Days, Named, SpokenFilterSet
from stations.forms.station import PlaceFilter
from stations.queries.station import stations_for

from .case_list import DAY


class ConsultationFilter(SpokenFilterSet):
    q = filters.CharFilter(label="编号、姓名、完整电话或证件", method="by_words")
    channel = filters.ChoiceFilter(
        label="方式", choices=ConsultChannel.choices, empty_label="全部方式"
    )
    topic = filters.ChoiceFilter(
        label="问题类型", choices=topics.CHOICES, field_name="topics__topic", empty_label="全部类型"
    )
    outcome = filters.ChoiceFilter(
        label="处理", choices=ConsultOutcome.choices, empty_label="全部处理"
    )
    state = filters.ChoiceFilter(label="状态", choices=ConsultState.choices, empty_label="全部状态")
    station = PlaceFilter(
        label="站点", queryset=lambda request: stations_for(request.user), empty_label="全部站点"
    )
    since = filters.DateFilter(label="自", field_name="at", lookup_expr="date__gte", **DAY)
    until = filters.DateFilter(label="至", field_name="at", lookup_expr="date__lte", **DAY)

    operators = (
        Choice("状态", "state"),
        Choice("方式", "channel"),
        Choice("类型", "topic", alias="问题类型"),
        Choice("处理", "outcome"),
        Named("站点", "station"),
        Days("时间", "since", until="until"),
    )

    class Meta:
        model = Consultation
        fields = []

    def by_words(self, queryset, name, value):
        return find_consultations(queryset, value)
