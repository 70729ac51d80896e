import django_filters as filters
from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views import View

from cases.enums import Kind, State
from cases.exports import case_table
from cases.models import Case
from cases.queries.case import cases_for
from cases.queries.search import search, search_cases
from legalaid.platform.audit.chain import record
from legalaid.platform.core.pages import WidePaginator

DAY = {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


class CaseFilter(filters.FilterSet):
    q = filters.CharFilter(label="编号、姓名、拼音", method="by_words")
    state = filters.ChoiceFilter(label="状态", choices=State.choices, empty_label="全部状态")
    kind = filters.ChoiceFilter(label="类别", choices=Kind.choices, empty_label="全部类别")
    green = filters.BooleanFilter(label="绿色通道", widget=forms.Select(choices=[("", "不限"), ("true", "是"), ("false", "否")]))
    since = filters.DateFilter(label="申请自", field_name="received_at", lookup_expr="date__gte", **DAY)
    until = filters.DateFilter(label="至", field_name="received_at", lookup_expr="date__lte", **DAY)
    late = filters.ChoiceFilter(
        label="期限", method="by_clock", choices=[("late", "已超期"), ("soon", "两日内到期")], empty_label="不限"
    )

    class Meta:
        model = Case
        fields = []

    def by_words(self, queryset, name, value):
        return queryset.filter(pk__in=search_cases(value).order_by().values("pk"))

    def by_clock(self, queryset, name, value):
        now = timezone.now()
        if value == "late":
            return queryset.overdue(now)
        return queryset.filter(due_at__gte=now, due_at__lt=now + timezone.timedelta(days=2))


ORDERS = {
    "received": ("-received_at", "-id"),
    "due": (F("due_at").asc(nulls_last=True), "id"),
    "number": ("number",),
    "changed": ("-changed_at",),
}


class CaseList(LoginRequiredMixin, View):
    """Filters, order and page live in the URL; the Excel export gives exactly these rows."""

    def get(self, request):
        if not request.user.may("cases.view"):
            raise PermissionDenied("您的岗位不查看案件内容。")
        filtered = CaseFilter(request.GET, queryset=cases_for(request.user))
        order = request.GET.get("order", "received")
        cases = filtered.qs.order_by(*ORDERS.get(order, ORDERS["received"]))
        if request.GET.get("export") == "xlsx":
            return self.export(request, cases)
        page = WidePaginator(cases.for_lists(), 25).get_page(request.GET.get("page"))
        context = {"page": page, "filter": filtered, "order": order, "filtered": any(filtered.data.values())}
        return render(request, "cases/list.html", context)

    def export(self, request, cases):
        if not request.user.may("cases.export"):
            raise PermissionDenied("您的岗位不能导出案件表。")
        data, count = case_table(cases.for_lists())
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
        hits, limited = search(request.user, text) if text else ([], [])
        return render(request, "cases/search.html", {"q": text, "hits": hits, "limited": limited})
