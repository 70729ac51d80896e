"""The pages of single calculations: one with what may be done on it, a handler's own, what the subsidy of a case depends on."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property

from cases.permissions import recused_of
from legalaid.platform.core.money import yuan
from legalaid.platform.documents import issue as documents
from legalaid.platform.office.asked import as_number
from legalaid.platform.office.pages import Page, RowFormPage, RowFormsPage
from stations.models import Handler
from subsidies.domain import calculation as acts
from subsidies.domain.refund import came_back
from subsidies.enums import BatchState
from subsidies.forms import batch as forms
from subsidies.forms.reason import ReasonForm
from subsidies.models import Claim
from subsidies.papers import statement
from subsidies.queries.calculation import (
    calculations_for,
    claimable,
    gate_of,
    owed_to,
    siblings_of,
    sums_of_handler,
)
from subsidies.queries.standard import standard_on
from subsidies.queries.work import reimbursed, waiting_work
from subsidies.tables.calculation import AMOUNTS, PAID, UNDERWAY, sum_of
from subsidies.workflow import BATCH

STATED = (
    "crossing",
    "manner",
    "difficult",
    "gravest",
    "direct_costs",
    "executed",
    "group_of",
    "note",
)


class CalculationPage(RowFormsPage):
    """One calculation: its lines with reasons and rows, adjustments, objection; what may be done on it."""

    template_name = "subsidies/calculation.html"
    table = AMOUNTS
    act_forms = {
        "adjust": forms.AdjustForm,
        "remove": ReasonForm,
        "correct": ReasonForm,
        "dispute": forms.WordsForm,
        "answer": forms.WordsForm,
    }

    def permits(self, user):
        """Whoever is signed in: which rows are theirs, the query says."""
        return True

    def get_queryset(self):
        rows = calculations_for(self.request.user)
        return rows.for_lists().prefetch_related("adjustments")

    def get_context_data(self, **kwargs):
        row = self.object
        lines = row.standard.explained(row.amounts)
        adjustments = row.adjustments.select_related("by")
        return super().get_context_data(
            lines=lines,
            sum=sum_of(row.computed),
            adjustments=adjustments,
            came_back=came_back(row) if row.payment_id else [],
            refundable=row.correctable and self.request.user.may("funds.enter"),
            **kwargs,
        )

    def offered(self):
        row, user = self.object, self.request.user
        kept_out = recused_of(user, row)
        computes = user.may("subsidies.prepare") and not kept_out
        reviews = user.may("subsidies.review") and not kept_out
        being_prepared = row.batch.state == BatchState.PREPARED
        is_mine = row.handler.user_id == user.pk

        offers = {
            "adjust": computes and being_prepared and not row.reverses_id,
            "remove": user.may("subsidies.prepare") and being_prepared,
            "correct": computes and row.correctable,
            "dispute": is_mine and not row.awaits_answer,
            "answer": row.awaits_answer and (computes or reviews),
        }
        return {act for act, offer in offers.items() if offer}

    def adjust(self, form):
        self.do("adjust", self.object.batch, form)
        return self.object

    def remove(self, form):
        self.do("remove", self.object.batch, form)
        return self.object.batch

    def correct(self, form):
        batch = acts.batch_to_correct_in(self.object, by=self.request.user)
        row = self.do("correct", batch, form)
        self.done = f"{row.subject}的{yuan(-row.total)}元已列入“{batch}”冲减。"
        return batch

    def do(self, step, batch, form):
        row = {"calculation": self.object.pk, "what": self.object.subject}
        return BATCH.acts[step](batch, by=self.request.user, **row, **form.cleaned_data)

    def dispute(self, form):
        acts.dispute(self.object, by=self.request.user, reason=form.cleaned_data["words"])
        return self.object

    def answer(self, form):
        acts.answer(self.object, by=self.request.user, answer=form.cleaned_data["words"])
        return self.object


class Mine(Page):
    """A handler's own account: what is owed and why not yet, what is in a batch, what was paid; POST prints a year of it."""

    permission = "subsidies.own"
    template_name = "subsidies/mine.html"
    underway_table, paid_table = UNDERWAY, PAID

    @cached_property
    def handler(self):
        return get_object_or_404(Handler, user=self.request.user)

    def get_context_data(self, **kwargs):
        owed = owed_to(self.handler)[:50]
        rows = calculations_for(self.request.user).for_lists().order_by("-pk")
        paid = rows.paid()

        this_year = timezone.localdate().year
        years = {day.year for day in paid.dates("payment__paid_on", "year")}

        return super().get_context_data(
            owed=[(case, gate_of(case) or "等待入批。") for case in owed],
            work=waiting_work(self.handler),
            reimbursed=reimbursed(self.handler),
            underway=rows.unpaid().live()[:50],
            paid=paid[:50],
            sums=sums_of_handler(self.handler, this_year),
            years=sorted(years | {this_year}, reverse=True),
            **kwargs,
        )

    def post(self, request):
        year = as_number(request.POST.get("year"))
        if year is None or not 2000 <= year <= 2100:
            raise PermissionDenied("请选择年度。")

        paper = documents.issue(
            "subsidy_statement",
            workflow="handler",
            subject_id=self.handler.pk,
            context=statement(self.handler, year),
            by=request.user,
            at=timezone.now(),
        )
        return redirect("documents:paper", paper.pk)


class Declare(RowFormPage):
    """What the subsidy of one case depends on beyond its own data."""

    template_name = "subsidies/form.html"
    form_class = forms.ClaimForm
    done = "申报已保存。"

    def permits(self, user):
        """Whoever is signed in: whose claim they may state, the query says."""
        return True

    def get_queryset(self):
        return claimable(self.request.user)

    @property
    def title(self):
        return f"{self.object.number}补贴申报"

    def version(self):
        """A claim has none, and the case's is not changed by it."""
        return None

    def get_form_kwargs(self):
        siblings = siblings_of(self.object, self.request.user)
        standard = standard_on(self.object.closed_on or timezone.localdate())
        costs = standard.costs if standard else ()
        about = {"case": self.object, "siblings": siblings, "costs": costs}
        return super().get_form_kwargs() | about

    def get_initial(self):
        claim = Claim.objects.filter(case=self.object).first()
        if claim is None:
            return {"gravest": self.object.life_or_death}
        kinds = {f"cost_{code}": yuan for code, yuan in claim.costs.items()}
        return {name: getattr(claim, name) for name in STATED} | kinds

    def act(self, form):
        acts.declare(self.object, by=self.request.user, **form.cleaned_data)
        return self.object
