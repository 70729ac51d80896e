"""The pages of a batch: the list, a new one, one with all that stands in it, and its steps up to the payment."""

from django.core.paginator import Paginator
from django.views import View

from legalaid.platform.audit.chain import events_for, record
from legalaid.platform.jobs.queue import last_job
from legalaid.platform.office.access import PermissionMixin
from legalaid.platform.office.asked import as_number
from legalaid.platform.office.downloads import XLSX, download
from legalaid.platform.office.forms import OfficeForm
from legalaid.platform.office.keeping import NamedView
from legalaid.platform.office.listing import WorkList
from legalaid.platform.office.pages import FormPage, MadeOnce, RowActPage, RowMixin, RowPage
from legalaid.platform.office.templatetags.office import param_replace
from legalaid.platform.procedure.views import StepView
from stations.queries.station import station_of
from subsidies.domain import batch as acts
from subsidies.exports.batch import pay_sheet
from subsidies.forms import batch as forms
from subsidies.forms.reason import ReasonForm
from subsidies.law.banks import layouts
from subsidies.papers import rows_of
from subsidies.queries.batch import (
    at_work,
    batches_for,
    by_unit,
    doubled,
    last_return,
    notice_days,
    papers_of,
    refused,
    removed_since_computed,
    sendings,
    sums_of,
    undecided,
    units_of,
    untold,
    vouchers_of,
)
from subsidies.queries.fund import available
from subsidies.queries.project import share_of
from subsidies.queries.todo import anothers, next_steps, nothing_to_do
from subsidies.tables.batch import BATCHES, ROWS, UNITS, units_table
from subsidies.workflow import BATCH

LAYOUT = "bank_layout"  # in the session: a cashier's bank is the same every month
# steps done from the rows they change, without a button of their own
FROM_A_ROW = {"fill", "remove", "adjust", "correct"}


class VisibleBatches:
    def get_queryset(self):
        return batches_for(self.request.user)


class BatchList(VisibleBatches, WorkList):
    permission = "subsidies.view"
    key = "subsidies:batches"
    template_name = "subsidies/batches.html"
    filterset_class, table = forms.BatchFilter, BATCHES
    views = (
        NamedView("全部"),
        NamedView("没有办完", "状态:没有办完"),
        NamedView("待支付", "状态:已审批"),
        NamedView("已公示", "状态:已公示"),
    )
    unit, sorted_by, placeholder = "批", "新建的在前", "批号、名称，或者 状态:支付中"
    paginator_class = Paginator


class OpenBatch(MadeOnce, FormPage):
    permission = "subsidies.prepare"
    template_name = "subsidies/form.html"
    form_class = forms.BatchForm
    title, done = "新建一批补贴", "已建立，正在核算应发的案件。"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"station": station_of(self.request.user)}

    def act(self, form):
        user = self.request.user
        batch = acts.open_batch(by=user, station=station_of(user), **form.cleaned_data)
        acts.request_fill(batch, by=user)
        return batch


class BatchPage(VisibleBatches, RowPage):
    """Sums, balance, whose turn, rows, transfers, papers, history."""

    permission = "subsidies.view"
    template_name = "subsidies/batch.html"
    table = ROWS

    def get_context_data(self, **kwargs):
        batch = self.object
        count, total = sums_of(batch)
        events = events_for("batch", batch.pk)

        jobs = self.jobs()
        filling = bool(jobs["job"]) and jobs["job"].kind == "fill_batch"

        return super().get_context_data(
            count=count,
            total=total,
            available=available(batch.fund),
            barred=BATCH.barred(self.request.user, batch),
            others=anothers(batch, self.request.user),
            returned=last_return(events) if batch.state == "prepared" else None,
            removed=removed_since_computed(events),
            disputes=undecided(batch).for_lists(),
            doubled=doubled(batch),
            share=share_of(batch.fund),
            papers=papers_of(batch),
            events=events,
            **jobs,
            **self.buttons(count, filling=filling),
            **self.units_and_rows(),
            **self.bank_files(),
            **kwargs,
        )

    def jobs(self):
        """What is being done on the batch, and what the last job left undone."""
        batch = self.object
        job = at_work(batch, "fill_batch", "tell_cases")
        left = untold(batch).count()

        fill = last_job("fill_batch", batch=batch.pk) if not job and not batch.frozen else None
        told = last_job("tell_cases", batch=batch.pk) if not job and left else None
        return {
            "job": job,
            "left": left,
            "fill": fill,
            "told": told,
            "refused": refused(batch, told) if told else [],
        }

    def buttons(self, count, *, filling):
        """The steps this person may do and the batch has something for."""
        batch, user = self.object, self.request.user
        steps = BATCH.available(batch, user)

        idle = FROM_A_ROW | nothing_to_do(batch)
        if filling or not count:
            idle.add("submit_batch")
        if filling:
            idle.add("discard_batch")

        return {
            "steps": [step for step in steps if step.key not in idle],
            "main": next_steps(BATCH, batch, user),
            "may_fill": not filling and any(step.key == "fill" for step in steps),
        }

    def units_and_rows(self):
        """The units, and page by page the rows of all of them or of the one asked for."""
        units = units_of(self.object)
        asked = as_number(self.request.GET.get("unit"))
        unit = next((row for row in units if row["firm"] == asked), None)

        rows = self.object.calculations.for_lists().order_by("firm__name", "service", "pk")
        if unit:
            rows = rows.filter(firm=unit["firm"])

        page = Paginator(rows, 25).get_page(self.request.GET.get("page"))
        return {
            "unit_table": units_table(self.rows_of, vouchers_of(self.object)),
            "units": units,
            "unit": unit["name"] if unit else "",
            "page": page,
        }

    def rows_of(self, unit):
        """The address of the rows of one unit."""
        return param_replace({"request": self.request}, unit=unit, page="")

    def bank_files(self):
        """What may be fetched for the bank by who pays the batch."""
        if BATCH.denial("subsidies.pay", self.request.user, self.object):
            return {}
        return {
            "sendings": sendings(self.object),
            "layouts": layouts().values(),
            "bank": self.request.session.get(LAYOUT),
        }


