"""Staff pages of what is made known: write it beside the question, look at it, make it known, take it down."""

import uuid

from django.shortcuts import get_object_or_404, redirect

from cases.queries.consultation import consultations_for
from legalaid.faces.portal.apply import codes
from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.errors import DomainError
from legalaid.platform.office.pages import FormPage, ListPage, RowPage
from legalaid.platform.procedure.views import StepView

from . import publishing
from .desk_forms import NewForm, ReasonForm, RenewForm, ShowForm, WordsForm
from .domain import code_of
from .enums import AnswerState
from .models import Asked
from .renewing import renew_word, ways_of
from .tables import ANSWERS
from .workflow import PUBLIC_ANSWER

REFUSAL = "您的岗位不拟写公开的解答。"
WORDS = ("title", "topic", "question", "answer")


class AnswerList(ListPage):
    permission, refusal = "answers.prepare", REFUSAL
    template_name, table = "portal/asking/list.html", ANSWERS

    def get_queryset(self):
        return publishing.answers_for(self.request.user).select_related("written_by")


class AnswerPage(RowPage):
    permission, refusal = "answers.prepare", REFUSAL
    template_name, context_object_name = "portal/asking/detail.html", "row"

    def get_queryset(self):
        return publishing.answers_for(self.request.user).select_related("consultation", "shown_by")

    def get_context_data(self, **kwargs):
        row = self.object
        waits = row.state == AnswerState.WRITTEN
        return super().get_context_data(
            findings=publishing.findings_of(row) if waits else [],
            agreed=publishing.agreed(row.consultation),
            steps=PUBLIC_ANSWER.available(row, self.request.user),
            events=events_for("public_answer", row.pk),
            **kwargs,
        )


class Write(FormPage):
    permission, refusal = "answers.prepare", REFUSAL
    template_name, form_class = "portal/asking/write.html", NewForm
    done = "已拟写，由另一人审核后公开。"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            rows = consultations_for(request.user)
            self.asked = get_object_or_404(rows, pk=kwargs["pk"])
        return super().dispatch(request)

    def get(self, request):
        there = self.asked.public_answers.exclude(state=AnswerState.DROPPED).first()
        if there:
            return redirect(there)
        if not publishing.agreed(self.asked):
            return redirect(self.asked)
        return super().get(request)

    def get_initial(self):
        return {"token": uuid.uuid4(), "topic": self.asked.main}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            asked=self.asked, back=self.asked.get_absolute_url(), **kwargs
        )

    def act(self, form):
        words = form.cleaned_data
        return publishing.write(by=self.request.user, consultation=self.asked, **words)


class Renew(FormPage):
    """A new word, shown once to whoever stands at the window; nothing keeps it."""

    permission, refusal = "cases.following", "您的岗位不办理网上提问的口令。"
    template_name, form_class = "portal/asking/renew.html", RenewForm

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            rows = Asked.objects.filter(consultation__in=consultations_for(request.user))
            self.row = get_object_or_404(
                rows.select_related("consultation"), consultation=kwargs["pk"]
            )
        return super().dispatch(request)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"asked": self.row}

    def get_context_data(self, **kwargs):
        asked = self.row.consultation
        told = {
            "only_code": len(ways_of(self.row)) == 1,
            "row": self.row,
            "asked": asked,
            "back": asked.get_absolute_url(),
        }
        return super().get_context_data(**told, **kwargs)

    def form_valid(self, form):
        try:
            word = renew_word(self.row, by=self.request.user, **form.cleaned_data)
        except DomainError as error:
            return self.refused(form, error)
        code = code_of(self.row.token)
        told = {"word": word, "code": codes.shown(code), "words": codes.words_of(code)}
        return never_kept(self.show(form, 200, **told))


def never_kept(response):
    response["Cache-Control"] = "private, no-store"
    return response


class AnswerStep(StepView):
    workflow = PUBLIC_ANSWER
    template_name = "portal/asking/step.html"

    def get_scope(self):
        return publishing.answers_for(self.request.user).select_related("consultation")


class Rewrite(AnswerStep):
    step_key, form_class = "rewrite", WordsForm
    done = "已保存，由另一人审核后公开。"

    def get_initial(self):
        return {name: getattr(self.subject, name) for name in WORDS}


class Show(AnswerStep):
    step_key, form_class = "show", ShowForm
    done = "已公开，公众网页现在可以看到。"

    def get_form_kwargs(self):
        found = [one for one in publishing.findings_of(self.subject) if one.doubtful]
        return super().get_form_kwargs() | {"findings": found}


class Drop(AnswerStep):
    step_key, form_class = "drop", ReasonForm


class TakeDown(AnswerStep):
    step_key, form_class = "take_down", ReasonForm
    done = "已撤下，公众网页不再显示。"
