"""The page of the figures of booked visits, a year at a time, and its workbook."""

from django.template.loader import render_to_string
from django.utils import timezone

from legalaid.platform.audit.chain import record
from legalaid.platform.office.asked import as_year
from legalaid.platform.office.downloads import XLSX, download
from legalaid.platform.office.pages import Page
from legalaid.platform.office.panels import register

from ..figures import DEFINED, lines
from ..queries import visits_for
from ..tables import FIGURES


class Figures(Page):
    permission, refusal = "visits.view", "您的岗位不办理来访预约。"
    template_name, table = "portal/visits/figures.html", FIGURES

    @property
    def year(self):
        return as_year(self.request.GET.get("year")) or timezone.localdate().year

    def get(self, request):
        if request.GET.get("export") == "xlsx":
            return self.export()
        return super().get(request)

    def rows(self):
        return lines(visits_for(self.request.user), self.year)

    def get_context_data(self, **kwargs):
        told = {"rows": self.rows(), "year": self.year, "defined": DEFINED}
        return super().get_context_data(**told, **kwargs)

    def export(self):
        data, count = FIGURES.workbook(self.rows())
        said = f"来访预约统计 {self.year}年"
        record("list.export", by=self.request.user, count=count, query=said)
        return download(data, f"visits-{self.year}.xlsx", XLSX)


def beside_waits(request, _):
    """From the figures of the hall to those of booked visits."""
    return render_to_string("portal/visits/_waits.html") if request.user.may("visits.view") else ""


register("queue.days", beside_waits)
