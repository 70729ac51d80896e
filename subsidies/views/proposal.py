"""Proposals: the list, one with the balance before the approver, and a form for each kind."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property

from legalaid.platform.audit.chain import events_for
from legalaid.platform.documents.models import Attachment
from legalaid.platform.office.pages import FormPage, ListPage, RowPage, SentOnce
from legalaid.platform.procedure.views import StepView
from stations.queries.station import station_of
from subsidies.domain.proposal import enter
from subsidies.enums import ProposalKind
from subsidies.forms import proposal as forms
from subsidies.law import chart
from subsidies.queries.calculation import (
    calculations_for,
    claimable,
    handlers_before,
)
from subsidies.queries.fund import funds_for
from subsidies.queries.ledger import entries_for
from subsidies.queries.proposal import balance_before, for_list, proposals_for
from subsidies.tables.fund import PROPOSALS
from subsidies.workflow import PROPOSAL


class ProposalList(ListPage):
    """All of them, or those that wait for approval (`?state=waiting`)."""

    permission = "funds.view"
    template_name = "subsidies/proposals.html"
    table = PROPOSALS
    paginator_class = Paginator

    def waiting(self):
        return self.request.GET.get("state") == "waiting"

    def get_queryset(self):
        proposals = for_list(proposals_for(self.request.user))
        return proposals.waiting() if self.waiting() else proposals

    def get_context_data(self, **kwargs):
        return super().get_context_data(waiting=self.waiting(), **kwargs)


class ProposalPage(RowPage):
    permission = "funds.view"
    template_name = "subsidies/proposal.html"

    def get_queryset(self):
        return proposals_for(self.request.user)

    def get_context_data(self, **kwargs):
        proposal = self.object
        return super().get_context_data(
            balance=balance_before(proposal),
            earmarks=[chart.EXPENSES[code].label for code in proposal.earmarks],
            files=Attachment.objects.filter(workflow="proposal", subject_id=proposal.pk),
            steps=PROPOSAL.available(proposal, self.request.user),
            events=events_for("proposal", proposal.pk),
            **kwargs,
        )


class EnterPage(SentOnce, FormPage):
    """The form of one kind of proposal."""

    permission = "funds.enter"
    template_name = "subsidies/enter.html"
    kind = None

    def denial(self, user):
        if denial := super().denial(user):
            return denial
        return "" if station_of(user) else "您没有所属机构，不能录入经费事项。"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"funds": funds_for(self.request.user).open()}

    def facts(self):
        """What the proposal is about beside what is typed."""
        return {}

    def get_context_data(self, **kwargs):
        return super().get_context_data(kind=self.kind, **self.facts(), **kwargs)

    def act(self, form):
        user, facts = self.request.user, self.facts() | form.cleaned_data
        station = station_of(user)
        return enter(by=user, station=station, token=self.token, kind=self.kind, **facts)

    def said(self):
        return f"{self.kind.label}已录入，待另一人审批。"


class EnterAppropriation(EnterPage):
    kind, form_class = ProposalKind.APPROPRIATION, forms.AppropriationForm

    def get_initial(self):
        return {"year": timezone.localdate().year}


class EnterExpense(EnterPage):
    kind, form_class = ProposalKind.EXPENSE, forms.ExpenseForm


class EnterTransfer(EnterPage):
    kind, form_class = ProposalKind.TRANSFER, forms.TransferForm


class EnterOverdraft(EnterPage):
    kind, form_class = ProposalKind.OVERDRAFT, forms.OverdraftForm


class EnterYearEnd(EnterPage):
    kind, form_class = ProposalKind.YEAR_END, forms.YearEndForm

    def get_initial(self):
        years = funds_for(self.request.user).open().order_by("year").values_list("year", flat=True)
        year = years.first() or timezone.localdate().year
        return {"year": year, "reason": "年度终了，余额结转下年"}


class EnterReversal(EnterPage):
    kind, form_class = ProposalKind.REVERSAL, forms.ReversalForm

    @cached_property
    def entry(self):
        return get_object_or_404(entries_for(self.request.user), pk=self.kwargs["pk"])

    def facts(self):
        return {"corrects": self.entry}


class EnterShare(EnterPage):
    """How the two handlers of one case share its subsidy."""

    kind, form_class = ProposalKind.SHARE, forms.ShareForm

    @cached_property
    def case(self):
        return get_object_or_404(claimable(self.request.user), pk=self.kwargs["pk"])

    def get_initial(self):
        """What was proposed when the handler was replaced."""
        last = self.case.transfers.exclude(percent=None).last()
        return {"handler": last.before_id, "percent": last.percent} if last else {}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"handlers": handlers_before(self.case)}

    def facts(self):
        return {"case": self.case}


class EnterRefund(EnterPage):
    """What a unit pays back of one paid calculation."""

    kind, form_class = ProposalKind.REFUND, forms.RefundForm

    @cached_property
    def calculation(self):
        rows = calculations_for(self.request.user).select_related("firm", "case", "handler__user")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def facts(self):
        row = self.calculation
        return {"calculation": row, "amount": row.total, "payee": row.firm.name}


class ProposalStep(StepView):
    workflow = PROPOSAL
    template_name = "subsidies/proposal_step.html"

    def get_scope(self):
        return proposals_for(self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(balance=balance_before(self.subject), **kwargs)


class Approve(ProposalStep):
    step_key, form_class = "approve", forms.ApproveForm
    done = "已审批入账。"


class Reject(ProposalStep):
    step_key, form_class = "reject", forms.RefusalForm
    done = "已退回，没有入账。"


class Withdraw(ProposalStep):
    step_key, form_class = "withdraw", forms.RefusalForm
    done = "已撤回，没有入账。"
