"""The register of duty lawyers' help: form 29 as a list, the lawyer's page on a telephone, an organ's notice at the desk, one help."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from cases.domain.help import receive, register
from cases.domain.scans import keeps_scans
from cases.enums import HelpScan
from cases.forms.help import HelpGivenForm, HelpNoticeForm
from cases.forms.help_list import HelpFilter
from cases.forms.typed import Typed
from cases.models import Help
from cases.papers.help import ledger_pdf
from cases.periods import FORWARD_BY_DUTY_LAWYER
from cases.queries.help import (
    charges_at,
    duties_for,
    helps_for,
    last_at_post,
    last_of_shift,
    lawyers_at,
    scans_of,
    totals_of,
)
from cases.tables.help import HELPS, printed, totals_in_words, workbook
from cases.workflow import HELP
from legalaid.platform.audit.chain import events_for, record
from legalaid.platform.audit.views import RevealPage
from legalaid.platform.core.words import period
from legalaid.platform.documents import uploads
from legalaid.platform.documents.models import Paper
from legalaid.platform.office.access import PermissionMixin
from legalaid.platform.office.asked import as_number
from legalaid.platform.office.downloads import PDF, XLSX, download
from legalaid.platform.office.keeping import NamedView
from legalaid.platform.office.listing import WorkList
from legalaid.platform.office.pages import FormPage, Page, RowActPage, RowMixin, SentOnce
from legalaid.platform.procedure.deadlines import within
from stations.queries.station import station_of

from .case_list import without_words
from .notice import ChargeSearch, frequent_charges

VIEWS = (
    NamedView("全部"),
    NamedView("待提供", "状态:待提供帮助"),
    NamedView("待转交", "状态:待转交申请"),
    NamedView("本月的", "日期:本月"),
)
FROM_POST = ("organ_kind", "organ", "held_at")


class HelpList(WorkList):
    """Form 29: with a period, what its rows add up to, on paper and in Excel."""

    key = "cases:helps"
    permission, refusal = "cases.help", "您的岗位不看值班律师法律帮助。"
    template_name = "cases/helps.html"
    filterset_class = HelpFilter
    table, exports, views = HELPS, "cases.export", VIEWS
    sorted_by = "新近的在前"
    placeholder = "编号、姓名、文号或完整证件，或者 日期:本月 内容:见证签署具结书"

    def get(self, request):
        self.object_list = self.get_queryset()
        if (kind := request.GET.get("export")) in ("xlsx", "pdf"):
            return self.export(kind)
        return self.render_to_response(self.get_context_data())

    def get_template_names(self):
        return ["cases/_helps_in_place.html"] if self.in_place else [self.template_name]

    def get_queryset(self):
        return helps_for(self.request.user).for_lists()

    def get_context_data(self, **kwargs):
        span = self.filter.span
        totals = totals_in_words(totals_of(self.rows)) if span else ()
        return super().get_context_data(totals=totals, **kwargs)

    def export(self, kind):
        user = self.request.user
        if not user.may(self.exports):
            raise PermissionDenied("您的岗位不能导出、打印台账。")

        rows, today = self.rows.iterator(2000), timezone.localdate()
        totals = totals_of(self.rows)
        if kind == "xlsx":
            data, count = workbook(rows, totals)
        else:
            head, lines = printed(rows)
            count, days = len(lines), self.filter.span
            told = period(days[0], days[1] or today) if days and days[0] else ""
            data = ledger_pdf(head, lines, totals_in_words(totals), period=told, by=user)

        said = f"法律帮助 {without_words(self.filter, self.request.GET)}"[:200]
        record("list.export", by=user, count=count, query=said)
        return download(data, f"helps-{today:%Y%m%d}.{kind}", XLSX if kind == "xlsx" else PDF)


class HelpForms(PermissionMixin):
    """What the pages on which a help is written down share: the picker of charges."""

    permission, refusal = "cases.help", "您的岗位不登记法律帮助。"

    def get_context_data(self, **kwargs):
        charge = Typed(self.request.POST).cause
        return super().get_context_data(charge=charge, frequent=self.frequent(), **kwargs)

    def frequent(self):
        return frequent_charges()


class HelpNew(HelpForms, SentOnce, FormPage):
    """The lawyer during the duty: what was the same for the last one at this post stands there already."""

    template_name = "cases/help_form.html"
    form_class = HelpGivenForm

    @cached_property
    def shift(self):
        """The duty in the address, or the only one that runs."""
        duties, asked = duties_for(self.request.user), self.request.GET.get("shift")
        if asked:
            return get_object_or_404(duties, pk=as_number(asked) or 0)
        running = duties.filter(day=timezone.localdate(), signed_out_at=None)[:2]
        if len(running) != 1:
            raise Http404("请从“我的值班”里选定一班。")
        return running[0]

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"shift": self.shift}

    def get_initial(self):
        found = {"starts": timezone.localtime().time().replace(second=0, microsecond=0)}
        if last := last_of_shift(self.shift):
            return found | {name: getattr(last, name) for name in (*FROM_POST, "stage")}
        if last := last_at_post(self.shift.post):
            return found | {name: getattr(last, name) for name in FROM_POST}
        return found

    def frequent(self):
        return charges_at(self.shift.post) or frequent_charges()

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            shift=self.shift,
            registered=Help.objects.given().filter(shift=self.shift).count(),
            forward_within=within(FORWARD_BY_DUTY_LAWYER, timezone.now()),
            **kwargs,
        )

    def act(self, form):
        row = register(
            by=self.request.user,
            shift=self.shift,
            facts=form.facts(),
            acts=form.cleaned_data["acts"],
            again=form.cleaned_data["again"],
            token=self.token,
        )
        self.done = f"已登记{row.name}，编号{row.number}。"
        if "next" in self.request.POST:
            return f"{reverse('cases:help_new')}?shift={self.shift.pk}"
        return row


class HelpDesk(PermissionMixin):
    """Whoever works at a station and takes in what organs send."""

    permission, refusal = "cases.help_desk", "您的岗位不登记办案机关的帮助通知。"

    def denial(self, user):
        if denial := super().denial(user):
            return denial
        self.station = station_of(user)
        return "" if self.station else "您的账号还没有分配站点，请联系系统管理员。"


class HelpNoticeNew(HelpDesk, HelpForms, SentOnce, FormPage):
    template_name = "cases/help_form.html"
    form_class = HelpNoticeForm
    permission, refusal = HelpDesk.permission, HelpDesk.refusal

    def get_initial(self):
        return {"received_at": timezone.localtime().replace(second=0, microsecond=0)}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"lawyers": lawyers_at(self.station)}

    def act(self, form):
        row = receive(
            by=self.request.user,
            station=self.station,
            facts=form.facts(),
            again=form.cleaned_data["again"],
            token=self.token,
        )
        self.done = f"已登记，编号{row.number}。"
        return row


class HelpCharges(ChargeSearch):
    """htmx: charges for what a duty lawyer types."""

    permission, refusal = "cases.help", "您的岗位不登记法律帮助。"

    def denial(self, user):
        return PermissionMixin.denial(self, user)


class HelpDetail(RowMixin, Page):
    permission, refusal = "cases.help", "您的岗位不看值班律师法律帮助。"
    template_name = "cases/help.html"

    def get_queryset(self):
        return helps_for(self.request.user).for_lists()

    def get_context_data(self, **kwargs):
        row, user = self.object, self.request.user
        available = HELP.available(row, user)
        uploading = {
            "slots": HelpScan.choices,
            "limit": settings.UPLOAD_MAX_BYTES,
            "accept": uploads.ACCEPT,
            "accepted": uploads.ACCEPTED,
        }

        return super().get_context_data(
            row=row,
            steps=[step for step in available if step.key != "escalate"],
            may_escalate="escalate" in {step.key for step in available},
            deadlines=list(row.deadlines),
            events=events_for("help", row.pk),
            papers=Paper.objects.filter(workflow="help", subject_id=row.pk),
            reveals=HelpReveal.reveals if row.id_number else {},
            scans=scans_of(row),
            may_upload=keeps_scans(user, row),
            **uploading,
            **kwargs,
        )


class HelpPrint(RowActPage):
    """Form 28 of what was given, form 23 of what is asked for, as they stand today."""

    permission, refusal = "cases.help", "您的岗位不打印法律帮助文书。"

    def get_queryset(self):
        return helps_for(self.request.user).for_lists()

    def act(self):
        kind = "help_record" if self.object.was_given else "help_application"
        at = timezone.now()
        paper = HELP.issue(kind, self.object, by=self.request.user, at=at)
        return reverse("documents:paper", args=[paper.pk])


class HelpReveal(RevealPage):
    permission, workflow, reveals = "cases.reveal", "help", {"id_number": "证件号码"}

    def get_queryset(self):
        return helps_for(self.request.user)

    def heading(self, label):
        return f"受帮助人的{label}"
