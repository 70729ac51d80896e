"""What every step page of a case shares; what is typed there is kept as a draft until the step is done."""

import json
from functools import cached_property

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.generic import View

from cases.domain.draft import save_draft, token_of_step
from cases.domain.presence import put_down
from cases.models import Draft
from cases.queries.case import cases_for, next_alike
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.words import near_moment
from legalaid.platform.documents.kinds import PAPER_KINDS
from legalaid.platform.documents.masking import masked
from legalaid.platform.documents.render import paper_body
from legalaid.platform.documents.script import unprintable
from legalaid.platform.office.access import PermissionMixin
from legalaid.platform.office.pages import RowMixin
from legalaid.platform.procedure.outlook import outlook
from legalaid.platform.procedure.views import StepView

from .beside import beside
from .case import OneCase


class CaseStepView(StepView):
    workflow = CASE
    template_name = "cases/step.html"

    def get_scope(self):
        return cases_for(self.request.user).for_lists()

    def handle_no_permission(self):
        """A preview asked for after the session has ended must not carry off a page on which somebody has typed."""
        return HttpResponse(status=204) if self.request.htmx else super().handle_no_permission()

    over_values = False  # whether its form holds the values on file, which a draft from before must not put back

    @cached_property
    def draft(self):
        """What was typed here and not sent; None for what is older than the values it would be put over."""
        if self.request.method != "GET":
            return None
        draft = draft_of(self.request.user, self.subject, self.step_key).first()
        if draft and self.over_values and draft.saved_at < self.subject.changed_at:
            messages.warning(self.request, overtaken(draft))
            return None
        return draft

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        if draft := self.draft:
            kwargs["initial"] |= typed(self.get_form_class(), QueryDict(draft.content))
            messages.info(self.request, restored(draft))
        return kwargs

    def get_context_data(self, **kwargs):
        case, user, sitting = self.subject, self.request.user, self.sitting()
        one_more = not self.step.minor and not sitting
        return super().get_context_data(
            case=case,
            sitting=sitting,
            alike=self.asked("alike"),
            following=next_alike(user, self.step, case) if one_more else None,
            autosave=reverse("cases:step_draft", args=[case.pk, self.step_key]),
            outlook=self.follows(),
            **beside(case, user, self.step),
            **kwargs,
        )

    def follows(self):
        """What the step will do, as its row of the table says."""
        return outlook(CASE, self.step, self.subject)

    def post(self, request, *args, **kwargs):
        return (
            self.preview() if "preview" in request.GET else super().post(request, *args, **kwargs)
        )

    def preview(self):
        """htmx: the papers of the step as they would read with what is typed; nothing is issued by it (decision record 39)."""
        return render(self.request, "cases/_preview.html", self.rehearsed(self.get_form()))

    def rehearsed(self, form):
        if not form.is_valid():
            return {"lacking": [form[name].label for name in form.errors if name in form.fields]}
        try:
            who = {"by": self.request.user, "seen": self.seen()}
            papers = CASE.rehearse(self.step_key, self.subject, **who, **self.get_facts(form))
        except DomainError as error:
            return {"refusal": error.sentence}

        shown = ((PAPER_KINDS[kind].title, kind, masked(facts)) for kind, facts in papers)
        return {
            "papers": [(title, paper_body(kind, facts)) for title, kind, facts in shown],
            "boxes": unprintable(
                "".join(json.dumps(facts, ensure_ascii=False) for _, facts in papers)
            ),
        }

    def act(self, form):
        self.leads_to = super().act(form)
        draft_of(self.request.user, self.subject, self.step_key).delete()
        put_down(self.subject, by=self.request.user)
        return self.leads_to

    def done_page(self):
        return reverse("cases:done", args=[self.subject.pk, self.step_key])

    def get_success_url(self):
        """What carries the case on leads to what was done by it, or straight to the next of its kind; the rest back to the case."""
        if self.step.minor:
            return self.subject.get_absolute_url()
        return self.way_on() or self.done_page()

    def way_on(self):
        """Where the person asked to go on to; "" for nowhere else, or when there is no such case any more."""
        if self.asked("then") != "next":
            return ""
        following = next_alike(self.request.user, self.step, self.subject)
        return reverse(f"cases:{self.step_key}", args=[following.pk]) if following else ""

    def asked(self, name):
        return self.request.POST.get(name, self.request.GET.get(name, ""))

    def sitting(self):
        """Whether the page was opened out of the reading pane, where it leads back to."""
        return self.asked("then") == "decisions"

    def said(self):
        """The page of what was done names the step by itself; one of another case has to be told whom it was about."""
        if self.leads_to == self.done_page():
            return self.done
        here = self.leads_to == self.subject.get_absolute_url()
        return super().said() if here else f"{self.subject.applicant.name}：{super().said()}"


def draft_of(user, case, key):
    return Draft.objects.filter(token=token_of_step(user, case.pk, key))


def restored(draft):
    return f"已恢复{near_moment(draft.saved_at)}自动保存的内容，请核对后提交。"


def overtaken(draft):
    return f"{near_moment(draft.saved_at)}自动保存的内容没有放回：那以后此案又有办理，下面是现在的内容，请重新填写要改的。"


def typed(form_class, data):
    """What a saved page held, as the initial values of its form."""
    return {
        name: field.widget.value_from_datadict(data, {}, name)
        for name, field in form_class.base_fields.items()
    }


class SaveStepDraft(OneCase, RowMixin, PermissionMixin, View):
    """Autosave of a step page: the whole form, encrypted, for this person and step."""

    def post(self, request, pk, key):
        if key not in CASE.steps:
            raise Http404

        said = save_draft(
            token_of_step(request.user, pk, key),
            by=request.user,
            typed=request.POST,
            title=f"{self.object} {CASE.steps[key].label}",
            path=reverse(f"cases:{key}", args=[pk]),
        )
        return HttpResponse(said)
