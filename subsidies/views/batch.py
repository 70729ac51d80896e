from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views import View

from legalaid.platform.accounts.access import PermissionMixin
from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit.chain import events_for, record
from legalaid.platform.core.errors import DomainError, NotAllowed, StaleState
from legalaid.platform.core.forms import OfficeForm
from legalaid.platform.core.jobs import last_job
from legalaid.platform.procedure.views import StepView
from stations.queries.station import station_of
from subsidies.domain import batch as acts
from subsidies.domain.account import corrected, on_file
from subsidies.domain.payment import book_return
from subsidies.domain.taken_back import give_up
from subsidies.enums import PaymentState
from subsidies.forms import batch as forms
from subsidies.imports import read_return
from subsidies.law.banks import layouts
from subsidies.law.calculation import ZERO
from subsidies.models import Fund
from subsidies.papers import rows_of
from subsidies.queries.batch import at_work, batches_for, by_expense, by_unit, papers_of, refused, sendings, sums_of, untold
from subsidies.queries.fund import available
from subsidies.queries.todo import next_steps, nothing_to_do
from subsidies.sheets import XLSX, bank_file, pay_sheet
from subsidies.workflow import BATCH

ON_PAGE = ("fill", "remove", "adjust", "correct")  # done from their rows, not by a button of their own


class BatchList(PermissionMixin, View):
    permission = "subsidies.view"

    def get(self, request):
        page = Paginator(batches_for(request.user), 25).get_page(request.GET.get("page"))
        return render(request, "subsidies/batches.html", {"page": page})


class OpenBatch(PermissionMixin, View):
    permission = "subsidies.prepare"

    def form(self, request, data=None):
        today = timezone.localdate()
        funds = Fund.objects.open().filter(station=station_of(request.user))
        return forms.BatchForm(data, funds=funds, initial={"title": f"{today.year}年{today.month}月办案补贴"})

    def get(self, request):
        return self.page(request, self.form(request))

    def post(self, request):
        form = self.form(request, request.POST)
        if form.is_valid():
            try:
                batch = acts.open_batch(by=request.user, station=station_of(request.user), **form.cleaned_data)
                acts.request_fill(batch, by=request.user)
            except DomainError as error:
                form.add_domain_error(error)
            else:
                messages.success(request, "已建立，正在核算应发的案件。")
                return redirect(batch)
        return self.page(request, form, 422)

    def page(self, request, form, status=200):
        return render(request, "subsidies/form.html", {"form": form, "title": "新建一批补贴"}, status=status)


class BatchPage(PermissionMixin, View):
    """Sums, balance, whose turn, rows, transfers, papers, history."""

    permission = "subsidies.view"

    def get(self, request, pk):
        batch = get_object_or_404(batches_for(request.user), pk=pk)
        steps, idle = BATCH.available(batch, request.user), {*ON_PAGE, *nothing_to_do(batch)}
        rows = Paginator(batch.calculations.for_lists().order_by("firm__name", "service", "pk"), 50)
        count, total = sums_of(batch)
        job, left = at_work(batch, "fill_batch", "tell_cases"), untold(batch).count()
        told = last_job("tell_cases", batch=batch.pk) if left and not job else None
        if job and job.kind == "fill_batch":
            idle |= {"submit_batch", "discard_batch"}
        fill = last_job("fill_batch", batch=batch.pk) if not batch.frozen and not job else None
        context = {
            "batch": batch, "count": count, "total": total, "job": job, "left": left,
            "fill": fill, "told": told, "refused": refused(batch, told) if told else [], "units": by_unit(batch),
            "expenses": by_expense(batch.calculations.all()), "available": available(batch.fund),
            "page": rows.get_page(request.GET.get("page")),
            "steps": [step for step in steps if step.key not in idle],
            "main": next_steps(BATCH, batch, request.user), "turn": Role(batch.turn).label if batch.turn else "",
            "may_fill": any(step.key == "fill" for step in steps),
            "payments": batch.payments.select_related("firm").order_by("state", "number"), "layouts": layouts().values(),
            "sendings": [] if BATCH.denial("subsidies.pay", request.user, batch) else sendings(batch),
            "papers": papers_of(batch),
            "events": events_for("batch", batch.pk),
        }  # fmt: skip
        return render(request, "subsidies/batch.html", context)


class FillBatch(PermissionMixin, View):
    permission = "subsidies.prepare"

    def post(self, request, pk):
        batch = get_object_or_404(batches_for(request.user), pk=pk)
        try:
            acts.request_fill(batch, by=request.user)
            messages.success(request, "正在核算，稍后刷新。")
        except DomainError as error:
            messages.error(request, error.sentence)
        return redirect(batch)


class BankFile(PermissionMixin, View):
    """One sending's transfers under way as the bank takes them, the newest unless asked otherwise: what was sent before is at the bank
    already. Accounts in full, so it is an event.
    """

    permission = "subsidies.pay"

    def post(self, request, pk):
        batch = get_object_or_404(batches_for(request.user), pk=pk)
        if denial := BATCH.denial("subsidies.pay", request.user, batch):
            raise PermissionDenied(denial)
        layout = layouts().get(request.POST.get("layout", ""))
        if layout is None:
            raise PermissionDenied("没有这种银行文件格式。")
        newest = next((number for number, _ in sendings(batch)), 0)
        sending = int(asked) if (asked := request.POST.get("sending", "")).isdecimal() else newest
        try:
            data, name, mime = bank_file(layout, batch.payments.filter(state="sent", sending=sending))
        except DomainError as error:
            messages.error(request, error.sentence)
            return redirect(batch)
        return _download(request, batch, data, name, mime, f"第{sending}次送出的银行文件（{layout.name}）")


