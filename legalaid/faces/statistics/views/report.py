"""The annual work report: figures found, what is missing, what must be answered, and the files."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
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
from legalaid.platform.office.pages import FormPage
from stations.queries.station import sees_every_station

YEARS = 6


class OneYear(PermissionMixin):
    """Of the last years, for whoever sees every station."""

    permission = "statistics.report"

    def dispatch(self, request, *args, **kwargs):
        today = timezone.localdate()
        self.year = kwargs.get("year") or today.year
        self.years = list(range(today.year, today.year - YEARS, -1))
        if self.year not in self.years:
            raise Http404("没有这个年度。")

        user = request.user
        if user.is_authenticated and self.permits(user) and not sees_every_station(user):
            raise PermissionDenied(report.NOT_ALL)
        return super().dispatch(request, *args, **kwargs)


class Report(OneYear, FormPage):
    """POST saves the answers, or asks for a file."""

    template_name, form_class = "statistics/report.html", AnswersForm
    done = "已保存，报告文字已更新。"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"answers": report.answers(self.year)}

    def get_context_data(self, **kwargs):
        found = readings(self.year)
        drawn = enumerate(drawings.charts(self.year))

        return super().get_context_data(
            empty=not found.known("granted"),
            year=self.year,
            years=self.years,
            sections=text.sections(found),
            readings=[reading for reading in found.values() if reading.definition],
            missing=found.missing,
            charts=[(number, caption, table) for number, (caption, _, table) in drawn],
            **{"title": text.title(found), **kwargs},
        )

    def post(self, request, *args, **kwargs):
        wanted = request.POST.get("make")
        return self.make(wanted) if wanted in report.FORMATS else super().post(request)

    def make(self, form):
        title = f"{self.year}年工作报告（{form}）"
        try:
            exports.request("annual_report", title, by=self.request.user, year=self.year, form=form)
        except DomainError as error:
            messages.error(self.request, error.sentence)
        return redirect("statistics:exports")

    def act(self, form):
        report.save_answers(self.year, form.cleaned_data, by=self.request.user)
        return reverse("statistics:report_year", args=[self.year])


class ReportChart(OneYear, View):
    def get(self, request, year, number):
        found = drawings.charts(self.year)
        if number >= len(found):
            raise Http404
        return chart_view(lambda _: found[number][1])(request)
