"""The pages of the standards: the list, one with the province's beside it, drafting, its steps, trying it out."""

from datetime import date

from django.utils import timezone

from legalaid.platform.audit.chain import events_for
from legalaid.platform.office.asked import as_number
from legalaid.platform.office.forms import OfficeForm
from legalaid.platform.office.pages import FormPage, Page, RowPage
from legalaid.platform.procedure.views import StepView
from subsidies.domain.standard import propose
from subsidies.forms import standard as forms
from subsidies.forms.reason import ReasonForm
from subsidies.law.calculation import Facts, NoRate, calculate, total
from subsidies.models import Standard
from subsidies.queries.simulation import simulate
from subsidies.queries.standard import in_the_way, provincial_on, standard_on
from subsidies.queries.todo import next_steps
from subsidies.tables.calculation import AMOUNTS, sum_of
from subsidies.tables.standard import STANDARDS, difference, rates_table
from subsidies.workflow import STANDARD


class StandardList(Page):
    permission = "subsidies.view"
    template_name = "subsidies/standards.html"
    table = STANDARDS

    def get_context_data(self, **kwargs):
        standards = Standard.objects.prefetch_related("rates")
        return super().get_context_data(standards=standards, **kwargs)


class StandardPage(RowPage):
    """One standard: rows with the province's beside them, conditions, steps, history."""

    permission = "subsidies.view"
    template_name = "subsidies/standard.html"
    queryset = Standard.objects.prefetch_related("rates")

    def get_context_data(self, **kwargs):
        row, user = self.object, self.request.user
        province = provincial_on(row.valid_from) if row.level == "county" else None
        waits_for_another = not row.example and not next_steps(STANDARD, row, user)

        return super().get_context_data(
            province=province,
            rates_table=rates_table(province),
            rates=rates_beside(row, province),
            in_the_way=in_the_way(row) if row.state == "proposed" else [],
            steps=[] if row.example else STANDARD.available(row, user),
            turn=row.turn_words if waits_for_another else "",
            events=events_for("standard", row.pk),
            **kwargs,
        )


def rates_beside(standard, province):
    """[(row of the standard, what the province pays for the same)]"""
    provincial = {rate.work: rate.amount for rate in province.rates.all()} if province else {}
    return [(rate, provincial.get(rate.work)) for rate in standard.rates.all()]


class RatesMixin:
    """The form of a standard with its rows, which are sent with it."""

    form_class = forms.StandardForm
    template_name = "subsidies/propose.html"

    def get_context_data(self, **kwargs):
        typed = self.request.method == "POST"
        rates = forms.RateFormSet(self.request.POST) if typed else forms.rates_of(self.sample())
        return super().get_context_data(rates=rates, **kwargs)

    def sample(self):
        """The standard whose rows are filled in; without one, a row for each service."""
        raise NotImplementedError

    def form_valid(self, form):
        self.rates = forms.RateFormSet(self.request.POST)
        if not self.rates.is_valid():
            return self.form_invalid(form)
        return super().form_valid(form)


class Propose(RatesMixin, FormPage):
    """A new standard, filled in from another one (`?base=`)."""

    permission = "subsidies.propose"
    done = "标准已拟订，须由另一人批准、再由另一人公布。"

    def sample(self):
        return Standard.objects.filter(pk=as_number(self.request.GET.get("base"))).first()

    def get_form_kwargs(self):
        sample = self.sample() if self.request.method == "GET" else None
        return super().get_form_kwargs() | {"instance": sample}

    def get_initial(self):
        return {"valid_from": first_free()}

    def act(self, form):
        rates = self.rates.rows()
        return propose(by=self.request.user, fields=form.cleaned_data, rates=rates)


def first_free():
    """The first of January of this year, or of the next while a standard is in force: it is paid by until then."""
    today = timezone.localdate()
    year = today.year + 1 if standard_on(today) else today.year
    return date(year, 1, 1)


class StandardStep(StepView):
    workflow = STANDARD
    template_name = "subsidies/step.html"
    form_class = OfficeForm

    def get_scope(self):
        sees = self.request.user.may("subsidies.view")
        return Standard.objects.all() if sees else Standard.objects.none()


class Revise(RatesMixin, StandardStep):
    """A proposed standard written anew; its rows as they stand are filled in."""

    step_key = "revise"

    def sample(self):
        return self.subject

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.subject}

    def get_facts(self, form):
        fields = form.cleaned_data
        return {"title": fields["title"], "fields": fields, "rates": self.rates.rows()}


class ApproveStandard(StandardStep):
    step_key = "approve_standard"


class PublishStandard(StandardStep):
    step_key = "publish_standard"


class EndStandard(StandardStep):
    step_key, form_class = "end_standard", forms.EndForm


class DiscardStandard(StandardStep):
    step_key, form_class = "discard_standard", ReasonForm


class TryIt(Page):
    """What facts would give under a standard, without a case."""

    permission = "subsidies.view"
    template_name = "subsidies/try.html"
    table = AMOUNTS

    def get_context_data(self, **kwargs):
        asked = self.request.GET
        in_force = {"standard": standard_on(timezone.localdate())} if not asked else None
        form = forms.TryForm(asked or None, initial=in_force)
        result = tried(form) if form.is_valid() else {}
        return super().get_context_data(form=form, **result, **kwargs)


def tried(form):
    """The lines the facts of a valid form give under its standard, and their sum."""
    facts = dict(form.cleaned_data)
    standard = facts.pop("standard")
    try:
        lines = calculate(standard.sheet, Facts(**facts))
    except (NoRate, ValueError):
        form.add_error(None, "这份标准没有这类服务的标准，或者数量为零。")
        return {}

    frozen = [(line.kind, line.amount, line.reason, line.row) for line in lines]
    whole = total(lines)
    return {"lines": standard.explained(frozen), "total": whole, "sum": sum_of(whole)}


class Simulate(RowPage):
    """The year up to today under this standard, before it is approved."""

    permission = "subsidies.view"
    template_name = "subsidies/simulate.html"
    by_kind, by_handler = difference("类别和阶段"), difference("承办人")
    queryset = Standard.objects.prefetch_related("rates")

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        first = date(today.year - 1, today.month, 1)
        found = simulate(self.object, first, today)
        return super().get_context_data(first=first, last=today, **found, **kwargs)
