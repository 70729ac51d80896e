from functools import cached_property

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils import timezone

from cases.forms.case_list import CaseFilter
from cases.queries.case import cases_for
from cases.tables.case_list import CASES, NEWEST, choose, fields_of, ordering, workbook
from legalaid.platform.audit.chain import record
from legalaid.platform.core.errors import DomainError
from legalaid.platform.office import exports
from legalaid.platform.office.downloads import XLSX, download
from legalaid.platform.office.pages import ListPage
from legalaid.platform.office.paging import WidePaginator


class CaseList(ListPage):
    """Filters, order, columns and page live in the URL; the Excel export gives exactly these rows and columns."""

    permission, refusal = "cases.view", "您的岗位不查看案件内容。"
    template_name = "cases/list.html"
    filterset_class = CaseFilter

    def get(self, request):
        self.object_list = self.get_queryset()
        if request.GET.get("export") == "xlsx":
            return self.export()
        return self.render_to_response(self.get_context_data())

    def order(self):
        return self.request.GET.get("order", NEWEST)

    @cached_property
    def table(self):
        """The columns in the URL; else those this person chose last; else the usual ones."""
        keys = {column.key for column in CASES.columns}
        asked = [key for key in self.request.GET.getlist("col") if key in keys]
        last = self.request.session.get("case_columns", ())
        if asked and asked != last:
            self.request.session["case_columns"] = asked
        return choose(asked or last)

    def get_queryset(self):
        return cases_for(self.request.user).order_by(*ordering(self.order()))

    def get_paginator(self, rows, per_page):
        return WidePaginator(rows, per_page, fields=fields_of(self.table))

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            order=self.order(),
            table=self.table,
            all_columns=CASES.columns,
            filtered=any(self.filter.data.get(name) for name in self.filter.filters),
            **kwargs,
        )

    def export(self):
        if not self.request.user.may("cases.export"):
            raise PermissionDenied("您的岗位不能导出案件表。")

        count, asked = self.rows.count(), self.request.GET.copy()
        asked.pop("export")
        said = without_words(asked)[:200]
        record("list.export", by=self.request.user, count=count, query=said)

        if count > settings.EXPORT_ROWS_AT_ONCE:
            return self.later(count, asked)
        data, _ = workbook(self.rows, self.table)
        return download(data, f"cases-{timezone.localdate():%Y%m%d}.xlsx", XLSX)

    def later(self, count, asked):
        """Many thousand cases are written by the worker; the inbox says when."""
        title, by = f"案件表（{count}件）", self.request.user
        columns = [column.key for column in self.table.columns]
        try:
            exports.ask("cases", title, by=by, query=asked.urlencode(), columns=columns)
        except DomainError as error:
            messages.error(self.request, error.sentence)
        else:
            messages.success(self.request, f"共{count}件，正在生成，完成后发消息给您。")
        return redirect("statistics:exports")


def without_words(query):
    """The filters for the audit log, without the words searched for: they may be a name."""
    query = query.copy()
    query.pop("q", None)
    return query.urlencode()
