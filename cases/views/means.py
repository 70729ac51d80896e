from django.http import QueryDict

from cases.forms.means import RestateForm, means_on_file
from cases.queries.amendment import means_said

from .step import CaseStepView


class RestateMeans(CaseStepView):
    """What the recipient states now; what follows is said on the page it leads back to."""

    step_key, form_class = "restate_means", RestateForm
    template_name = "cases/restate.html"
    over_values = True

    def get_initial(self):
        return means_on_file(self.subject)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        saved = QueryDict(self.draft.content) if self.draft else None
        return kwargs | {"case": self.subject, "rows": kwargs.get("data", saved)}

    def get_context_data(self, **kwargs):
        return super().get_context_data(now=means_said(self.subject.means), **kwargs)

    def get_facts(self, form):
        return form.facts()

    @property
    def done(self):
        return f"经济状况已更正。{self.made.follows}"
