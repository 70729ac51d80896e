"""The annual work report: figures found, what is missing, what must be answered, and the files."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views import View

from legalaid.faces.statistics.annual import drawings, text
from legalaid.faces.statistics.annual.collect import readings
from legalaid.faces.statistics.domain import export as exports
from legalaid.faces.statistics.domain import report
from legalaid.faces.statistics.forms.report import AnswersForm
from legalaid.platform.core.errors import DomainError
from legalaid.platform.office.access import PermissionMixin
from legalaid.platform.office.charts import chart_view
from stations.queries.station import sees_every_station

YEARS = 6


class ReportPage(PermissionMixin, View):
    permission = "statistics.report"

    def dispatch(self, request, *args, **kwargs):
        today = timezone.localdate()

        self.year = kwargs.get("year") or today.year
        self.years = list(range(today.year, today.year - YEARS, -1))
        if self.year not in self.years:
            raise Http404("没有这个年度。")
        if (
            request.user.is_authenticated
            and request.user.may(self.permission)
            and not sees_every_station(request.user)
        ):
            raise PermissionDenied(report.NOT_ALL)

        return super().dispatch(request, *args, **kwargs)


class Report(ReportPage):
    def get(self, request, year=None):
        return self.page(request, AnswersForm(answers=report.answers(self.year)))

    def page(self, request, form, status=200):
        found = readings(self.year)
        context = {
            "year": self.year,
            "years": self.years,
            "title": text.title(found),
            "sections": text.sections(found),
            "readings": [reading for reading in found.values() if reading.definition],
            "missing": found.missing,
            "form": form,
            "charts": [
                (n, caption, table)
                for n, (caption, _, table) in enumerate(drawings.charts(self.year))
            ],
        }

        return render(request, "statistics/report.html", context, status=status)

    def post(self, request, year=None):
        """Saves the answers, or asks for a file."""
        wanted = request.POST.get("make")
        if wanted in report.FORMATS:
            try:
                exports.request(
                    "annual_report",
                    f"{self.year}年工作报告（{wanted}）",
                    by=request.user,
                    year=self.year,
                    form=wanted,
                )
            except DomainError as error:
                messages.error(request, error.sentence)
            return redirect("statistics:exports")

        form = AnswersForm(request.POST, answers=report.answers(self.year))
        if not form.is_valid():
            return self.page(request, form, 422)

        report.save_answers(self.year, form.cleaned_data, by=request.user)
        messages.success(request, "已保存，报告文字已更新。")

        return redirect(reverse("statistics:report_year", args=[self.year]))


class ReportChart(ReportPage):
    def get(self, request, year, number):
        found = drawings.charts(self.year)
        if number >= len(found):
            raise Http404
        return chart_view(lambda _: found[number][1])(request)
