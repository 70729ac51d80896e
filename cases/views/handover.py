from django.utils import timezone

from cases.enums import State
from cases.forms import handover as forms
from cases.periods import SIGN_FOR, WINDOW_PROMISE
from cases.queries.handover import on_the_way, recent_handovers
from cases.tables.handover import HANDOVERS
from legalaid.platform.office.pages import Page
from legalaid.platform.procedure.deadlines import within

from .intake_steps import WithCase
from .step import CaseStepView

GROUPS = {
    State.HANDED_OVER: "待中心签收",
    State.RETURNED_TO_STATION: "已退回，等待再次移交",
    State.AT_STATION: "工作站办理中",
}


class PreReview(CaseStepView):
    """The station's recommendation, with the handbook's words beside it."""

    step_key, form_class = "pre_review", forms.PreReviewForm
    done = "初审意见已记录，请移交中心。"

    def get_facts(self, form):
        return form.facts()


class HandOver(WithCase):
    step_key, form_class = "hand_over", forms.HandOverForm

    @property
    def done(self):
        promised = within(SIGN_FOR, timezone.now())
        return f"已移交中心，移交单可打印；中心承诺{promised}签收或者退回。"


class SignFor(CaseStepView):
    step_key, form_class = "sign_for", forms.SignForForm

    @property
    def done(self):
        return f"已签收，回执可打印；承诺{within(WINDOW_PROMISE, timezone.now())}办理受理。"


class ReturnToStation(CaseStepView):
    step_key, form_class = "return_to_station", forms.ReturnToStationForm
    done = "已退回工作站，审查期限继续计算。"

    def get_facts(self, form):
        return form.facts()


class HandOvers(Page):
    """移交签收: what waits at the stations, what waits for the centre's signature, and the last hand-overs."""

    template_name = "cases/handovers.html"
    refusal = "您的岗位不办理移交。"

    def permits(self, user):
        return any(user.may(right) for right in ("cases.hand_over", "cases.accept", "cases.assign"))

    def get_context_data(self, **kwargs):
        cases = on_the_way(self.request.user)
        return super().get_context_data(
            table=HANDOVERS,
            groups=[(title, cases[state]) for state, title in GROUPS.items()],
            recent=recent_handovers(self.request.user),
            **kwargs,
        )
