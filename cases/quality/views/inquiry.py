"""Asking the organs: the letters and their slips, an answer by its code, the figures by organ."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone

from cases.quality.domain import inquiry as acts
from cases.quality.forms import inquiry as forms
from cases.quality.forms.usual import SpanForm, VoidForm
from cases.quality.queries.draw import drawn_to_ask
from cases.quality.queries.inquiry import figures_by_organ, inquiries_for, of_code
from cases.quality.tables.inquiry import FIGURES, INQUIRIES
from cases.quality.workflow import INQUIRY
from cases.queries.case import cases_for
from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.models import Attachment, Paper
from legalaid.platform.office.pages import FormPage, ListPage, MadeOnce, Page, RowMixin
from legalaid.platform.procedure.views import StepView

SHOWN = 20  # drawn cases that wait


class Inquiries(ListPage):
    """The letters; a code that is typed or read leads to its answer."""

    permission, template_name = "quality.inquire", "quality/organ_inquiries.html"

    def get(self, request):
        if code := request.GET.get("code", ""):
            if row := of_code(request.user, code):
                return redirect(row)
            messages.error(request, "没有这个回执编码，请核对。")
        return super().get(request)

    def get_queryset(self):
        return inquiries_for(self.request.user).for_lists()

    def get_context_data(self, **kwargs):
        drawn = drawn_to_ask(self.request.user)
        return super().get_context_data(table=INQUIRIES, drawn=drawn[:SHOWN], **kwargs)


class InquiryNew(MadeOnce, FormPage):
    permission, form_class = "quality.inquire", forms.AskForm
    title, submit = "征询办案机关意见", "发函"
    done = "征询意见函已开具，请打印寄出。"

    def get_initial(self):
        return {"number": self.request.GET.get("case", "")[:40]}

    def act(self, form):
        said = form.cleaned_data
        case = cases_for(self.request.user).filter(number=said["number"]).first()
        if case is None:
            raise DomainError("没有这个编号的案件，请核对。", field="number")
        organ = {
            "organ": said["organ"] or case.organ,
            "organ_number": said["organ_number"] or case.organ_number,
        }
        return acts.ask(case, by=self.request.user, **organ)


class InquiryPage(RowMixin, Page):
    permission, template_name = "quality.inquire", "quality/organ_inquiry.html"

    def get_queryset(self):
        return inquiries_for(self.request.user).for_lists()

    def get_context_data(self, **kwargs):
        row = self.object
        of_row = {"workflow": "inquiry", "subject_id": row.pk}
        return super().get_context_data(
            row=row,
            steps=INQUIRY.available(row, self.request.user),
            papers=Paper.objects.filter(**of_row).defer("context"),
            scans=Attachment.objects.filter(**of_row, removed_at=None),
            deadlines=list(row.deadlines),
            events=events_for("inquiry", row.pk),
            **kwargs,
        )


class InquiryStep(StepView):
    workflow, template_name = INQUIRY, "quality/step.html"

    def get_scope(self):
        return inquiries_for(self.request.user).for_lists()


class Answer(InquiryStep):
    step_key, form_class, done = "record_opinion", forms.AnswerForm, "答复已登记。"


class Correct(InquiryStep):
    step_key, form_class, done = "correct_opinion", forms.CorrectForm, "已更正。"

    def get_initial(self):
        said = {name: getattr(self.subject, name) for name in forms.SAID}
        return said | {"clean": str(int(bool(said["clean"])))}


class Urge(InquiryStep):
    step_key, form_class, done = "urge_organ", forms.UrgeForm, "催问已登记。"


class Void(InquiryStep):
    step_key, form_class, done = "void_inquiry", VoidForm, "已作废。"


STEPS = (Answer, Correct, Urge, Void)


class InquiryFigures(Page):
    """By organ, of the letters of this year or of the days asked for."""

    permission, template_name = "quality.view", "quality/inquiry_figures.html"

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        usual = {"first": today.replace(month=1, day=1), "last": today}
        form = SpanForm(self.request.GET or None, initial=usual)
        span = form.cleaned_data if form.is_bound and form.is_valid() else usual
        rows = figures_by_organ(self.request.user, **span)
        return super().get_context_data(form=form, span=span, rows=rows, table=FIGURES, **kwargs)
