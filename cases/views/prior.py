from cases.enums import Prior, Urgency
from cases.forms import prior as forms
from cases.queries.prior import prior_of

from .decision import Grant, Recommend
from .intake_steps import WithCase
from .step import CaseStepView


class ProvideFirst(WithCase):
    step_key, form_class = "provide_first", forms.ProvideFirstForm
    done = "已决定先行提供，通知书可打印，请立即指派承办人。"

    def get_initial(self):
        case = self.subject
        ground = "" if case.urgency == Urgency.NORMAL else case.urgency
        said = {"limitation_on": case.limitation_on, "reason": case.urgency_note}
        lacking = case.materials.filter(required=True, received_on=None)
        return said | {"ground": ground, "owed": [row.title for row in lacking]}

    def get_context_data(self, **kwargs):
        self.subject.prior = Prior.OWED  # by which the applicant is told what it becomes
        return super().get_context_data(**kwargs)

    def get_facts(self, form):
        return form.cleaned_data


class ExtendPrior(CaseStepView):
    step_key, form_class = "extend_prior", forms.ExtendPriorForm
    done = "补办手续的期限已延长，请告知受援人。"


class ReviewPrior(Recommend):
    step_key, form_class = "review_prior", forms.ReviewPriorForm
    done = "补办审查已记录，由中心负责人决定。"


class ConfirmPrior(Grant):
    step_key = "confirm_prior"
    done = "手续已补办，给予法律援助决定书可打印；案件照常办理，不重新指派。"


class FailPrior(CaseStepView):
    step_key, form_class = "fail_prior", forms.FailPriorForm
    template_name = "cases/prior.html"
    done = "已认定先行提供不能确认，请从案件页上的“提出终止”办理，认定的情况已经填入；承办人已完成的工作照常计发补贴。"

    def get_context_data(self, **kwargs):
        return super().get_context_data(prior=prior_of(self.subject), **kwargs)


class RevokePrior(FailPrior):
    """What follows is told by where it came from, which the case itself does not keep."""

    step_key, form_class = "revoke_prior", forms.RevokePriorForm
    done = "先行提供已撤销，申请回到此前的环节，撤销通知书可打印。"

    def get_context_data(self, **kwargs):
        self.subject.returns_to = prior_of(self.subject).came_from
        return super().get_context_data(**kwargs)
