"""Quality files: the list, that of a handler (also the own), that of a firm; their charts; on paper; that of one case."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import View

from cases.enums import Grade
from cases.quality.domain.qualityfile import issue_file
from cases.quality.queries.casefile import case_file_of, case_files
from cases.quality.queries.qualityfile import file_of, firm_files, handler_files, standing_of
from cases.quality.tables.qualityfile import FILES
from legalaid.platform.office.access import PermissionMixin
from legalaid.platform.office.charts import chart_view, columns
from legalaid.platform.office.pages import ListPage, Page, RowActPage, RowMixin

REFUSAL = "您的岗位不看质量档案。"


def reads(user):
    return user.may("qualityfiles.view") or user.may("qualityfiles.own")


class Files(ListPage):
    permission, refusal = "qualityfiles.view", REFUSAL
    template_name = "quality/files.html"

    def get_queryset(self):
        return handler_files(self.request.user).order_by("firm__name", "user__name", "pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(table=FILES, **kwargs)
        rows = list(context["page"])
        found = standing_of([row.pk for row in rows])
        for row in rows:
            row.standing = found.get(row.pk)
        context["page"].object_list = rows
        return context


class OfHandler:
    refusal, chart, paper = REFUSAL, "quality:handler_chart", "quality:handler_file_paper"

    def permits(self, user):
        return reads(user)

    def get_queryset(self):
        return handler_files(self.request.user)


class OfFirm:
    permission, refusal = "qualityfiles.view", REFUSAL
    chart, paper = "quality:firm_chart", "quality:firm_file_paper"

    def get_queryset(self):
        return firm_files(self.request.user)


class FilePage(RowMixin, Page):
    template_name = "quality/file.html"

    def get_context_data(self, **kwargs):
        row = self.object
        return super().get_context_data(
            row=row,
            file=file_of(row),
            grades=[grade.label for grade in Grade],
            chart=reverse(self.chart, args=[row.pk]),
            paper=reverse(self.paper, args=[row.pk]),
            **kwargs,
        )


class HandlerFile(OfHandler, FilePage):
    pass


class FirmFile(OfFirm, FilePage):
    pass


class OwnFile(PermissionMixin, View):
    """The way of a handler to the own."""

    permission, refusal = "qualityfiles.own", REFUSAL

    def get(self, request):
        own = get_object_or_404(handler_files(request.user))
        return HandlerFile.as_view()(request, pk=own.pk)


class Chart(RowMixin, Page):
    def get(self, request, pk):
        years = file_of(self.object).years
        series = [
            (grade.label, [numbers[at] for _, numbers, _ in years])
            for at, grade in enumerate(Grade)
        ]
        return columns([f"{year}年" for year, *_ in years], series, unit="件")


class HandlerChart(OfHandler, Chart):
    pass


class FirmChart(OfFirm, Chart):
    pass


handler_chart, firm_chart = chart_view(HandlerChart.as_view()), chart_view(FirmChart.as_view())


class IssuePaper(RowActPage):
    """Opens what it has issued."""

    def act(self):
        paper = issue_file(self.object, by=self.request.user)
        return reverse("documents:paper", args=[paper.pk])


class HandlerPaper(OfHandler, IssuePaper):
    pass


class FirmPaper(OfFirm, IssuePaper):
    pass


class CaseFile(RowMixin, Page):
    permission, refusal = "qualityfiles.view", REFUSAL
    template_name, context_object_name = "quality/case_file.html", "case"

    def get_queryset(self):
        return case_files(self.request.user).for_lists()

    def get_context_data(self, **kwargs):
        file = case_file_of(self.object, self.request.user)
        return super().get_context_data(case=self.object, file=file, **kwargs)
