from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View

from cases.forms.case_list import CaseFilter
from cases.queries.case import cases_for
from cases.queries.search import search
from cases.tables.case_list import CASES, NEWEST, USUAL, choose, fields_of, ordering, workbook
from cases.tables.search import LIMITED
from legalaid.platform.audit.chain import record
from legalaid.platform.core.errors import DomainError
from legalaid.platform.office import exports
from legalaid.platform.office.downloads import XLSX, download
from legalaid.platform.office.paging import WidePaginator


class CaseList(LoginRequiredMixin, View):
    """Filters, order, columns and page live in the URL; the Excel export gives exactly these rows and columns."""

    def get(self, request):
        if not request.user.may("cases.view"):
            raise PermissionDenied("您的岗位不查看案件内容。")
        filtered = CaseFilter(request.GET, queryset=cases_for(request.user), request=request)
        order, table = request.GET.get("order", NEWEST), choose(self.columns(request))
        cases = filtered.qs.order_by(*ordering(order))
        if request.GET.get("export") == "xlsx":
            return self.export(request, cases, table)
        page = WidePaginator(cases, 25, fields=fields_of(table)).get_page(request.GET.get("page"))
        context = {
            "page": page,
            "filter": filtered,
            "order": order,
            "table": table,
            "all_columns": CASES.columns,
            "filtered": any(filtered.data.get(name) for name in filtered.filters),
        }
        return render(request, "cases/list.html", context)

    def columns(self, request):
        """Those in the URL; else those this person chose last; else the usual ones."""
        known = {column.key for column in CASES.columns}
        chosen = [key for key in request.GET.getlist("col") if key in known]
        if chosen and chosen != request.session.get("case_columns"):
            request.session["case_columns"] = chosen
        return chosen or request.session.get("case_columns", ())

    def export(self, request, cases, table):
        if not request.user.may("cases.export"):
            raise PermissionDenied("您的岗位不能导出案件表。")
        count = cases.count()
        query = request.GET.copy()
        query.pop("export")
        record("list.export", by=request.user, count=count, query=without_words(query)[:200])
        if count > settings.EXPORT_ROWS_AT_ONCE:
            return self.later(request, count, query, table)
        data, _ = workbook(cases, table)
        return download(data, f"cases-{timezone.localdate():%Y%m%d}.xlsx", XLSX)

    def later(self, request, count, query, table):
        """Many thousand cases are written by the worker; the inbox says when."""
        keys = [column.key for column in table.columns]
        try:
            exports.ask(
                "cases",
                f"案件表（{count}件）",
                by=request.user,
                query=query.urlencode(),
                columns=keys,
            )
        except DomainError as error:
            messages.error(request, error.sentence)
        else:
            messages.success(request, f"共{count}件，正在生成，完成后发消息给您。")
        return redirect("statistics:exports")


def without_words(query):
    """The filters for the audit log, without the words searched for: they may be a name."""
    query = query.copy()
    query.pop("q", None)
    return query.urlencode()


class Search(LoginRequiredMixin, View):
    """One box for everything; what lies beyond one's rights is shown masked, with the way to ask for it."""

    def get(self, request):
        if not request.user.may("cases.search"):
            raise PermissionDenied("您的岗位不查看案件内容。")
        text = request.GET.get("q", "").strip()[:60]
        table = choose(USUAL)
        hits, limited = search(request.user, text, fields_of(table)) if text else ([], [])
        context = {"q": text, "hits": hits, "limited": limited, "table": table, "beyond": LIMITED}
        return render(request, "cases/search.html", context)
