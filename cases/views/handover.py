from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.views.generic import TemplateView

from cases.enums import State
from cases.forms import handover as forms
from cases.queries.handover import on_the_way, recent_handovers
from cases.tables.handover import HANDOVERS

from .intake_steps import WithCase
from .step import CaseStepView


class PreReview(CaseStepView):
    """The station's recommendation, with the handbook's words beside it."""

    step_key, form_class = "pre_review", forms.PreReviewForm
    done = "初审意见已记录，请移交中心。"

    def get_facts(self, form):
        return form.facts()


class HandOver(WithCase):
    step_key, form_class = "hand_over", forms.HandOverForm
    done = "已移交中心，移交单可打印；中心将在24小时内签收或者退回。"


class SignFor(CaseStepView):
    step_key, form_class = "sign_for", forms.SignForForm
    done = "已签收，回执可打印；请在半小时内办理受理。"


class ReturnToStation(CaseStepView):
    step_key, form_class = "return_to_station", forms.ReturnForm
    done = "已退回工作站，审查期限继续计算。"

    def get_facts(self, form):
        return form.facts()


class HandOvers(LoginRequiredMixin, TemplateView):
    """移交签收: what waits at the stations, what waits for the centre's signature, and the last passages."""

    template_name = "cases/handovers.html"

    def dispatch(self, request, *args, **kwargs):
        user = request.user
        if user.is_authenticated and not (
            user.may("cases.hand_over") or user.may("cases.accept") or user.may("cases.assign")
        ):
            raise PermissionDenied("您的岗位不办理移交。")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        found = on_the_way(self.request.user)
        titles = {
            State.HANDED_OVER: "待中心签收",
            State.RETURNED_TO_STATION: "已退回，等待再次移交",
            State.AT_STATION: "工作站办理中",
        }
        groups = [(title, found[state]) for state, title in titles.items()]
        return super().get_context_data(
            table=HANDOVERS, groups=groups, recent=recent_handovers(self.request.user), **kwargs
        )
