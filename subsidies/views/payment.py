"""The pages on which a batch is paid: sending, the bank's file and its return, what came back, the units' receipts."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.views import View

from legalaid.platform.core.errors import DomainError
from legalaid.platform.office.access import PermissionMixin
from legalaid.platform.office.asked import as_number
from legalaid.platform.office.pages import RowMixin
from subsidies.domain.account import corrected, on_file
from subsidies.domain.bank_word import learnt
from subsidies.domain.paper_return import answers_of, confirm_paper
from subsidies.domain.payment import book_return, record_receipts
from subsidies.domain.taken_back import give_up
from subsidies.enums import PaymentState
from subsidies.exports.payment import bank_file
from subsidies.forms import payment as forms
from subsidies.forms.reason import ReasonForm
from subsidies.imports import read_return
from subsidies.law.banks import layouts
from subsidies.law.calculation import ZERO
from subsidies.queries.batch import sendings
from subsidies.tables.batch import PAPER_ROWS, transfers_table
from subsidies.workflow import BATCH

from .batch import LAYOUT, BatchStep, VisibleBatches, hand_out


class BankFile(VisibleBatches, RowMixin, PermissionMixin, View):
    """One sending's transfers under way as the bank takes them, the newest unless asked otherwise: what was sent before is at the bank
    already. Accounts in full, so it is an event.
    """

    permission = "subsidies.pay"

    def post(self, request, pk):
        batch = self.object
        if denial := BATCH.denial("subsidies.pay", request.user, batch):
            raise PermissionDenied(denial)
        layout = layouts().get(request.POST.get("layout"))
        if layout is None:
            raise PermissionDenied("没有这种银行文件格式。")

        sending = as_number(request.POST.get("sending")) or newest_sending(batch)
        transfers = batch.payments.filter(state="sent", sending=sending)
        try:
            data, name, mime = bank_file(layout, transfers)
        except DomainError as error:
            messages.error(request, error.sentence)
            return redirect(batch)

        request.session[LAYOUT] = layout.key
        title = f"第{sending}次送出的银行文件（{layout.name}）"
        return hand_out(request, batch, data, name, mime, title)


def newest_sending(batch):
    return next((number for number, _ in sendings(batch)), 0)


class TransferStep(BatchStep):
    """Sends money: to whom, how much and to which account stands above the button."""

    def get_context_data(self, **kwargs):
        rows = self.transfers()
        corrected_rows = corrected(rows)
        transfers = [
            {
                "firm": row.firm,
                "amount": row.amount,
                "failure": row.failure,
                "account": on_file(row.firm),
                "corrected": row in corrected_rows,
            }
            for row in rows
        ]

        return super().get_context_data(
            transfer_table=transfers_table(again=self.step_key == "retry"),
            transfers=transfers,
            transferred=total_of(rows),
            **kwargs,
        )

    def transfers(self):
        waiting = self.subject.payments.due().filter(state=self.waits)
        return list(waiting.select_related("firm").order_by("number"))


def total_of(payments):
    return sum((row.amount for row in payments), ZERO)


class Send(TransferStep):
    step_key, waits = "send", PaymentState.READY

    def get_facts(self, form):
        rows = self.transfers()
        return {"count": len(rows), "total": total_of(rows)}


class Retry(TransferStep):
    step_key, waits, form_class = "retry", PaymentState.FAILED, forms.RetryForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"payments": self.transfers()}

    def get_facts(self, form):
        chosen = form.cleaned_data["payments"]
        rows = [row for row in self.transfers() if str(row.pk) in chosen]
        return {"payments": [row.pk for row in rows], "count": len(rows), "total": total_of(rows)}


class BookReturn(BatchStep):
    step_key, form_class = "book_return", forms.ReturnFileForm

    def act(self, form):
        file = form.cleaned_data["file"]
        content = file.read()
        rows = read_return(content, learnt())
        book_return(
            self.subject,
            by=self.request.user,
            rows=rows,
            content=content,
            name=file.name,
            seen=self.seen(),
        )

        failed = sum(not row.paid for row in rows)
        back = "退回的，请更正账户后重付，或者不再支付。" if failed else ""
        self.done = f"回单已登记：到账{len(rows) - failed}笔，退回{failed}笔。{back}"
        return self.subject


def under_way(batch):
    waiting = batch.payments.due().filter(state=PaymentState.SENT)
    return waiting.select_related("firm").order_by("number")


class EnterPaper(BatchStep):
    step_key, form_class = "enter_paper", forms.PaperReturnForm
    done = "已录入，请另一人拿纸质回单核对。核对以前没有入账。"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"payments": under_way(self.subject)}

    def get_facts(self, form):
        rows = form.answers()
        paid = sum(row.paid for row in rows)
        return {"rows": rows, "paid": paid, "failed": len(rows) - paid}


class ConfirmPaper(BatchStep):
    """What was entered stands above the boxes in which the second person writes what the paper says."""

    step_key, form_class = "confirm_paper", forms.ConfirmPaperForm

    def get_context_data(self, **kwargs):
        entered = {"paper_table": PAPER_ROWS, "paper_rows": entered_rows(self.subject)}
        return super().get_context_data(**entered, **kwargs)

    def act(self, form):
        confirm_paper(self.subject, by=self.request.user, seen=self.seen(), **form.cleaned_data)
        self.done = "核对无误，已入账。"
        return self.subject


def entered_rows(batch):
    """The lines of the paper as entered, each with its unit."""
    firms = {payment.transfer: payment.firm for payment in batch.payments.select_related("firm")}
    return [vars(row) | {"firm": firms.get(row.number, "")} for row in answers_of(batch)]


class RefusePaper(BatchStep):
    step_key, form_class = "refuse_paper", ReasonForm
    done = "已退回录入。"

    def get_context_data(self, **kwargs):
        entered = {"paper_table": PAPER_ROWS, "paper_rows": entered_rows(self.subject)}
        return super().get_context_data(**entered, **kwargs)


class GiveUp(BatchStep):
    step_key, form_class = "give_up", forms.GiveUpForm
    done = "已移出本批，所做的工作可以在以后的批次中重新核算。"

    def get_form_kwargs(self):
        failed = self.subject.payments.filter(state="failed").select_related("firm")
        return super().get_form_kwargs() | {"payments": failed}

    def act(self, form):
        give_up(self.subject, by=self.request.user, seen=self.seen(), **form.cleaned_data)
        return self.subject


class RecordReceipt(BatchStep):
    """The receipts of all units on one page."""

    step_key, form_class = "record_receipt", forms.ReceiptForm

    def get_form_kwargs(self):
        paid = self.subject.payments.due().filter(state="paid")
        payments = paid.select_related("firm").order_by("number")
        return super().get_form_kwargs() | {"payments": payments}

    def act(self, form):
        receipts = form.written()
        record_receipts(self.subject, by=self.request.user, seen=self.seen(), receipts=receipts)
        self.done = f"已登记{len(receipts)}份收据。"
        return self.subject
