"""What every step page of a case shares."""

from cases.queries.case import cases_for
from cases.workflow import CASE
from legalaid.platform.procedure.views import StepView


class CaseStepView(StepView):
    workflow = CASE
    template_name = "cases/step.html"

    def get_scope(self):
        return cases_for(self.request.user).for_lists()

    def get_context_data(self, **kwargs):
        return super().get_context_data(case=self.subject, **kwargs)
