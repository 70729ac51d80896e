from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils import timezone

from cases.forms.case_list import CaseFilter
from cases.queries.case import cases_for
from cases.queries.returned import whys_back
from cases.tables.case_list import CASES, FIRST_DUE, USUAL, fields_of, ordering, workbook
from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit.chain import record
from legalaid.platform.core.errors import DomainError
from legalaid.platform.office import exports
from legalaid.platform.office.downloads import XLSX, download
from legalaid.platform.office.keeping import NamedView
from legalaid.platform.office.listing import WorkList
from legalaid.platform.office.paging import WidePaginator

from .bulk import acts_for

MINE = (Role.WINDOW, Role.STATION, Role.REVIEWER, Role.DIRECTOR, Role.HANDLER, Role.SUPERVISOR)
VIEWS = (
    NamedView("全部"),
    NamedView("全部在办", "状态:在办"),
    NamedView("等我办", "轮到:我", roles=MINE),
    NamedView("超期", "期限:已超期"),
    NamedView("七天内到期", "期限<7天"),
    NamedView("缺材料", "缺材料:是"),
    NamedView("我登记的", "登记:我", roles=(Role.WINDOW, Role.STATION)),
    NamedView("本月结案", "结案:本月"),
)


class CasePages(WidePaginator):
    def page(self, number):
        """Rows whose state is shown say why the case came back."""
        page = super().page(number)
        whys = whys_back({row["pk"]: row.get("state") for row in page.object_list})
        for row in page.object_list:
            row["back"] = whys.get(row["pk"], "")
        return page


class CaseList(WorkList):
    """Conditions, order, columns and page live in the URL; the Excel export gives exactly these rows and columns."""

    key = "cases:list"
    permission, refusal = "cases.view", "您的岗位不查看案件内容。"
    template_name = "cases/list.html"
    filterset_class = CaseFilter
    table, usual, first_order, views = CASES, USUAL, FIRST_DUE, VIEWS
    exports = "cases.export"
    unit, placeholder = "件", "编号、姓名、拼音，或者 承办:我 期限<7天"

    def get(self, request):
        self.object_list = self.get_queryset()
        if request.GET.get("export") == "xlsx":
            return self.export()
        return self.render_to_response(self.get_context_data())

    def get_queryset(self):
        return cases_for(self.request.user).order_by(*ordering(self.order))

    def get_paginator(self, rows, per_page):
        return CasePages(rows, per_page, fields=fields_of(self.shown))

    def acts(self):
        return acts_for(self.request.user)

    def export(self):
        if not self.request.user.may(self.exports):
            raise PermissionDenied("您的岗位不能导出案件表。")

        count, asked = self.rows.count(), self.request.GET.copy()
        asked.pop("export")
        said = without_words(self.filter, asked)
        record("list.export", by=self.request.user, count=count, query=said)

        if count > settings.EXPORT_ROWS_AT_ONCE:
            return self.later(count, asked)
        data, _ = workbook(self.rows, self.shown)
        return download(data, f"cases-{timezone.localdate():%Y%m%d}.xlsx", XLSX)

    def later(self, count, asked):
        """Many thousand cases are written by the worker; the inbox says when."""
        title, by = f"案件表（{count}件）", self.request.user
        columns = [column.key for column in self.shown.columns]
        asked["order"] = self.order
        try:
            exports.ask("cases", title, by=by, query=asked.urlencode(), columns=columns)
        except DomainError as error:
            messages.error(self.request, error.sentence)
        else:
            messages.success(self.request, f"共{count}件，正在生成，完成后发消息给您。")
        return redirect("statistics:exports")


def without_words(asked_for, query):
    """The conditions for the audit log, without the words searched for: they may be a name."""
    said = query.copy()
    said.pop("q", None)
    for name, value in asked_for.line.values.items():
        said[name] = value
    return said.urlencode()[:200]
