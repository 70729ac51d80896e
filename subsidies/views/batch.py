from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views import View

from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit.chain import events_for, record
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.words import day
from legalaid.platform.jobs.queue import last_job
from legalaid.platform.office.access import PermissionMixin
from legalaid.platform.office.downloads import XLSX, download
from legalaid.platform.office.forms import OfficeForm
from legalaid.platform.procedure.views import StepView
from stations.queries.station import station_of
from subsidies.domain import batch as acts
from subsidies.exports.batch import pay_sheet
from subsidies.forms import batch as forms
from subsidies.law.banks import layouts
from subsidies.models import Fund
from subsidies.papers import rows_of
from subsidies.queries.batch import (
    at_work,
    batches_for,
    by_unit,
    notice_days,
    papers_of,
    refused,
    sendings,
    sums_of,
    undecided,
    units_of,
    untold,
)
from subsidies.queries.fund import available
from subsidies.queries.todo import anothers, next_steps, nothing_to_do
from subsidies.queries.work import computable
from subsidies.workflow import BATCH

LAYOUT = "bank_layout"  # in the session: a cashier's bank is the same every month
ON_PAGE = (
    "fill",
    "remove",
    "adjust",
    "correct",
)  # done from their rows, not by a button of their own


class BatchList(PermissionMixin, View):
    permission = "subsidies.view"

    def get(self, request):
        page = Paginator(batches_for(request.user), 25).get_page(request.GET.get("page"))
        return render(request, "subsidies/batches.html", {"page": page})


class OpenBatch(PermissionMixin, View):
    permission = "subsidies.prepare"

    def form(self, request, data=None):
        """Filled in for the month that is over and the money of the batch before."""
        today, station = timezone.localdate(), station_of(request.user)
        last = today.replace(day=1) - timedelta(days=1)
        funds = Fund.objects.open().filter(station=station)
        before = (
            funds.filter(batches__isnull=False)
            .order_by("-batches__opened_at", "-batches__pk")
            .first()
        )
        said = "；".join(
            f"至{day(until)}有案件{cases}件、其他工作{work}件（次）"
            for until, (cases, work) in zip(
                (last, today), computable(station, last, today), strict=True
            )
        )
        form = forms.BatchForm(
            data,
            funds=funds,
            initial={"title": f"{last.year}年{last.month}月补贴", "last_day": last, "fund": before},
        )
        form.fields["last_day"].help_text = f"现在可以核算的：{said}。"
        return form

    def get(self, request):
        return self.page(request, self.form(request))

    def post(self, request):
        form = self.form(request, request.POST)
        if form.is_valid():
            try:
                batch = acts.open_batch(
                    by=request.user, station=station_of(request.user), **form.cleaned_data
                )
                acts.request_fill(batch, by=request.user)
            except DomainError as error:
                form.add_domain_error(error)
            else:
                messages.success(request, "已建立，正在核算应发的案件。")
                return redirect(batch)
        return self.page(request, form, 422)

    def page(self, request, form, status=200):
        return render(
            request, "subsidies/form.html", {"form": form, "title": "新建一批补贴"}, status=status
        )


class BatchPage(PermissionMixin, View):
    """Sums, balance, whose turn, rows, transfers, papers, history."""

    permission = "subsidies.view"

    def get(self, request, pk):
        batch = get_object_or_404(batches_for(request.user), pk=pk)
        steps, idle = BATCH.available(batch, request.user), {*ON_PAGE, *nothing_to_do(batch)}
        units = units_of(batch)
        unit = next((row for row in units if str(row["firm"]) == request.GET.get("unit")), None)
        found = batch.calculations.filter(firm=unit["firm"]) if unit else batch.calculations
        rows = Paginator(found.for_lists().order_by("firm__name", "service", "pk"), 25)
        count, total = sums_of(batch)
        job, left = at_work(batch, "fill_batch", "tell_cases"), untold(batch).count()
        told = last_job("tell_cases", batch=batch.pk) if left and not job else None
        filling = bool(job and job.kind == "fill_batch")
        if filling or not count:
            idle |= {"submit_batch"}
        if filling:
            idle |= {"discard_batch"}
        fill = last_job("fill_batch", batch=batch.pk) if not batch.frozen and not job else None
        events = events_for("batch", batch.pk)
        context = {
            "batch": batch, "count": count, "total": total, "job": job, "left": left,
            "fill": fill, "told": told, "refused": refused(batch, told) if told else [], "units": units,
            "unit": unit and unit["name"], "available": available(batch.fund), "page": rows.get_page(request.GET.get("page")),
            "steps": [step for step in steps if step.key not in idle],
            "main": next_steps(BATCH, batch, request.user), "turn": Role(batch.turn).label if batch.turn else "",
            "others": anothers(batch, request.user),
            "may_fill": not filling and any(step.key == "fill" for step in steps),
            "returned": returned(events) if batch.state == "prepared" else None, "removed": removed(events),
            "disputes": undecided(batch).for_lists(), "layouts": layouts().values(), "bank": request.session.get(LAYOUT),
            "sendings": [] if BATCH.denial("subsidies.pay", request.user, batch) else sendings(batch),
            "papers": papers_of(batch),
            "events": events,
        }  # fmt: skip
        return render(request, "subsidies/batch.html", context)


