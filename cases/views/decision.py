from functools import cached_property

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from cases.forms import decision as forms
from cases.law.jurisdiction import jurisdiction
from cases.queries.conflict import compared, conflicts_of
from cases.queries.decision import after, to_decide
from cases.queries.eligibility import findings_for
from legalaid.platform.core.office import office

from .step import CaseStepView, typed


class PassForm(CaseStepView):
    step_key, form_class = "pass_form", forms.PassForm

    def get_form(self, form_class=None):
        form, case = super().get_form(form_class), self.subject
        finding = jurisdiction(case.stage, case.organ, office()["county"])
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

    def get_form_kwargs(self):
        certain = any(hit.certain for hit in self.conflicts)
        return super().get_form_kwargs() | {"certain": certain}

    def get_initial(self):
        scope, means = self.findings.scope, self.findings.means
        return {
            "scope_passed": "1" if scope.passed else "0",
            "scope_reason": scope.stated,
            "means_passed": "1" if means.passed else "0",
            "means_reason": means.stated,
        }

    def get_context_data(self, **kwargs):
        found = {"findings": self.findings, "conflicts": self.conflicts}
        found["compared"] = compared(self.subject)
        return super().get_context_data(**found, **kwargs)

    def get_facts(self, form):
        return form.facts()


class Sitting(CaseStepView):
    """A step of the director: one opened out of the reading pane leads on to the next that waits there."""

    def act(self, form):
        if self.sitting():
            waiting = to_decide(self.request.user, self.asked("alike"))
            self.following = after(waiting, self.subject)
        return super().act(form)

    def way_on(self):
        if not self.sitting():
            return super().way_on()
        asked = {"case": self.following, "alike": self.asked("alike")}
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"{reverse('cases:decisions')}?{query}"


class ReturnToReview(Sitting):
    step_key, form_class = "return_to_review", forms.ReturnToReviewForm


def offered(case):
    """What the rules find for a grant, ticked beforehand."""
    return {"codes": findings_for(case).codes, "mode": case.mode}


def grant_form(case, draft=None):
    """The form of a grant outside its own page, with what was typed before."""
    kept = typed(forms.GrantForm, QueryDict(draft.content)) if draft else {}
    return forms.GrantForm(case=case, initial=offered(case) | kept)


class Grant(Sitting):
    step_key, form_class = "grant", forms.GrantForm
    template_name = "cases/decision_decide.html"
    done = "已决定给予法律援助，请指派承办人。"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"case": self.subject}

    def get_initial(self):
        return offered(self.subject)

    def get_facts(self, form):
        return form.facts()


class Refuse(Sitting):
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
