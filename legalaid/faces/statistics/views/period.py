from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views import View

from legalaid.faces.statistics.domain.period import next_year, save_period
from legalaid.faces.statistics.forms.period import PeriodForm
from legalaid.faces.statistics.models import Period, Scheme
from legalaid.platform.core.errors import DomainError
from legalaid.platform.office.access import PermissionMixin


class PeriodPage(PermissionMixin, View):
    permission = "office.settings"


class Periods(PeriodPage):
    """The reporting periods of every scheme."""

    def get(self, request):
        return render(
            request,
            "statistics/periods.html",
            {"schemes": Scheme.objects.prefetch_related("periods")},
        )


class NextYear(PeriodPage):
    def post(self, request, pk):
        scheme = get_object_or_404(Scheme, pk=pk)
        try:
            made = next_year(by=request.user, scheme=scheme)
        except DomainError as error:
            messages.error(request, error.sentence)
        else:
            messages.success(request, f"“{scheme}”已续建{len(made)}期：{made[0]}至{made[-1]}。")
        return redirect("statistics:periods")


class PeriodEdit(PeriodPage):
    """A new period, or one changed; what overlaps is refused."""

    def dispatch(self, request, *args, **kwargs):
        self.period = (
            get_object_or_404(Period, pk=kwargs["pk"])
            if "pk" in kwargs and request.user.is_authenticated
            else None
        )
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, pk=None):
        period = self.period
        initial = (
            {name: getattr(period, name) for name in ("scheme", "name", "starts_on", "ends_on")}
            if period
            else {}
        )
        return self.page(PeriodForm(initial=initial))

    def post(self, request, pk=None):
        form = PeriodForm(request.POST)
        if form.is_valid():
            try:
                saved = save_period(by=request.user, period=self.period, **form.cleaned_data)
            except DomainError as error:
                form.add_domain_error(error)
            else:
                messages.success(request, f"已保存：{saved.scheme} {saved}。")
                return redirect("statistics:periods")

        return self.page(form, 422)

    def page(self, form, status=200):
        return render(
            self.request,
            "statistics/period_form.html",
            {"form": form, "period": self.period},
            status=status,
        )
