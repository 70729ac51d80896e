"""The director's board: numbers first, each chart with its table."""

from django.http import Http404
from django.utils import timezone
from django.views import View

from legalaid.faces.statistics.lists import FUNDS, PROMISES
from legalaid.faces.statistics.queries import dashboard
from legalaid.platform.office import charts
from legalaid.platform.office.access import PermissionMixin
from legalaid.platform.office.charts import chart_view
from legalaid.platform.office.pages import Page
from subsidies.queries.fund import available, funds_for

CHARTS = {
    "month": "各月给予法律援助（件）",
    "cause": "案由（件）",
    "crowd": "受援人群（人次，可重复）",
    "channel": "案件来源（件）",
    "station": "受理站点（件）",
}
RANKINGS = {
    "cause": dashboard.by_cause,
    "crowd": dashboard.by_crowd,
    "channel": dashboard.by_channel,
    "station": dashboard.by_station,
}

WIDTH = 480


def rows_of(key, user):
    """(head, rows) of one chart for this person, this year."""
    if key == "month":
        return ["月份", "上年", "本年"], dashboard.by_month(user, timezone.localdate())
    return [CHARTS[key], "数量"], RANKINGS[key](user, dashboard.this_year())


class Dashboard(Page):
    permission, template_name = "statistics.report", "statistics/dashboard.html"
    promises_table, funds_table = PROMISES, FUNDS

    def get_context_data(self, **kwargs):
        user, span = self.request.user, dashboard.this_year()
        overdue, soon, running = dashboard.open_clocks(user, timezone.now())
        funds = funds_for(user).filter(year=span.starts.year)

        return super().get_context_data(
            columns=[head for head, *_ in dashboard.COLUMNS],
            overview=dashboard.overview(user, timezone.localdate()),
            overdue=overdue,
            soon=soon,
            running=running,
            promises=dashboard.promises(user, span),
            funds=[(fund, available(fund)) for fund in funds],
            charts=[(key, caption, *rows_of(key, user)) for key, caption in CHARTS.items()],
            **kwargs,
        )


class DashboardChart(PermissionMixin, View):
    permission = "statistics.report"

    def get(self, request, key):
        if key not in CHARTS:
            raise Http404
        return chart_view(lambda _: drawn(key, request.user))(request)


def drawn(key, user):
    _, rows = rows_of(key, user)
    if key != "month":
        return charts.bars(rows, width=WIDTH)

    months = [row[0] for row in rows]
    series = [("上年", [row[1] for row in rows]), ("本年", [row[2] for row in rows])]
    return charts.columns(months, series, width=WIDTH)
