"""Letters of the centre: what a handler asks for, what the centre writes, what comes back; the register."""

from cases.enums.agencies import AssistanceState
from cases.forms import assistance as forms
from cases.queries.assistance import letters_for, numbers_of
from cases.tables.assistance import LETTERS
from legalaid.platform.office.pages import Page
from legalaid.platform.office.paging import WidePaginator

from .intake_steps import WithCase
from .step import CaseStepView


class AskAssistance(CaseStepView):
    step_key, form_class = "ask_assistance", forms.AskAssistanceForm
    done = "请求已送中心，办理结果会通知您。"


class Introduce(WithCase):
    step_key, form_class = "introduce", forms.IntroduceForm
    done = "介绍信可打印。"


class Prove(WithCase):
    step_key, form_class = "prove", forms.ProveForm
    done = "证明函可打印。"


class Coordinate(WithCase):
    step_key, form_class = "coordinate", forms.CoordinateForm
    done = "协调函可打印，收到回复后请登记。"


class Investigate(WithCase):
    step_key, form_class = "investigate", forms.InvestigateForm
    done = "协作函可打印，收到回函后请登记。"


class DeclineAssistance(WithCase):
    step_key, form_class = "decline_assistance", forms.DeclineAssistanceForm
    done = "已告诉请求人。"


class RecordReply(WithCase):
    step_key, form_class = "record_reply", forms.RecordReplyForm
    done = "已登记回复。"


class WithdrawLetter(WithCase):
    step_key, form_class = "withdraw_letter", forms.WithdrawLetterForm
    done = "已撤回。函件已经送出的，请另行告知收件单位。"


class Letters(Page):
    """函件登记簿: requests of handlers and the centre's letters, newest first; `show`: a state."""

    permission, template_name = "cases.assist", "cases/letters.html"

    def get_context_data(self, **kwargs):
        rows, show = letters_for(self.request.user).for_lists(), self.request.GET.get("show", "")
        if show in AssistanceState.values:
            rows = rows.filter(state=show)

        page = WidePaginator(rows, 25).get_page(self.request.GET.get("page"))
        numbers = numbers_of(page.object_list)
        for row in page.object_list:
            row.number = numbers.get(row.pk, "")
        return super().get_context_data(
            page=page, table=LETTERS, show=show, states=AssistanceState.choices, **kwargs
        )