class PaySheet(PermissionMixin, View):
    """Phones and accounts in full only for those who compute or pay."""

    permission = "subsidies.view"

    def post(self, request, pk):
        batch = get_object_or_404(batches_for(request.user), pk=pk)
        whole = request.user.may("subsidies.prepare") or request.user.may("subsidies.pay")
        data = pay_sheet(batch, rows_of(batch, whole=whole))
        return _download(request, batch, data, f"subsidies-{batch.pk}.xlsx", XLSX, f"补贴发放表{'' if whole else '（遮蔽）'}")


def _download(request, batch, data, name, mime, title):
    record("file.download", by=request.user, workflow="batch", subject_id=batch.pk, title=title)
    response = HttpResponse(data, content_type=mime)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


class BatchStep(StepView):
    workflow = BATCH
    template_name = "subsidies/step.html"
    form_class = OfficeForm

    def get_scope(self):
        return batches_for(self.request.user)


class SubmitBatch(BatchStep):
    step_key = "submit_batch"

    def get_facts(self, form):
        count, total = sums_of(self.subject)
        return {"count": count, "total": total}


class ReviewBatch(BatchStep):
    step_key, form_class = "review_batch", forms.OpinionForm


class ApproveBatch(BatchStep):
    """What the fund holds stands above the button; the total of this batch leaves it here."""

    step_key, form_class = "approve_batch", forms.OpinionForm

    def get_context_data(self, **kwargs):
        return super().get_context_data(available=available(self.subject.fund), **kwargs)

    def get_facts(self, form):
        return {**form.cleaned_data, "total": self.subject.total}


class ReturnBatch(BatchStep):
    step_key, form_class = "return_batch", forms.RowForm


class RefuseBatch(BatchStep):
    step_key, form_class = "refuse_batch", forms.RowForm


class RevokeBatch(BatchStep):
    step_key, form_class = "revoke_batch", forms.RowForm


class DiscardBatch(BatchStep):
    step_key, form_class = "discard_batch", forms.RowForm


class Announce(BatchStep):
    step_key = "announce"


class Transfer(BatchStep):
    """Sends money: to whom, how much and to which account stands above the button."""

    def get_facts(self, form):
        rows = self.transfers()
        return {"count": len(rows), "total": sum((row.amount for row in rows), ZERO)}

    def get_context_data(self, **kwargs):
        rows = self.transfers()
        other = corrected(rows)
        transfers = [
            {
                "firm": row.firm,
                "amount": row.amount,
                "failure": row.failure,
                "account": on_file(row.firm),
                "corrected": row in other,
            }
            for row in rows
        ]
        return super().get_context_data(transfers=transfers, total=sum((row.amount for row in rows), ZERO), **kwargs)

    def transfers(self):
        return list(self.subject.payments.filter(state=self.waits).select_related("firm").order_by("number"))


class Send(Transfer):
    step_key, waits = "send", PaymentState.READY


class BookReturn(BatchStep):
    step_key, form_class = "book_return", forms.ReturnFileForm

    def get_context_data(self, **kwargs):
        return super().get_context_data(enctype=True, **kwargs)

    def form_valid(self, form):
        file = form.cleaned_data["file"]
        content = file.read()
        try:
            rows = read_return(content)
            book_return(self.subject, by=self.request.user, rows=rows, content=content, name=file.name, seen=self.seen_version())
        except DomainError as error:
            form.add_domain_error(error)
            return self.form_invalid(form)
        messages.success(self.request, f"回单已登记：{len(rows)}笔。")
        return redirect(self.subject)


class Retry(Transfer):
    step_key, waits = "retry", PaymentState.FAILED


class GiveUp(BatchStep):
    step_key, form_class = "give_up", forms.GiveUpForm

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "payments": self.subject.payments.filter(state="failed").select_related("firm")}

    def form_valid(self, form):
        try:
            give_up(self.subject, by=self.request.user, seen=self.seen_version(), **form.cleaned_data)
        except (StaleState, NotAllowed) as error:
            return self.render_stale(form, error)
        except DomainError as error:
            form.add_domain_error(error)
            return self.form_invalid(form)
        messages.success(self.request, "已移出本批，所做的工作可以在以后的批次中重新核算。")
        return redirect(self.subject)


class RecordReceipt(BatchStep):
    step_key, form_class = "record_receipt", forms.ReceiptForm

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "payments": self.subject.payments.filter(state="paid").select_related("firm").order_by("receipt", "number"),
        }

    def get_facts(self, form):
        payment = form.cleaned_data["payment"]
        return {"payment": payment.pk, "payee": payment.firm.name, "receipt": form.cleaned_data["receipt"]}


class PublishBatch(BatchStep):
    step_key = "publish_batch"
