"""The filters of the case list; what is in the address is what the page, and the Excel file, shows."""

import django_filters as filters
from django import forms
from django.db.models import F
from django.db.models.lookups import GreaterThan
from django.utils import timezone

from cases.enums import Kind, State
from cases.law.counting import CROWD_BITS
from cases.law.grounds import CROWDS
from cases.models import Case, Cause
from cases.queries.search import search_cases
from legalaid.platform.accounts.roles import Role
from stations.forms.station import PlaceFilter
from stations.queries.station import stations_for

from .fields import day_box

DAY = {"widget": day_box()}


class CaseFilter(filters.FilterSet):
    q = filters.CharFilter(label="编号、姓名、拼音", method="by_words")
    state = filters.ChoiceFilter(label="状态", choices=State.choices, empty_label="全部状态")
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
    handler = filters.CharFilter(
        label="承办人", field_name="handler__user__name", lookup_expr="contains"
    )
    turn = filters.ChoiceFilter(label="轮到", choices=Role.choices, empty_label="不限")
    green = filters.BooleanFilter(
        label="绿色通道",
        widget=forms.Select(choices=[("", "不限"), ("true", "是"), ("false", "否")]),
    )
    late = filters.ChoiceFilter(
        label="期限",
        method="by_clock",
        choices=[("late", "已超期"), ("soon", "两日内到期")],
        empty_label="不限",
    )
    since = filters.DateFilter(
        label="申请自", field_name="received_at", lookup_expr="date__gte", **DAY
    )
    until = filters.DateFilter(label="至", field_name="received_at", lookup_expr="date__lte", **DAY)

    class Meta:
        model = Case
        fields = []

    def by_words(self, queryset, name, value):
        return queryset.filter(pk__in=search_cases(value).order_by().values("pk"))

    def by_crowd(self, queryset, name, value):
        shared = F("counted__profile__crowds").bitand(CROWD_BITS[value])
        return queryset.filter(GreaterThan(shared, 0))

    def by_cause(self, queryset, name, value):
        return queryset.filter(cause__in=Cause.objects.filter(name__contains=value.strip()))

    def by_clock(self, queryset, name, value):
        now = timezone.now()
        if value == "late":
            return queryset.overdue(now)
        return queryset.filter(due_at__gte=now, due_at__lt=now + timezone.timedelta(days=2))
