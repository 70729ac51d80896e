from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from legalaid.faces.statistics import exports, papers
from legalaid.faces.statistics.figures import FIGURES
from legalaid.faces.statistics.lists import statutory
from legalaid.faces.statistics.queries.table import fill, fill_all
from legalaid.faces.statistics.sources import SOURCES
from legalaid.faces.statistics.tables import TABLES
from legalaid.platform.audit.chain import record
from legalaid.platform.office.downloads import CSV, PDF, XLSX, download

from .page import StatisticsPage

FORMS = {
    "xlsx": (exports.book, XLSX),
    "csv": (exports.sheet, CSV),
    "pdf": (papers.table, PDF),
}


class Overview(StatisticsPage):
    """Every statutory table of the period with its checks; the whole set as one workbook."""

    def get(self, request):
        filled = fill_all(TABLES.values(), self.period.span, self.stations)
        if request.GET.get("export") == "xlsx":
            record(
                "statistics.export",
                by=request.user,
                what="全部统计表",
                period=str(self.period),
                form="xlsx",
            )
            name = f"tables-{self.period.starts_on:%Y%m%d}.xlsx"
            return download(exports.book(filled, self.title()), name, XLSX)

        common = self.common()
        found = {"statutory": statutory(common["query"]), "filled": filled}
        return render(request, "statistics/overview.html", common | found)

    def title(self):
        return papers.Title(self.period, self.station, timezone.localdate())


class TablePage(Overview):
    """One table: numbers, last year's beside them, divided as asked, every cell a way to its rows."""

    def dispatch(self, request, *args, **kwargs):
        self.table = TABLES.get(kwargs["key"])
        if self.table is not None:
            self.unit = self.table.unit
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, key):
        if self.table is None:
            raise Http404
        filled = fill(self.table, self.period.span, self.stations, self.cut)
        form = request.GET.get("export", "")
        if form in FORMS:
            if filled.empty:
                raise Http404("本期没有数据，不能导出。")
            build, kind = FORMS[form]
            record(
                "statistics.export",
                by=request.user,
                what=self.table.title,
                period=str(self.period),
                form=form,
            )
            name = f"{key}-{self.period.starts_on:%Y%m%d}.{form}"
            return download(build([filled], self.title()), name, kind)

        context = {
            **self.common(),
            "table": self.table,
            "filled": filled,
            "may_open": self.open_to(request.user),
        }
        return render(request, "statistics/table.html", context)

    def open_to(self, user):
        """The figures whose rows this person may see."""
        return {
            key for key in self.table.figures if user.may(SOURCES[FIGURES[key].source].permission)
        }