class FillBatch(VisibleBatches, RowActPage):
    permission = "subsidies.prepare"
    done = "正在核算，算好后本页自动更新。"

    def act(self):
        acts.request_fill(self.object, by=self.request.user)
        return self.object


class PaySheet(VisibleBatches, RowMixin, PermissionMixin, View):
    """Phones and accounts in full only for those who compute or pay."""

    permission = "subsidies.view"

    def post(self, request, pk):
        batch, user = self.object, request.user
        whole = user.may("subsidies.prepare") or user.may("subsidies.pay")
        title = "补贴发放表" if whole else "补贴发放表（遮蔽）"

        data = pay_sheet(batch, rows_of(batch, whole=whole))
        return hand_out(request, batch, data, f"subsidies-{batch.pk}.xlsx", XLSX, title)


def hand_out(request, batch, data, name, mime, title):
    """A file of the batch that goes out; who took it is an event."""
    record("file.download", by=request.user, workflow="batch", subject_id=batch.pk, title=title)
    return download(data, name, mime)


class BatchStep(StepView):
    workflow = BATCH
    template_name = "subsidies/step.html"
    table = UNITS
    form_class = OfficeForm

    def get_scope(self):
        return batches_for(self.request.user)


class WholeBatchStep(BatchStep):
    """Answers for the whole batch: what each unit gets and the objections left stand above the button."""

    def get_context_data(self, **kwargs):
        disputes = undecided(self.subject).for_lists()
        found = {"units": by_unit(self.subject), "disputes": disputes}
        found["share"] = share_of(self.subject.fund)
        return super().get_context_data(doubled=doubled(self.subject), **found, **kwargs)


class SubmitBatch(WholeBatchStep):
    step_key = "submit_batch"

    def get_facts(self, form):
        count, total = sums_of(self.subject)
        return {"count": count, "total": total}


class ReviewBatch(WholeBatchStep):
    step_key, form_class = "review_batch", forms.OpinionForm


class ApproveBatch(WholeBatchStep):
    """What the fund holds, and what is left after it, stands above the button; the total of this batch leaves it here."""

    step_key, form_class = "approve_batch", forms.OpinionForm

    def get_context_data(self, **kwargs):
        held = available(self.subject.fund)
        return super().get_context_data(available=held, rest=held - self.subject.total, **kwargs)

    def get_facts(self, form):
        return {**form.cleaned_data, "total": self.subject.total}


class ReturnBatch(BatchStep):
    step_key, form_class = "return_batch", ReasonForm


class RefuseBatch(BatchStep):
    step_key, form_class = "refuse_batch", ReasonForm


class RevokeBatch(BatchStep):
    step_key, form_class = "revoke_batch", ReasonForm


class DiscardBatch(BatchStep):
    step_key, form_class = "discard_batch", ReasonForm


class Announce(BatchStep):
    step_key, form_class = "announce", forms.PublicationForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"days": notice_days(self.subject)}


class PublishBatch(BatchStep):
    step_key, form_class = "publish_batch", forms.PublicationForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"days": 0}
