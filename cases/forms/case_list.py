"""The filters of the case list and the operators that say them; what is in the address is what the page, and the Excel file, shows."""

import django_filters as filters
from django import forms
from django.db.models import Exists, F, OuterRef
from django.db.models.lookups import GreaterThan
from django.utils import timezone

from cases.domain.guessing import ask_for
from cases.enums import Kind, State
from cases.law.counting import CROWD_BITS
from cases.law.grounds import CROWDS
from cases.models import Case, CountedCase, MaterialItem
from cases.queries.case import waits_for
from cases.queries.cause import search_causes
from cases.queries.search import search_cases
from cases.queries.todo import ungraded
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.named import goes_by
from legalaid.platform.office.operators import (
    ME,
    Choice,
    Days,
    Flag,
    Limit,
    Named,
    SpokenFilterSet,
    Text,
)
from stations.forms.station import PlaceFilter
from stations.queries.station import stations_for

from .fields import day_box

DAY = {"widget": day_box()}
OPEN, REVIEW, MINE = "open", "review", "mine"
EITHER = [("", "不限"), ("true", "是"), ("false", "否")]


class CaseFilter(SpokenFilterSet):
    q = filters.CharFilter(label="编号、姓名、拼音", method="by_words")
    state = filters.ChoiceFilter(
        label="状态",
        method="by_state",
        choices=[(OPEN, "在办"), (REVIEW, "待审查"), *State.choices],
        empty_label="全部状态",
    )
    kind = filters.ChoiceFilter(label="类别", choices=Kind.choices, empty_label="全部类别")
    crowd = filters.ChoiceFilter(
        label="人群",
        method="by_crowd",
        choices=[(row.code, row.text) for row in CROWDS],
        empty_label="全部人群",
    )
    cause = filters.CharFilter(label="案由含", method="by_cause")
    station = PlaceFilter(
        label="受理站点",
        queryset=lambda request: stations_for(request.user),
        empty_label="全部站点",
    )
    handler = filters.CharFilter(label="承办人", field_name="handler__user", method="by_person")
    registered = filters.CharFilter(label="登记人", field_name="registered_by", method="by_person")
    caller = filters.CharFilter(
        label="回访人", field_name="planned_call__officer", method="by_person"
    )
    turn = filters.ChoiceFilter(
        label="轮到", method="by_turn", choices=[(MINE, "我"), *Role.choices], empty_label="不限"
    )
    green = filters.BooleanFilter(label="绿色通道", widget=forms.Select(choices=EITHER))
    lacking = filters.BooleanFilter(
        label="缺材料", method="by_material", widget=forms.Select(choices=EITHER)
    )
    ungraded = filters.BooleanFilter(
        label="待评等次", method="by_grade", widget=forms.Select(choices=EITHER)
    )
    late = filters.ChoiceFilter(
        label="期限",
        method="by_clock",
        choices=[("late", "已超期"), ("soon", "两日内到期")],
        empty_label="不限",
    )
    days = filters.NumberFilter(
        label="期限不到几天（含超期）", method="by_days", min_value=0, max_value=366
    )
    since = filters.DateFilter(
        label="申请自", field_name="received_at", lookup_expr="date__gte", **DAY
    )
    until = filters.DateFilter(label="至", field_name="received_at", lookup_expr="date__lte", **DAY)
    closed_since = filters.DateFilter(
        label="结案自", field_name="closed_on", lookup_expr="gte", **DAY
    )
    closed_until = filters.DateFilter(label="至", field_name="closed_on", lookup_expr="lte", **DAY)

    operators = (
        Choice("状态", "state", also={"未结案": OPEN}),
        Limit("期限", "late", days="days", also={"超期": "late"}),
        Choice("轮到", "turn"),
        Text("承办", "handler", alias="承办人", example="我，或者承办人的姓名"),
        Choice("类别", "kind"),
        Text("案由", "cause", example="案由中的字，或者群众的说法，例如劳动、欠薪"),
        Choice("人群", "crowd"),
        Named("站点", "station", alias="受理站点"),
        Days("申请", "since", alias="申请日期", until="until"),
        Days("结案", "closed_since", alias="结案日", until="closed_until"),
        Flag("绿色通道", "green"),
        Flag("缺材料", "lacking"),
        Flag("待评等次", "ungraded"),
        Text("回访", "caller", alias="回访人", example="我，或者回访人的姓名"),
        Text("登记", "registered", alias="登记人", example="我，或者登记人的姓名"),
    )

    class Meta:
        model = Case
        fields = []

    def by_state(self, queryset, name, value):
        """Of one state; 待审查 is the form and the merits."""
        if value == OPEN:
            return queryset.open()
        states = (State.FORM_REVIEW, State.MERITS_REVIEW) if value == REVIEW else (value,)
        return queryset.filter(state__in=states)

    def by_person(self, queryset, name, value):
        """Of the person who asks, or of those whose name holds the words."""
        if value == ME:
            return queryset.filter(**{name: self.request.user})
        return queryset.filter(goes_by(value, f"{name}__"))

    def by_turn(self, queryset, name, value):
        if value == MINE:
            return queryset.filter(waits_for(self.request.user))
        return queryset.filter(turn=value)

    def by_material(self, queryset, name, wanted):
        owed = MaterialItem.objects.owed().filter(case=OuterRef("pk"))
        return queryset.filter(Exists(owed) if wanted else ~Exists(owed))

    def by_grade(self, queryset, name, wanted):
        """Closed and not graded yet, where a grade is asked for."""
        return queryset.filter(ungraded() if wanted else ~ungraded())

    def by_days(self, queryset, name, days):
        """What has fewer than so many days left, counted as `words.left` counts them."""
        midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        return queryset.filter(due_at__lt=midnight + timezone.timedelta(days=int(days)))

    def by_words(self, queryset, name, value):
        ask_for(self.request, value)
        found = search_cases(value, self.request.user)
        return queryset.filter(pk__in=found.order_by().values("pk"))

    def by_crowd(self, queryset, name, value):
        shared = F("profile__crowds").bitand(CROWD_BITS[value])
        among = CountedCase.objects.filter(GreaterThan(shared, 0), case=OuterRef("pk"))
        return queryset.filter(Exists(among))

    def by_cause(self, queryset, name, value):
        return queryset.filter(cause__in=search_causes(value, limit=None).order_by().values("pk"))

    def by_clock(self, queryset, name, value):
        now = timezone.now()
        if value == "late":
            return queryset.overdue(now)
        return queryset.filter(due_at__gte=now, due_at__lt=now + timezone.timedelta(days=2))
