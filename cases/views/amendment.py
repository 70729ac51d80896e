from django.http import QueryDict

from cases.forms.amendment import OF_MATTER, AmendForm, application_on_file
from cases.forms.intake_facts import conditions, material_rows, means_facts, members_of, person_of

from .step import CaseStepView


class Amend(CaseStepView):
    """The intake form over what is registered, before the decision."""

    step_key, form_class = "amend", AmendForm
    template_name = "cases/amend.html"
    over_values = True
    done = "已更正。更正后的申请表请打印，由申请人签名。"

    def get_initial(self):
        return application_on_file(self.subject)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        saved = QueryDict(self.draft.content) if self.draft else None
        return kwargs | {"case": self.subject, "rows": kwargs.get("data", saved)}

    def get_facts(self, form):
        case, data = self.subject, form.cleaned_data
        handed_in = case.materials.exclude(received_on=None)
        received = set(handed_in.values_list("slot", flat=True))
        matter = {name: data[name] for name in OF_MATTER}

        return {
            "reason": data["reason"],
            "fields": conditions(case.cause, data) | matter,
            "person": person_of(form),
            "parties": form.parties(),
            "materials": material_rows(case.cause, data, received, case.counted_by_head),
            "means": means_facts(case.cause, data, received),
            "members": members_of(form),
        }
