from cases.forms import away as forms

from .intake_steps import WithCase
from .step import CaseStepView


class ReferAway(WithCase):
    step_key, form_class = "refer_away", forms.ReferAwayForm
    done = "告知书可打印。材料由本中心移送的，接着办理“移送材料”。"

    def get_facts(self, form):
        return form.facts()


class ForwardPapers(WithCase):
    step_key, form_class = "forward_papers", forms.ForwardPapersForm
    done = "移送函可打印，收到回执后请登记。"


class RecordReceipt(CaseStepView):
    step_key, form_class = "record_receipt", forms.RecordReceiptForm
    done = "已登记回执。对方退回的，可以撤销告知移送，由本中心继续办理。"


class RecallReferral(CaseStepView):
    step_key, form_class = "recall_referral", forms.RecallReferralForm
    done = "已撤销，审查期限自收到申请之日起连续计算。"
