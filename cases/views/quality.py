from cases.forms.quality import GradeForm

from .step import CaseStepView


class GradeCase(CaseStepView):
    step_key, form_class = "grade", GradeForm

    def get_initial(self):
        return {"grade": self.subject.grade}
