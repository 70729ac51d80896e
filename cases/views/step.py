"""What every step page of a case shares; what is typed there is kept as a draft until the step is done."""

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse
from django.views.generic import View

from cases.domain.draft import save_draft, token_of_step
from cases.models import Draft
from cases.queries.case import cases_for
from cases.workflow import CASE
from legalaid.platform.core.words import near_moment
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

    def get_draft(self):
        token = token_of_step(self.request.user, self.subject.pk, self.step_key)
        return Draft.objects.filter(token=token)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        if self.request.method == "GET" and (draft := self.get_draft().first()):
            kwargs["initial"] |= typed(self.get_form_class(), QueryDict(draft.content))
            saved = near_moment(draft.saved_at)
            messages.info(self.request, f"已恢复{saved}自动保存的内容，请核对后提交。")
        return kwargs

    def get_context_data(self, **kwargs):
        case, user = self.subject, self.request.user
        return super().get_context_data(
            case=case,
            autosave=reverse("cases:step_draft", args=[case.pk, self.step_key]),
            outlook=outlook(CASE, self.step, case),
            **beside(case, user, self.step),
            **kwargs,
        )

    def act(self, form):
        made = super().act(form)
        self.get_draft().delete()
        return made


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
