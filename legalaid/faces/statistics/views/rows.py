from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render

from legalaid.faces.statistics import exports
from legalaid.faces.statistics.figures import FIGURES
from legalaid.faces.statistics.lists import behind
from legalaid.faces.statistics.queries.cuts import WORDS
from legalaid.faces.statistics.queries.rows import rows_behind
from legalaid.faces.statistics.queries.table import breaking
from legalaid.faces.statistics.sources import SOURCES
from legalaid.faces.statistics.tables import RULES
from legalaid.platform.audit.chain import record
from legalaid.platform.office.asked import as_number
from legalaid.platform.office.downloads import XLSX, download
from stations.queries.station import stations_for

from .page import StatisticsPage


class Rows(StatisticsPage):
    """The rows behind one cell, as far as one's rights go; looking and exporting are recorded."""

    def get(self, request, key):
        figure = FIGURES.get(key)
        if figure is None:
            raise Http404

        value = request.GET.get("value", "")
        if self.cut and not self.knows(figure, value):
            raise Http404
        rows = rows_behind(key, self.period.span, self.stations, self.cut, value)
        return self.show(figure.source, rows, figure.label, figure=figure, value=value)

    def knows(self, figure, value):
        if self.cut not in SOURCES[figure.source].cuts:
            return False
        if self.cut in WORDS:
            return value in WORDS[self.cut]
        return stations_for(self.request.user).filter(pk=as_number(value)).exists()

    def show(self, source, rows, what, **context):
        source, request = SOURCES[source], self.request
        if not request.user.may(source.permission):
            raise PermissionDenied("您的岗位只看数字，不查看其中的具体内容。")

        visible = source.visible(request.user, rows)
        if request.GET.get("export") == "xlsx":
            data, count = exports.rows_book(source, visible, f"{self.period} {what}")
            record(
                "statistics.export",
                by=request.user,
                what=f"{what}明细{count}行",
                period=str(self.period),
                form="xlsx",
            )
            return download(data, f"rows-{self.period.starts_on:%Y%m%d}.xlsx", XLSX)

        page = Paginator(visible, 25).get_page(request.GET.get("page"))
        count = page.paginator.count
        record("statistics.rows", by=request.user, what=what, period=str(self.period), count=count)

        found = {
            "page": page,
            "shown": [(source.address(row), source.cells(row)) for row in page.object_list],
            "table": behind(source.head),
            "what": what,
            "hidden": rows.count() - count,
        }
        return render(request, "statistics/rows.html", {**self.common(), **found, **context})


class Breaking(Rows):
    """The rows that keep a check from adding up."""

    def get(self, request, key, pk):
        rules = [rule for rule in RULES if rule.table == key]
        if pk >= len(rules):
            raise Http404

        rule = rules[pk]
        rows = breaking(rule, self.period.span, self.stations) if rule.lines[0].figure else None
        if rows is None:
            raise Http404("这一核对的两边口径不同，不能落到具体案件。")

        return self.show(
            FIGURES[rule.lines[0].figure].source, rows, f"{rule.lines[0].name}核对不符", rule=rule
        )
