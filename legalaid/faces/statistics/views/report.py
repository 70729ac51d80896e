"""The annual work report: figures found, what is missing, what must be answered, and the files."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views import View

from legalaid.faces.statistics.annual import drawings, text
from legalaid.faces.statistics.annual.collect import readings
from legalaid.faces.statistics.annual.word import signed
from legalaid.faces.statistics.domain import export as exports
from legalaid.faces.statistics.domain import report
from legalaid.faces.statistics.forms.report import AnswersForm, PassageForm
from legalaid.faces.statistics.queries.edition import editions, locked_by, moved
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
        user = request.user
        if not user.is_authenticated or not self.permits(user):
            return super().dispatch(request, *args, **kwargs)

        if not sees_every_station(user):
            raise PermissionDenied(report.NOT_ALL)
        if self.year not in self.years:
            return self.no_such_year()
        return super().dispatch(request, *args, **kwargs)

    def no_such_year(self):
        """Says why, with the years there are."""
        try:
            report.refuse_to_come(self.year)
            why = f"只写最近{YEARS}年的工作报告，{self.year}年的请在旧档中查找。"
        except DomainError as error:
            why = error.sentence
        context = {"year": self.year, "years": self.years, "refused": why}
        return render(self.request, "statistics/report.html", context, status=404)


class Report(OneYear, FormPage):
    """POST saves the answers, or asks for a file."""

    template_name, form_class = "statistics/report.html", AnswersForm
    done = "已保存，报告文字已更新。"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"answers": report.answers(self.year)}

    def get_context_data(self, **kwargs):
        found = readings(self.year)
        drawn = enumerate(drawings.charts(self.year) if found.known("granted") else ())
        sections = text.sections(found, report.written(self.year))

        return super().get_context_data(
            empty=report.bare(found),
            year=self.year,
            years=self.years,
            sections=sections,
            signed=signed(found),
            center=found["center"],
            clashes=[one for section in sections for one in section.passages if one.clashes],
            readings=[reading for reading in found.values() if reading.definition],
            missing=found.missing,
            charts=[(number, caption, table) for number, (caption, _, table) in drawn],
            **self.handed_in(sections),
            **{"title": text.title(found), **kwargs},
        )

    def handed_in(self, sections):
        """What was handed in, the one that stands, and what would be printed differently today."""
        rows, locked = editions(self.year), locked_by(self.year)
        now = {one.key: one for section in sections for one in section.passages}
        return {
            "editions": rows,
            "locked": locked,
            "moved": moved(locked, now) if locked else [],
            "begun": rows[0] if rows and not locked else None,
        }

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


class Passage(OneYear, FormPage):
    """One passage in one's own words, beside what the figures say; or given back to them."""

    template_name, form_class = "statistics/passage.html", PassageForm
    done = "已保存，报告用改写的文字。"

    def dispatch(self, request, *args, **kwargs):
        self.key = kwargs["key"]
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def passage(self):
        found = report.passages(self.year).get(self.key)
        if found is None:
            raise Http404
        return found

    def version(self):
        return report.version(self.year, self.key)

    def get_initial(self):
        return {"text": self.passage.words}

    def get_context_data(self, **kwargs):
        return super().get_context_data(year=self.year, passage=self.passage, **kwargs)

    def act(self, form):
        words = " ".join(form.cleaned_data["text"].split())
        held = {"seen": self.seen(), "by": self.request.user}
        if "restore" in self.request.POST:
            report.restore(self.year, self.key, **held)
            self.done = "已改回按数据生成的文字。"
        else:
            report.rewrite(self.year, self.key, words, base=self.passage.fresh, **held)
        return f"{reverse('statistics:report_year', args=[self.year])}#{self.key}"


class ReportChart(OneYear, View):
    def get(self, request, year, number):
        found = drawings.charts(self.year)
        if number >= len(found):
            raise Http404
        return chart_view(lambda _: found[number][1])(request)
