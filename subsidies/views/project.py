"""The rules of the project a fund comes from (彩票公益金): its quarterly closing table, on the page and as Excel."""

import re

from django.core.exceptions import PermissionDenied

from legalaid.platform.audit.chain import record
from legalaid.platform.office.downloads import XLSX, download
from legalaid.platform.office.pages import RowPage
from subsidies.queries.fund import funds_for
from subsidies.queries.project import closed_in, quarters_of, share_of, sums_of
from subsidies.tables.project import CLOSED, SUMS, closing_book


class ProjectQuarter(RowPage):
    """The cases of one quarter paid from one fund; the newest quarter unless asked otherwise."""

    permission = "funds.view"
    template_name = "subsidies/quarter.html"
    table, sums_table = CLOSED, SUMS

    def get_queryset(self):
        return funds_for(self.request.user)

    def get(self, request, *args, **kwargs):
        if request.GET.get("export") != "xlsx":
            return super().get(request, *args, **kwargs)
        if not request.user.may("funds.export"):
            raise PermissionDenied("您的岗位不能导出账册。")

        self.object = self.get_object()
        found = self.collect()
        data, count = closing_book(found["rows"], found["sums"])
        query = f"{self.object}{found['quarter'] or ''}季度结案统计表"
        record("ledger.export", by=request.user, count=count, query=query)
        return download(data, f"closing-{self.object.pk}.xlsx", XLSX)

    def get_context_data(self, **kwargs):
        return super().get_context_data(share=share_of(self.object), **self.collect(), **kwargs)

    def collect(self):
        quarters = quarters_of(self.object)
        asked = re.fullmatch(r"(\d{4})-([1-4])", self.request.GET.get("quarter", ""))
        wanted = tuple(map(int, asked.groups())) if asked else None
        quarter = wanted if wanted in quarters else next(iter(quarters), None)

        rows = closed_in(self.object, *quarter) if quarter else []
        return {"quarters": quarters, "quarter": quarter, "rows": rows, "sums": sums_of(rows)}
