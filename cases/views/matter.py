from django.http import QueryDict

from cases.forms.matter import OF_CASE, OF_PERSON, MatterForm, matter_on_file

from .step import CaseStepView


class UpdateMatter(CaseStepView):
    """Stage, form of aid, organ, parties and contact as they are today, until the file is sealed."""

    step_key, form_class = "update_matter", MatterForm
    template_name = "cases/matter.html"
    over_values = True
    done = "已更新。随之重新出具的文书在“文书”中，需要签字的请重新签字。"

    def get_initial(self):
        return matter_on_file(self.subject)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        saved = QueryDict(self.draft.content) if self.draft else None
        decides = self.request.user.may("cases.decide")
        rows = kwargs.get("data", saved)
        return kwargs | {"case": self.subject, "decides": decides, "rows": rows}

    def get_facts(self, form):
        data = form.cleaned_data
        return {
            "reason": data["reason"],
            "fields": {name: data[name] for name in OF_CASE},
            "contact": {name: data[name] for name in OF_PERSON},
            "parties": form.parties(),
        }
