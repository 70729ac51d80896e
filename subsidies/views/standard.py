from datetime import date

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views import View

from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.errors import DomainError
from legalaid.platform.office.access import PermissionMixin
from legalaid.platform.office.forms import OfficeForm
from legalaid.platform.procedure.views import StepView
from subsidies.domain.standard import propose
from subsidies.forms import standard as forms
from subsidies.law.calculation import Facts, NoRate, calculate, total
from subsidies.models import Standard
from subsidies.queries.simulation import simulate
from subsidies.queries.standard import in_the_way, provincial_on, standard_on
from subsidies.queries.todo import next_steps
from subsidies.workflow import STANDARD


class StandardList(PermissionMixin, View):
    permission = "subsidies.view"

    def get(self, request):
        return render(
            request,
            "subsidies/standards.html",
            {"standards": Standard.objects.prefetch_related("rates")},
        )


class StandardPage(PermissionMixin, View):
    """One standard: rows with the province's beside them, conditions, steps, history."""

    permission = "subsidies.view"

    def get(self, request, pk):
        row = get_object_or_404(Standard.objects.prefetch_related("rates"), pk=pk)
        province = provincial_on(row.valid_from) if row.level == "county" else None
        beside = (
            {(r.service, r.kind, r.stage, r.manner): r.amount for r in province.rates.all()}
            if province
            else {}
        )
        context = {
            "standard": row,
            "province": province,
            "rates": [
                (rate, beside.get((rate.service, rate.kind, rate.stage, rate.manner)))
                for rate in row.rates.all()
            ],
            "in_the_way": in_the_way(row) if row.state == "proposed" else [],
            "steps": [] if row.example else STANDARD.available(row, request.user),
            "turn": Role(row.turn).label
            if row.turn and not row.example and not next_steps(STANDARD, row, request.user)
            else "",
            "events": events_for("standard", row.pk),
        }
        return render(request, "subsidies/standard.html", context)


class Propose(PermissionMixin, View):
    """A new standard, filled in from another one (`?base=`)."""

    permission = "subsidies.propose"

    def get(self, request):
        base = request.GET.get("base", "")
        base = Standard.objects.filter(pk=base).first() if base.isdecimal() else None
        return draft_page(
            request,
            forms.StandardForm(instance=base, initial={"valid_from": first_free()}),
            forms.rates_of(base),
        )

    def post(self, request):
        form, rates = forms.StandardForm(request.POST), forms.RateFormSet(request.POST)
        if form.is_valid() and rates.is_valid():
            try:
                standard = propose(by=request.user, fields=form.cleaned_data, rates=rates.rows())
            except DomainError as error:
                form.add_domain_error(error)
            else:
                messages.success(request, "标准已拟订，须由另一人批准、再由另一人公布。")
                return redirect(standard)
        return draft_page(request, form, rates, status=422)


def first_free():
    """The first of January of this year, or of the next while a standard is in force: it is paid by until then."""
    today = timezone.localdate()
    return date(today.year + bool(standard_on(today)), 1, 1)


def draft_page(request, form, rates, status=200, **context):
    return render(
        request, "subsidies/propose.html", {"form": form, "rates": rates, **context}, status=status
    )


class StandardStep(StepView):
    workflow = STANDARD
    template_name = "subsidies/step.html"
    form_class = OfficeForm

    def get_scope(self):
        return (
            Standard.objects.all()
            if self.request.user.may("subsidies.view")
            else Standard.objects.none()
        )


class Revise(StandardStep):
    """A proposed standard written anew; its rows as they stand are filled in."""

    step_key, form_class = "revise", forms.StandardForm
    template_name = "subsidies/propose.html"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": self.subject}

    def get_context_data(self, **kwargs):
        typed = forms.RateFormSet(self.request.POST) if self.request.method == "POST" else None
        return super().get_context_data(rates=typed or forms.rates_of(self.subject), **kwargs)

    def form_valid(self, form):
        self.rates = forms.RateFormSet(self.request.POST)
        if not self.rates.is_valid():
            return self.form_invalid(form)
        return super().form_valid(form)

    def get_facts(self, form):
        return {
            "title": form.cleaned_data["title"],
            "fields": form.cleaned_data,
            "rates": self.rates.rows(),
        }


class ApproveStandard(StandardStep):
    step_key = "approve_standard"


class PublishStandard(StandardStep):
    step_key = "publish_standard"


class EndStandard(StandardStep):
    step_key, form_class = "end_standard", forms.EndForm


class DiscardStandard(StandardStep):
    step_key, form_class = "discard_standard", forms.ReasonForm


class TryIt(PermissionMixin, View):
    """What facts would give under a standard, without a case."""

    permission = "subsidies.view"

    def get(self, request):
        form = (
            forms.TryForm(request.GET)
            if request.GET
            else forms.TryForm(initial={"standard": standard_on(timezone.localdate())})
        )
        context = {"form": form}
        if request.GET and form.is_valid():
            facts = {name: value for name, value in form.cleaned_data.items() if name != "standard"}
            try:
                standard = form.cleaned_data["standard"]
                lines = calculate(standard.sheet, Facts(**facts))
                context |= {
                    "lines": standard.explained(
                        (line.kind, line.amount, line.reason, line.row) for line in lines
                    ),
                    "total": total(lines),
                }
            except (NoRate, ValueError):
                form.add_error(None, "这份标准没有这类服务的标准，或者数量为零。")
        return render(request, "subsidies/try.html", context)


class Simulate(PermissionMixin, View):
    """Last year under this standard, before it is approved."""

    permission = "subsidies.view"

    def get(self, request, pk):
        standard = get_object_or_404(Standard.objects.prefetch_related("rates"), pk=pk)
        today = timezone.localdate()
        first = date(today.year - 1, today.month, 1)
        context = {
            "standard": standard,
            "first": first,
            "last": today,
            **simulate(standard, first, today),
        }
        return render(request, "subsidies/simulate.html", context)
