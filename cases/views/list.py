import django_filters as filters
from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.db.models.lookups import GreaterThan
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views import View

from cases.enums import Kind, State
from cases.exports import COLUMNS, case_table, columns_of, fields_of
from cases.law.counting import CROWD_BITS
from cases.law.grounds import CROWDS
from cases.models import Case, Cause
from cases.queries.case import cases_for
from cases.queries.search import search, search_cases
from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit.chain import record
from legalaid.platform.core.pages import WidePaginator
from stations.forms.station import PlaceField
from stations.queries.station import stations_for

DAY = {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


class PlaceFilter(filters.ModelChoiceFilter):
    field_class = PlaceField


class CaseFilter(filters.FilterSet):
    q = filters.CharFilter(label="编号、姓名、拼音", method="by_words")
    state = filters.ChoiceFilter(label="状态", choices=State.choices, empty_label="全部状态")
    kind = filters.ChoiceFilter(label="类别", choices=Kind.choices, empty_label="全部类别")
    crowd = filters.ChoiceFilter(
        label="人群", method="by_crowd", choices=[(row.code, row.text) for row in CROWDS], empty_label="全部人群"
    )
    cause = filters.CharFilter(label="案由含", method="by_cause")
    station = PlaceFilter(label="受理站点", queryset=lambda request: stations_for(request.user), empty_label="全部站点")
    handler = filters.CharFilter(label="承办人", field_name="handler__user__name", lookup_expr="contains")
    turn = filters.ChoiceFilter(label="轮到", choices=Role.choices, empty_label="不限")
    green = filters.BooleanFilter(label="绿色通道", widget=forms.Select(choices=[("", "不限"), ("true", "是"), ("false", "否")]))
    late = filters.ChoiceFilter(
        label="期限", method="by_clock", choices=[("late", "已超期"), ("soon", "两日内到期")], empty_label="不限"
    )
    since = filters.DateFilter(label="申请自", field_name="received_at", lookup_expr="date__gte", **DAY)
    until = filters.DateFilter(label="至", field_name="received_at", lookup_expr="date__lte", **DAY)

    class Meta:
        model = Case
        fields = []

    def by_words(self, queryset, name, value):
        return queryset.filter(pk__in=search_cases(value).order_by().values("pk"))

    def by_crowd(self, queryset, name, value):
        return queryset.filter(GreaterThan(F("tally__shape__crowds").bitand(CROWD_BITS[value]), 0))

    def by_cause(self, queryset, name, value):
        return queryset.filter(cause__in=Cause.objects.filter(name__contains=value.strip()))

    def by_clock(self, queryset, name, value):
        now = timezone.now()
        if value == "late":
            return queryset.overdue(now)
        return queryset.filter(due_at__gte=now, due_at__lt=now + timezone.timedelta(days=2))


NEWEST = "-received"


def ordering(order):
    """`order` is a sortable column's key, with a minus for descending; what has no date comes last either way."""
    column = COLUMNS.get(order.lstrip("-"))
    if column is None or not column.order:
        return ordering(NEWEST)
    if column.key == "received":
        return ("-received_at", "-id") if order.startswith("-") else ("received_at", "id")
    field = F(column.order)
    return (field.desc(nulls_last=True) if order.startswith("-") else field.asc(nulls_last=True), "id")


class CaseList(LoginRequiredMixin, View):
    """Filters, order, columns and page live in the URL; the Excel export gives exactly these rows and columns."""

    def get(self, request):
        if not request.user.may("cases.view"):
            raise PermissionDenied("您的岗位不查看案件内容。")
        filtered = CaseFilter(request.GET, queryset=cases_for(request.user), request=request)
        order, columns = request.GET.get("order", NEWEST), self.columns(request)
        cases = filtered.qs.order_by(*ordering(order))
        if request.GET.get("export") == "xlsx":
            return self.export(request, cases, columns)
        page = WidePaginator(cases, 25, fields=fields_of(columns)).get_page(request.GET.get("page"))
        context = {
            "page": page,
            "filter": filtered,
            "order": order,
            "columns": columns,
            "all_columns": COLUMNS.values(),
            "filtered": any(filtered.data.get(name) for name in filtered.filters),
        }
        return render(request, "cases/list.html", context)

    def columns(self, request):
        """Those in the URL; else those this person chose last; else the usual ones."""
        chosen = [key for key in request.GET.getlist("col") if key in COLUMNS]
        if chosen and chosen != request.session.get("case_columns"):
            request.session["case_columns"] = chosen
        return columns_of(chosen or request.session.get("case_columns", ()))

    def export(self, request, cases, columns):
        if not request.user.may("cases.export"):
            raise PermissionDenied("您的岗位不能导出案件表。")
        data, count = case_table(cases, columns)
        query = request.GET.copy()
        query.pop("q", None)
        record("list.export", by=request.user, count=count, query=query.urlencode()[:200])
        response = HttpResponse(data, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        response["Content-Disposition"] = f'attachment; filename="cases-{timezone.localdate():%Y%m%d}.xlsx"'
        return response


class Search(LoginRequiredMixin, View):
    """One box for everything; what lies beyond one's rights is shown masked, with the way to ask for it."""

    def get(self, request):
        if not request.user.may("cases.search"):
            raise PermissionDenied("您的岗位不查看案件内容。")
        text = request.GET.get("q", "").strip()[:60]
        columns = columns_of(())
        hits, limited = search(request.user, text, fields_of(columns)) if text else ([], [])
        context = {"q": text, "hits": hits, "limited": limited, "columns": columns}
        return render(request, "cases/search.html", context)
