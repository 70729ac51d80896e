from django.urls import reverse

from legalaid.faces.statistics.domain.period import next_year, save_period
from legalaid.faces.statistics.forms.period import PeriodForm
from legalaid.faces.statistics.models import Period, Scheme
from legalaid.platform.office.pages import FormPage, Page, RowActPage, RowMixin

PERMISSION = "office.settings"
FIELDS = ("scheme", "name", "starts_on", "ends_on")


class Periods(Page):
    """The reporting periods of every scheme."""

    permission, template_name = PERMISSION, "statistics/periods.html"

    def get_context_data(self, **kwargs):
        schemes = Scheme.objects.prefetch_related("periods")
        return super().get_context_data(schemes=schemes, **kwargs)


class NextYear(RowActPage):
    permission = PERMISSION

    def get_queryset(self):
        return Scheme.objects.all()

    def act(self):
        made = next_year(by=self.request.user, scheme=self.object)
        self.done = f"“{self.object}”已续建{len(made)}期：{made[0]}至{made[-1]}。"
        return self.back()

    def back(self):
        return reverse("statistics:periods")


class PeriodNew(FormPage):
    """What overlaps is refused."""

    permission, template_name, form_class = PERMISSION, "statistics/period_form.html", PeriodForm
    period = None

    def act(self, form):
        saved = save_period(by=self.request.user, period=self.period, **form.cleaned_data)
        self.done = f"已保存：{saved.scheme} {saved}。"
        return reverse("statistics:periods")

    def get_context_data(self, **kwargs):
        return super().get_context_data(period=self.period, **kwargs)


class PeriodEdit(RowMixin, PeriodNew):
    def get_queryset(self):
        return Period.objects.all()

    @property
    def period(self):
        return self.object

    def get_initial(self):
        return {name: getattr(self.object, name) for name in FIELDS}