def returned(events):
    """The event by which the batch last came back to be computed anew; None when it was submitted since."""
    moves = ("batch.submit_batch", "batch.return_batch", "batch.refuse_batch", "batch.revoke_batch")
    last = next((event for event in reversed(events) if event.verb in moves), None)
    return last if last and last.verb != moves[0] else None


def removed(events):
    """What was removed since the last computing: the next one takes it in again."""
    since = max((n for n, event in enumerate(events) if event.verb == "batch.fill"), default=-1)
    return [event.data["what"] for event in events[since + 1 :] if event.verb == "batch.remove"]


class FillBatch(PermissionMixin, View):
    permission = "subsidies.prepare"

    def post(self, request, pk):
        batch = get_object_or_404(batches_for(request.user), pk=pk)
        try:
            acts.request_fill(batch, by=request.user)
            messages.success(request, "正在核算，算好后本页自动更新。")
        except DomainError as error:
            messages.error(request, error.sentence)
        return redirect(batch)


class PaySheet(PermissionMixin, View):
    """Phones and accounts in full only for those who compute or pay."""

    permission = "subsidies.view"

    def post(self, request, pk):
        batch = get_object_or_404(batches_for(request.user), pk=pk)
        whole = request.user.may("subsidies.prepare") or request.user.may("subsidies.pay")
        data = pay_sheet(batch, rows_of(batch, whole=whole))
        return given(
            request,
            batch,
            data,
            f"subsidies-{batch.pk}.xlsx",
            XLSX,
            f"补贴发放表{'' if whole else '（遮蔽）'}",
        )


def given(request, batch, data, name, mime, title):
    """A file of the batch that goes out; who took it is an event."""
    record("file.download", by=request.user, workflow="batch", subject_id=batch.pk, title=title)
    return download(data, name, mime)


class BatchStep(StepView):
    workflow = BATCH
    template_name = "subsidies/step.html"
    form_class = OfficeForm

    def get_scope(self):
        return batches_for(self.request.user)


class Whole(BatchStep):
    """Answers for the whole batch: what each unit gets and the objections left stand above the button."""

    def get_context_data(self, **kwargs):
        disputes = undecided(self.subject).for_lists()
        return super().get_context_data(units=by_unit(self.subject), disputes=disputes, **kwargs)


class SubmitBatch(Whole):
    step_key = "submit_batch"

    def get_facts(self, form):
        count, total = sums_of(self.subject)
        return {"count": count, "total": total}


class ReviewBatch(Whole):
    step_key, form_class = "review_batch", forms.OpinionForm


class ApproveBatch(Whole):
    """What the fund holds, and what is left after it, stands above the button; the total of this batch leaves it here."""

    step_key, form_class = "approve_batch", forms.OpinionForm

    def get_context_data(self, **kwargs):
        held = available(self.subject.fund)
        return super().get_context_data(available=held, rest=held - self.subject.total, **kwargs)

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
    step_key, form_class = "announce", forms.PeriodForm

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "days": notice_days(self.subject)}


class PublishBatch(BatchStep):
    step_key, form_class = "publish_batch", forms.PeriodForm

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "days": 0}
