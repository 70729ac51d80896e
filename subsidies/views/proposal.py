"""Proposals: the list, one with the balance before the approver, and a form for each kind."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views import View

from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.models import Attachment
from legalaid.platform.office.access import PermissionMixin
from legalaid.platform.procedure.views import StepView
from stations.queries.station import station_of
from subsidies.domain.proposal import enter
from subsidies.enums import ProposalKind
from subsidies.forms import proposal as forms
from subsidies.law import chart
from subsidies.models import Allotment
from subsidies.queries.fund import funds_for
from subsidies.queries.ledger import entries_for
from subsidies.queries.proposal import for_list, proposals_for
from subsidies.workflow import PROPOSAL


class ProposalList(PermissionMixin, View):
    permission = "funds.view"

    def get(self, request):
        proposals = for_list(proposals_for(request.user))
        waiting = request.GET.get("state") == "waiting"
        page = Paginator(proposals.waiting() if waiting else proposals, 25).get_page(
            request.GET.get("page")
        )
        return render(
            request,
            "subsidies/proposals.html",
            {"page": page, "waiting": waiting, "kinds": ProposalKind},
        )


class ProposalPage(PermissionMixin, View):
    permission = "funds.view"

    def get(self, request, pk):
        proposal = get_object_or_404(proposals_for(request.user), pk=pk)
        context = {
            "proposal": proposal,
            "balance": balance_before(proposal),
            "earmarks": [chart.EXPENSES[code].label for code in proposal.earmarks],
            "files": Attachment.objects.filter(workflow="proposal", subject_id=proposal.pk),
            "steps": PROPOSAL.available(proposal, request.user), "turn": Role(proposal.turn).label if proposal.turn else "",
            "events": events_for("proposal", proposal.pk),
        }  # fmt: skip
        return render(request, "subsidies/proposal.html", context)


def balance_before(proposal):
    """What the line that pays holds now, and what would be left; nothing for a proposal that takes nothing."""
    line = chart.EXPENSES[proposal.expense].line if proposal.expense else proposal.line
    takes = proposal.kind in (ProposalKind.EXPENSE, ProposalKind.TRANSFER)
    if (
        proposal.state != "entered"
        or not proposal.fund_id
        or not (takes or proposal.kind == ProposalKind.OVERDRAFT)
    ):
        return None
    allotment = (
        Allotment.objects.filter(fund=proposal.fund, line=line).select_related("fund").first()
    )
    left = allotment.available - proposal.amount if allotment and takes else None
    return {"allotment": allotment, "left": left}


class EnterPage(PermissionMixin, View):
    """The form of one kind of proposal."""

    permission = "funds.enter"
    kind = None
    form_class = None

    def get(self, request, **kwargs):
        return self.page(request, self.form(initial={"token": uuid.uuid4(), **self.initial()}))

    def post(self, request, **kwargs):
        form = self.form(request.POST, request.FILES)
        if form.is_valid():
            try:
                proposal = enter(
                    by=request.user,
                    station=self.station,
                    kind=self.kind,
                    **self.facts(),
                    **form.cleaned_data,
                )
            except DomainError as error:
                form.add_domain_error(error)
            else:
                messages.success(request, f"{self.kind.label}已录入，待另一人审批。")
                return redirect(proposal)
        return self.page(request, form, 422)

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.station = station_of(request.user) if request.user.is_authenticated else None

    def form(self, *args, **kwargs):
        if self.station is None:
            raise PermissionDenied("您没有所属机构，不能录入经费事项。")
        return self.form_class(*args, funds=funds_for(self.request.user).open(), **kwargs)

    def initial(self):
        return {}

    def facts(self):
        return {}

    def page(self, request, form, status=200):
        return render(
            request,
            "subsidies/enter.html",
            {"form": form, "kind": self.kind, **self.facts()},
            status=status,
        )


class EnterAppropriation(EnterPage):
    kind, form_class = ProposalKind.APPROPRIATION, forms.AppropriationForm

    def initial(self):
        return {"year": timezone.localdate().year}


class EnterExpense(EnterPage):
    kind, form_class = ProposalKind.EXPENSE, forms.ExpenseForm


class EnterTransfer(EnterPage):
    kind, form_class = ProposalKind.TRANSFER, forms.TransferForm


class EnterOverdraft(EnterPage):
    kind, form_class = ProposalKind.OVERDRAFT, forms.OverdraftForm


class EnterYearEnd(EnterPage):
    kind, form_class = ProposalKind.YEAR_END, forms.YearEndForm

    def initial(self):
        first = (
            funds_for(self.request.user)
            .open()
            .order_by("year")
            .values_list("year", flat=True)
            .first()
        )
        return {"year": first or timezone.localdate().year, "reason": "年度终了，余额结转下年"}


class EnterReversal(EnterPage):
    kind, form_class = ProposalKind.REVERSAL, forms.ReversalForm

    def facts(self):
        return {"corrects": get_object_or_404(entries_for(self.request.user), pk=self.kwargs["pk"])}


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
    step_key, form_class = "reject", forms.ReasonForm
    done = "已退回，没有入账。"


class Withdraw(ProposalStep):
    step_key, form_class = "withdraw", forms.ReasonForm
    done = "已撤回，没有入账。"
