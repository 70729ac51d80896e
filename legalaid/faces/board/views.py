"""The station board: ranking, charts, paper, and the rows behind each figure."""

from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.safestring import mark_safe
from django.views import View

from legalaid.faces.board.queries import (
    BY_KEY,
    FIGURES,
    after,
    board,
    month_of,
    named,
    rows_of,
    trend,
)
from legalaid.faces.board.tables import COUNTED, board_table
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.documents import render as documents
from legalaid.platform.office import charts
from legalaid.platform.office.access import PermissionMixin
from legalaid.platform.office.asked import as_number
from legalaid.platform.office.downloads import PDF, download
from stations.queries.station import MANY, station_of, stations_for

verb("board.printed", "打印{month}站点看板", data=("month",))
TOP, PER_PAGE = 12, 50
PRINTED = 200  # lines of a paper: of a province only its most active
KEPT, KEPT_MANY = 60, 300  # seconds


class BoardPage(PermissionMixin, View):
    permission = "stations.board"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.month = month_of(request.GET.get("month", ""), timezone.localdate())

    def stations(self):
        return stations_for(self.request.user)


class Board(BoardPage):
    def get(self, request):
        order = request.GET.get("order", "")
        order = order if order in BY_KEY else ""
        asked = as_number(request.GET.get("page"))
        number = 1 if asked is None else asked
        found = self.kept(order, number)
        page = Paginator(range(found["count"]), PER_PAGE).get_page(number)
        page.object_list = found["lines"]
        context = {
            "month": self.month,
            "before": after(self.month, -1),
            "next": after(self.month) if after(self.month) <= timezone.localdate() else None,
            "table": board_table(self.month),
            "order": order,
            "page": page,
        }

        return render(request, "board/board.html", context | found)

    def kept(self, order, number):
        """What the figures say, counted anew every minute only, and every five where there are thousands of stations."""
        top = station_of(self.request.user)
        key = f"board:{top.path if top else ''}:{self.month}:{order}:{number}"
        if (found := cache.get(key)) is None:
            found = self.counted(order, number)
            cache.set(key, found, KEPT_MANY if self.stations().count() > MANY else KEPT)
        return found

    def counted(self, order, number):
        lines = board(self.stations(), self.month)
        if order:
            lines.sort(key=lambda line: -line.values.get(order, 0))

        labels, series = trend(self.stations(), self.month)
        return {
            "count": len(lines),
            "lines": named(list(Paginator(lines, PER_PAGE).get_page(number))),
            "silent": sum(not line.activity for line in lines),
            "labels": labels,
            "series": series,
            "counted_at": timezone.now(),
        }


class BoardRows(BoardPage):
    """What one figure counts, row by row."""

    def get(self, request, pk, key):
        station = get_object_or_404(self.stations(), pk=pk)
        figure = BY_KEY.get(key)
        if figure is None:
            raise Http404("没有这项指标。")

        page = Paginator(rows_of(figure, station, self.month), 50).get_page(request.GET.get("page"))
        lines = [(row, *figure.line(row)) for row in page]
        context = {
            "station": station,
            "figure": figure,
            "month": self.month,
            "page": page,
            "table": COUNTED,
            "lines": lines,
        }

        return render(request, "board/rows.html", context)


def ranking(stations, month):
    return charts.bars(
        [(line.station.name, line.activity) for line in named(board(stations, month)[:TOP])]
    )


@method_decorator(charts.chart_view, name="dispatch")
class BoardChart(BoardPage):
    def get(self, request, which):
        if which == "ranking":
            return ranking(self.stations(), self.month)
        labels, series = trend(self.stations(), self.month)
        return charts.lines(labels, series)


class BoardPaper(BoardPage):
    def get(self, request):
        context = {
            "month": self.month,
            "figures": FIGURES,
            "lines": named(board(self.stations(), self.month)[:PRINTED]),
            "chart": mark_safe(ranking(self.stations(), self.month)),  # noqa: S308  our own SVG
            "today": timezone.localdate(),
        }
        data = documents.pdf(
            render_to_string("papers/station_board.html", context, request=request)
        )
        record("board.printed", by=request.user, month=f"{self.month:%Y-%m}")

        return download(data, f"board-{self.month:%Y%m}.pdf", PDF, inline=True)
