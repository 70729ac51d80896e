from cases.forms import intake_steps as forms

from .step import CaseStepView


class WithCase(CaseStepView):
    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"case": self.subject}


class Accept(WithCase):
    """Accept with the list of what is in hand; ticking here is receiving."""

    step_key, form_class = "accept", forms.MaterialsForm
    template_name = "cases/intake_accept.html"
    done = "已受理，受理凭证可打印。"

    def get_facts(self, form):
        return form.facts()


class AcceptWithGaps(Accept):
    step_key, form_class = "accept_with_gaps", forms.GapsForm
    done = "已容缺受理，受理凭证和欠缺清单可打印。"


class RequestSupplement(WithCase):
    step_key, form_class = "request_supplement", forms.SupplementForm
    done = "已一次性告知，审查期限停止计算。"

    def get_facts(self, form):
        return form.facts()


class ReceiveSupplement(WithCase):
    step_key, form_class = "receive_supplement", forms.ReceiveSupplementForm
    done = "已收到补正材料，审查期限继续计算。"


class DeemWithdrawn(WithCase):
    step_key, form_class = "deem_withdrawn", forms.DeemWithdrawnForm
    done = "已认定视为撤回。以后查到材料是在期限内交出的，可以恢复。"


class Restore(WithCase):
    step_key, form_class = "restore", forms.RestoreForm
    done = "已恢复，审查期限自材料到达之日起继续计算。"


class ReceiveOwed(WithCase):
    step_key, form_class = "receive_owed", forms.ReceiveOwedForm
    done = "已登记补交的材料。"


class Withdraw(CaseStepView):
    step_key, form_class = "withdraw", forms.WithdrawForm
