"""What every step page of a case shares; what is typed there is kept as a draft until the step is done."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, Draft
from cases.queries.case import cases_for
from cases.workflow import CASE
from legalaid.platform.core.words import near_moment
from legalaid.platform.procedure.views import StepView

from .detail import CasePage


def draft_token(user, pk, key):
    """The one draft of this person for this step of this case."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"case/{pk}/{key}/{user.pk}")


class CaseStepView(StepView):
    workflow = CASE
    template_name = "cases/step.html"

    def get_scope(self):
        return cases_for(self.request.user).for_lists()

    def get_draft(self):
        return Draft.objects.filter(
            token=draft_token(self.request.user, self.subject.pk, self.step_key)
        )

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        draft = self.get_draft().first() if self.request.method == "GET" else None
        if draft:
            kwargs["initial"] = {
                **kwargs["initial"],
                **typed(self.get_form_class(), QueryDict(draft.content)),
            }
            saved = timezone.localtime(draft.saved_at)
            messages.info(self.request, f"已恢复{near_moment(saved)}自动保存的内容，请核对后提交。")
        return kwargs

    def get_context_data(self, **kwargs):
        autosave = reverse("cases:step_draft", args=[self.subject.pk, self.step_key])
        return super().get_context_data(case=self.subject, autosave=autosave, **kwargs)

    def form_valid(self, form):
        answer = super().form_valid(form)
        if answer.status_code == 302:
            self.get_draft().delete()
        return answer


def typed(form_class, data):
    """What a saved page held, as the initial values of its form."""
    return {
        name: field.widget.value_from_datadict(data, {}, name)
        for name, field in form_class.base_fields.items()
    }


class SaveStepDraft(CasePage):
    """Autosave of a step page: the whole form, encrypted, for this person and step."""

    def post(self, request, pk, key):
        if key not in CASE.steps:
            raise Http404
        content = request.POST.copy()
        for name in ("csrfmiddlewaretoken", "seen"):
            content.pop(name, None)
        title = f"{Case.objects.get(pk=pk)} {CASE.steps[key].label}"[:80]
        saved = {
            "owner": request.user,
            "title": title,
            "content": content.urlencode(),
            "path": reverse(f"cases:{key}", args=[pk]),
        }
        Draft.objects.update_or_create(token=draft_token(request.user, pk, key), defaults=saved)
        return HttpResponse(f"已自动保存 {timezone.localtime():%H:%M:%S}")
