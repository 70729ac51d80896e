from cases.forms.quality import GradeForm
from cases.models import Evaluation
from cases.queries.quality import evaluators_for

from .step import CaseStepView


class GradeCase(CaseStepView):
    step_key, form_class = "grade", GradeForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"evaluators": evaluators_for(self.subject)}

    def get_initial(self):
        evaluation = Evaluation.objects.filter(case=self.subject)
        read = evaluation.values("evaluator", "evaluated_on").first()
        return {"grade": self.subject.grade} | (read or {})
