from functools import cached_property

from django.conf import settings

from cases.forms import decision as forms
from cases.law.jurisdiction import jurisdiction
from cases.queries.conflict import conflicts_of
from cases.queries.eligibility import findings_for

from .step import CaseStepView


class PassForm(CaseStepView):
    step_key, form_class = "pass_form", forms.PassForm

    def get_form(self, form_class=None):
        form, case = super().get_form(form_class), self.subject
        finding = jurisdiction(case.stage, case.organ, settings.OFFICE["county"])
        form.fields["jurisdiction"].help_text = finding.text
        return form

    def get_facts(self, form):
        return {"note": form.cleaned_data["note"]}


class Recommend(CaseStepView):
    """The reviewer sees what the rules find for each criterion, and may find otherwise with a reason."""

    step_key, form_class = "recommend", forms.RecommendForm
    template_name = "cases/decision_recommend.html"

    @cached_property
    def findings(self):
        return findings_for(self.subject)

    @cached_property
    def conflicts(self):
        return conflicts_of(self.subject)

    def get_initial(self):
        scope, means = self.findings.scope, self.findings.means
        return {
            "scope_passed": "1" if scope.passed else "0",
            "scope_reason": scope.text,
            "means_passed": "1" if means.passed else "0",
            "means_reason": means.text,
            "conflict_note": "" if self.conflicts else "未发现利益冲突",
        }

    def get_context_data(self, **kwargs):
        found = {"findings": self.findings, "conflicts": self.conflicts}
        return super().get_context_data(**found, **kwargs)

    def get_facts(self, form):
        return form.facts()


class ReturnToReview(CaseStepView):
    step_key, form_class = "return_to_review", forms.ReturnToReviewForm


class Grant(CaseStepView):
    step_key, form_class = "grant", forms.GrantForm
    template_name = "cases/decision_decide.html"
    done = "已决定给予法律援助，请指派承办人。"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"case": self.subject}

    def get_initial(self):
        return {"codes": findings_for(self.subject).codes, "mode": self.subject.mode}

    def get_facts(self, form):
        return form.facts()


class Refuse(CaseStepView):
    step_key, form_class = "refuse", forms.RefuseForm
    template_name = "cases/decision_decide.html"
    done = "已决定不予法律援助，请将决定书送达申请人。"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"case": self.subject}

    def get_facts(self, form):
        return form.facts()


class OverrideMeans(CaseStepView):
    step_key, form_class = "override_means", forms.OverrideForm
    done = "已记录人工认定。"
