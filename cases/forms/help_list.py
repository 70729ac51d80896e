"""The filters of the register of duty lawyers' help; what is in the address is what the page, the print and the Excel file show."""

import django_filters as filters

from cases.enums import HelpOrgan, HelpSource, HelpState, Plea
from cases.models import Help
from cases.queries.help import find_helps
from legalaid.platform.office.operators import Choice, Days, Named, SpokenFilterSet
from stations.enums import HelpKind
from stations.forms.station import PlaceFilter
from stations.queries.station import stations_for

from .case_list import DAY


class HelpFilter(SpokenFilterSet):
    q = filters.CharFilter(label="编号、姓名、文号或完整证件", method="by_words")
    state = filters.ChoiceFilter(label="状态", choices=HelpState.choices, empty_label="全部状态")
    act = filters.ChoiceFilter(
        label="内容", choices=HelpKind.choices, field_name="acts__kind", empty_label="全部内容"
    )
    organ = filters.ChoiceFilter(
        label="机关", choices=HelpOrgan.choices, field_name="organ_kind", empty_label="全部机关"
    )
    plea = filters.ChoiceFilter(label="认罪认罚", choices=Plea.choices, empty_label="全部")
    source = filters.ChoiceFilter(label="来源", choices=HelpSource.choices, empty_label="全部来源")
    station = PlaceFilter(
        label="站点", queryset=lambda request: stations_for(request.user), empty_label="全部站点"
    )
    since = filters.DateFilter(label="自", field_name="on", lookup_expr="gte", **DAY)
    until = filters.DateFilter(label="至", field_name="on", lookup_expr="lte", **DAY)

    operators = (
        Choice("状态", "state"),
        Choice("内容", "act"),
        Choice("机关", "organ"),
        Choice("认罪认罚", "plea"),
        Choice("来源", "source"),
        Named("站点", "station"),
        Days("日期", "since", until="until"),
    )

    class Meta:
        model = Help
        fields = []

    def by_words(self, queryset, name, value):
        return find_helps(queryset, value)

    @property
    def span(self):
        """(first day, last day) asked for, each None where it is open; None without either."""
        if not self.form.is_valid():
            return None
        days = tuple(self.form.cleaned_data.get(name) for name in ("since", "until"))
        return days if any(days) else None
