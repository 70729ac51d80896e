"""The work report once it is sent: registering that, its file, and beginning the next edition."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views import View

from legalaid.faces.statistics.domain import edition as acts
from legalaid.faces.statistics.forms.edition import AnewForm, HandInForm
from legalaid.faces.statistics.models import ReportEdition
from legalaid.platform.documents.storage import serve
from legalaid.platform.office.pages import FormPage

from .report import OneYear


class OfYear(OneYear, FormPage):
    permission = "statistics.freeze"

    @property
    def back(self):
        return reverse("statistics:report_year", args=[self.year])


class HandIn(OfYear):
    """To whom, when, and which file."""

    form_class, submit = HandInForm, "登记报送"
    done = "已登记报送，报告和文件不再改动。"

    @property
    def title(self):
        return f"{self.year}年工作报告报送"

    def get_form_kwargs(self):
        made = acts.made_files(self.year, self.request.user)
        return super().get_form_kwargs() | {"made": made}

    def act(self, form):
        data = form.cleaned_data
        return acts.hand_in(
            self.year,
            to=data["to"],
            sent_on=data["sent_on"],
            made=data["made"],
            upload=data["file"],
            by=self.request.user,
        )


class BeginAnew(OfYear):
    """Why the report is to be changed after it was handed in."""

    form_class, submit = AnewForm, "开始新的一版"
    done = "新的一版已开始，可以修改。报送过的一版和文件不动。"

    @property
    def title(self):
        return f"重报{self.year}年工作报告"

    def act(self, form):
        return acts.begin_anew(self.year, by=self.request.user, **form.cleaned_data)


class EditionFile(OneYear, View):
    """The file as it was sent."""

    def get(self, request, year, number):
        rows = ReportEdition.objects.filter(year=year).exclude(at=None)
        edition = get_object_or_404(rows, number=number)
        return serve(acts.opened(edition, by=request.user), edition.file_name, edition.mime)
