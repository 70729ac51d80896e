from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views import View

from cases.enums import Kind
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents import issue as documents
from legalaid.platform.office.access import PermissionMixin
from stations.models import Handler
from subsidies.domain import calculation as acts
from subsidies.forms import batch as forms
from subsidies.models import Claim
from subsidies.papers import statement
from subsidies.queries.batch import batches_for
from subsidies.queries.calculation import (
    calculations_for,
    claimable,
    gate_of,
    owed_to,
    sums_of_handler,
)
from subsidies.queries.work import reimbursed, waiting_work
from subsidies.workflow import BATCH


class CalculationPage(LoginRequiredMixin, View):
    """One calculation: its lines with reasons and rows, adjustments, objection; what may be done on it."""

    def get(self, request, pk):
        return self.page(request, pk)

    def page(self, request, pk, status=200, **bound):
        row = self.row(request, pk)
        user, open_ = request.user, row.open
        preparing = open_ and row.batch.state == "prepared" and user.may("subsidies.prepare")
        context = {
            "row": row, "lines": row.standard.explained(row.amounts), "adjustments": row.adjustments.select_related("by"),
            "adjust": bound.get("adjust") or (forms.AdjustForm(prefix="adjust") if preparing and not row.reverses_id else None),
            "remove": bound.get("remove") or (forms.RowForm(prefix="remove") if preparing else None),
            "dispute": bound.get("dispute")
            or (forms.WordsForm(prefix="dispute") if row.handler.user_id == user.pk and not (row.dispute and not row.answered_at) else None),
            "answer": bound.get("answer") or (forms.WordsForm(prefix="answer") if self.answers(user, row) else None),
            "correct": bound.get("correct") or self.correction(user, row),
        }  # fmt: skip
        return render(request, "subsidies/calculation.html", context, status=status)

    def row(self, request, pk):
        return get_object_or_404(
            calculations_for(request.user).for_lists().prefetch_related("adjustments"), pk=pk
        )

    def answers(self, user, row):
        return (
            row.dispute
            and not row.answered_at
            and (user.may("subsidies.prepare") or user.may("subsidies.review"))
        )

    def correction(self, user, row):
        paid = (
            row.payment_id
            and row.payment.state == "paid"
            and not row.reverses_id
            and not hasattr(row, "reversal")
        )
        return forms.RowForm(prefix="correct") if paid and user.may("subsidies.prepare") else None

    def post(self, request, pk):
        act = request.POST.get("act", "")
        row = self.row(request, pk)
        if act not in ("adjust", "remove", "correct", "dispute", "answer"):
            raise Http404
        form = {
            "adjust": forms.AdjustForm,
            "dispute": forms.WordsForm,
            "answer": forms.WordsForm,
        }.get(act, forms.RowForm)
        form = form(request.POST, prefix=act)
        if not form.is_valid():
            return self.page(request, pk, 422, **{act: form})
        try:
            where = getattr(self, act)(request, row, form.cleaned_data)
        except DomainError as error:
            form.add_domain_error(error)
            return self.page(request, pk, 422, **{act: form})
        messages.success(request, "已保存。")
        return redirect(where)

    def adjust(self, request, row, data):
        BATCH.acts["adjust"](
            row.batch, by=request.user, calculation=row.pk, what=row.subject, **data
        )
        return row

    def remove(self, request, row, data):
        BATCH.acts["remove"](
            row.batch, by=request.user, calculation=row.pk, what=row.subject, **data
        )
        return row.batch

    def correct(self, request, row, data):
        """Into the newest batch still being prepared by the same station from the same money."""
        prepared = batches_for(request.user).filter(state="prepared", station=row.batch.station_id)
        batch = next(
            (batch for batch in prepared if acts.same_money(batch.fund, row.batch.fund)), None
        )
        if batch is None:
            raise DomainError(
                f"{row.batch.station}没有用{row.batch.fund}支付的、核算中的批次，请先新建一批。"
            )
        BATCH.acts["correct"](batch, by=request.user, calculation=row.pk, what=row.subject, **data)
        return batch

    def dispute(self, request, row, data):
        acts.dispute(row, by=request.user, reason=data["words"])
        return row

    def answer(self, request, row, data):
        acts.answer(row, by=request.user, answer=data["words"])
        return row


class Mine(PermissionMixin, View):
    """A handler's own account: what is owed and why not yet, what is in a batch, what was paid."""

    permission = "subsidies.own"

    def get(self, request):
        handler = get_object_or_404(Handler, user=request.user)
        rows = calculations_for(request.user).for_lists().order_by("-pk")
        context = {
            "owed": [(case, gate_of(case) or "等待入批。") for case in owed_to(handler)[:50]],
            "work": waiting_work(handler),
            "reimbursed": reimbursed(handler),
            "underway": rows.unpaid().live()[:50],
            "paid": rows.paid()[:50],
            "sums": sums_of_handler(handler, timezone.localdate().year),
            "years": sorted(
                {row.payment.paid_on.year for row in rows.paid()[:500]}
                | {timezone.localdate().year},
                reverse=True,
            ),
        }
        return render(request, "subsidies/mine.html", context)

    def post(self, request):
        handler = get_object_or_404(Handler, user=request.user)
        year = request.POST.get("year", "")
        if not (year.isdecimal() and 2000 <= int(year) <= 2100):
            raise PermissionDenied("请选择年度。")
        paper = documents.issue(
            "subsidy_statement", workflow="handler", subject_id=handler.pk, context=statement(handler, int(year)),
            by=request.user, at=timezone.now(),
        )  # fmt: skip
        return redirect("documents:paper", paper.pk)


class Declare(LoginRequiredMixin, View):
    """What the subsidy of one case depends on beyond its own data."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.case = get_object_or_404(claimable(request.user), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def form(self, data=None):
        claim = Claim.objects.filter(case=self.case).first()
        names = ("crossing", "manner", "difficult", "gravest", "direct_costs", "group_of", "note")
        siblings = (
            claimable(self.request.user)
            .filter(handler=self.case.handler)
            .exclude(pk=self.case.pk)
            .exclude(closed_on=None)
        )
        said = (
            {name: getattr(claim, name) for name in names}
            if claim
            else {"gravest": self.case.life_or_death}
        )
        return forms.ClaimForm(
            data, siblings=siblings, criminal=self.case.kind == Kind.CRIMINAL, initial=said
        )

    def get(self, request, pk):
        return self.page(request, self.form())

    def post(self, request, pk):
        form = self.form(request.POST)
        if form.is_valid():
            try:
                acts.declare(self.case, by=request.user, **form.cleaned_data)
            except DomainError as error:
                form.add_domain_error(error)
            else:
                messages.success(request, "申报已保存。")
                return redirect(self.case)
        return self.page(request, form, 422)

    def page(self, request, form, status=200):
        context = {
            "form": form,
            "title": f"{self.case.number}补贴申报",
            "back": self.case.get_absolute_url(),
        }
        return render(request, "subsidies/form.html", context, status=status)
