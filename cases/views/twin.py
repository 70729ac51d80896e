from cases.forms import twin as forms
from cases.models import Foreign

from .step import CaseStepView


class Join(CaseStepView):
    step_key, form_class = "join", forms.JoinForm
    done = "已并入，材料随之带入该案。并错了的，可以撤销并入。"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"case": self.subject}


class Part(CaseStepView):
    step_key, form_class = "part", forms.PartForm
    done = "已撤销并入，期限接着计算。"


class NoteForeign(CaseStepView):
    step_key, form_class = "note_foreign", forms.ForeignForm

    def get_initial(self):
        known = Foreign.objects.filter(case=self.subject).first()
        names = ("nationality", "basis", "note")
        return {name: getattr(known, name) for name in names} if known else {}
