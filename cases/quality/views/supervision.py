"""Opinions of supervisors: the list, one with its answers, the steps; the report of a year."""

from django.urls import reverse
from django.utils import timezone

from cases.quality.domain import supervision as acts
from cases.quality.domain.supervision_report import issue_report
from cases.quality.forms import supervision as forms
from cases.quality.forms.usual import EmptyForm, ReasonForm, SpanForm
from cases.quality.queries.supervision import opinions_for, year_of
from cases.quality.queries.supervisor import tasks_for
from cases.quality.queries.supervisor_file import masker
from cases.quality.queries.term import from_outside
from cases.quality.tables.supervision import OPINIONS
from cases.quality.workflow import SUPERVISION
from legalaid.platform.audit.chain import events_for
from legalaid.platform.documents.models import Paper
from legalaid.platform.office.pages import (
    ActPage,
    ListPage,
    MadeOnce,
    Page,
    RowActPage,
    RowFormPage,
    RowMixin,
)
from legalaid.platform.procedure.views import StepView
from stations.queries.station import reach

REFUSAL = "您的岗位不看监督意见。"
SEEING = ("supervision.manage", "supervision.serve", "supervision.answer")


class OfOpinions:
    refusal = REFUSAL

    def permits(self, user):
        return any(user.may(right) for right in SEEING)

    def get_queryset(self):
        return opinions_for(self.request.user)


class Opinions(OfOpinions, ListPage):
    template_name = "quality/opinions.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(table=OPINIONS, **kwargs)


class OpinionPage(OfOpinions, RowMixin, Page):
    """To somebody from outside what was answered is shown masked, and without the history of the office."""

    template_name = "quality/opinion.html"

    def get_context_data(self, **kwargs):
        row, user = self.object, self.request.user
        outside = from_outside(user)
        told = masker(row.case) if outside else str
        papers = Paper.objects.filter(workflow="supervision", subject_id=row.pk)

        return super().get_context_data(
            row=row,
            task=SUPERVISION.places[row.state].task,
            steps=SUPERVISION.available(row, user),
            answers=[(one, told(one.reply), told(one.measures)) for one in row.answers.all()],
            papers=papers.defer("context"),
            may_urge=user.may("supervision.serve") and not acts.urge_denial(user, row),
            own=row.task.supervisor.user_id == user.pk,
            deadlines=list(row.deadlines),
            events=() if outside else events_for("supervision", row.pk),
            **kwargs,
        )


class OpinionUrge(RowActPage):
    permission, refusal = "supervision.serve", "您的岗位不催办监督意见的答复。"
    done = "已催办，答复人已收到通知。"

    def get_queryset(self):
        return opinions_for(self.request.user)

    def act(self):
        return acts.urge(self.object, by=self.request.user)


class OpinionNew(MadeOnce, RowFormPage):
    permission, refusal = "supervision.serve", "您的岗位不提出监督意见。"
    title, submit, form_class = "提出监督意见", "提出", forms.OpinionForm
    done = "已提出，请中心或者承办人在期限内答复。"

    def get_queryset(self):
        return tasks_for(self.request.user)

    def act(self, form):
        return acts.give(self.object, by=self.request.user, **form.cleaned_data)


class OpinionStep(StepView):
    workflow, template_name = SUPERVISION, "quality/step.html"

    def get_scope(self):
        return opinions_for(self.request.user)


class Amend(OpinionStep):
    step_key, form_class = "amend_opinion", forms.AmendForm
    done = "已更正，意见书已重新出具。"

    def get_initial(self):
        return {name: getattr(self.subject, name) for name in ("kind", "to", "content")}


class Answer(OpinionStep):
    step_key, form_class = "answer_opinion", forms.AnswerForm
    template_name, done = "quality/opinion_answer.html", "已答复，监督员已收到通知。"


class CorrectAnswer(OpinionStep):
    step_key, form_class, done = "correct_answer", forms.CorrectForm, "答复已更正。"

    def get_initial(self):
        last = self.subject.last_answer
        return {"reply": last.reply, "measures": last.measures} if last else {}


def step(key, form, done):
    return type(key, (OpinionStep,), {"step_key": key, "form_class": form, "done": done})


STEPS = (
    Amend,
    Answer,
    CorrectAnswer,
    step("withdraw_opinion", ReasonForm, "已撤回。"),
    step("take_opinion", ReasonForm, "已改由中心答复。"),
    step("accept_answer", EmptyForm, "已认可，意见了结。"),
    step("return_answer", ReasonForm, "已退回，请重新答复。"),
    step("close_opinion", EmptyForm, "已了结。"),
)


class OfReport:
    permission, refusal = "supervision.report", "您的岗位不看监督工作报告。"

    def span(self):
        """The days asked for, else this year until today."""
        today = timezone.localdate()
        usual = {"first": today.replace(month=1, day=1), "last": today}
        self.form = SpanForm(self.request.GET or None, initial=usual)
        asked = self.form.is_bound and self.form.is_valid()
        return self.form.cleaned_data if asked else usual


class Report(OfReport, Page):
    template_name = "quality/supervision.html"

    def get_context_data(self, **kwargs):
        span = self.span()
        year = year_of(reach(self.request.user), **span)
        return super().get_context_data(year=year, span=span, form=self.form, **kwargs)


class ReportPaper(OfReport, ActPage):
    """Opens what it has issued."""

    def back(self):
        return reverse("quality:supervision")

    def act(self):
        paper = issue_report(by=self.request.user, **self.span())
        return reverse("documents:paper", args=[paper.pk])
