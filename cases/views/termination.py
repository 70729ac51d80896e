from cases.forms import termination as forms
from cases.queries.termination import advised

from .step import CaseStepView


class CloseOnDeath(CaseStepView):
    step_key, form_class = "close_on_death", forms.DiedForm
    done = "已登记，申请终结；继承人要求法律援助的，另行登记申请。"


class PartyDied(CaseStepView):
    step_key, form_class = "party_died", forms.PartyDiedForm
    template_name = "cases/party_died.html"
    done = "已登记。由谁代替，在“更新案件情况”中写明。"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"parties": self.subject.parties.all()}


class UndoDeath(CaseStepView):
    step_key, form_class = "undo_death", forms.ReasonForm
    done = "已撤销，申请回到原来的环节，期限接着计算。"


class ProposeTermination(CaseStepView):
    step_key, form_class = "propose_termination", forms.ProposeForm
    template_name = "cases/termination_propose.html"

    def get_initial(self):
        """`?for=`: what was found already is filled in."""
        return advised(self.subject, self.request.GET.get("for", ""))

    def get_facts(self, form):
        return form.facts()

    def said(self):
        what = "请中心负责人决定" if self.made.what.death else "请听取受援人的意见"
        return f"已提出终止，{what}；决定以前继续办理。"


class OfProposal(CaseStepView):
    """A step beside which stands what was proposed."""

    template_name = "cases/termination.html"

    def get_context_data(self, **kwargs):
        rows = self.subject.terminations.select_related("by", "decided_by")
        return super().get_context_data(terminations=rows, **kwargs)


class HearRecipient(OfProposal):
    step_key, form_class = "hear_recipient", forms.HearForm
    done = "已记录受援人的意见，请中心负责人决定。"

    def get_facts(self, form):
        said = form.cleaned_data
        return said if said["heard_on"] else {"unheard": said["unheard"]}


class WithdrawTermination(OfProposal):
    step_key, form_class = "withdraw_termination", forms.ReasonForm
    done = "已撤回，案件回到原来的环节。"


class RefuseTermination(OfProposal):
    step_key, form_class = "refuse_termination", forms.ReasonForm
    done = "不予终止，案件回到原来的环节。"


class Terminate(OfProposal):
    step_key, form_class = "terminate", forms.TerminateForm
    done = "已决定终止，请在期限内发送受援人、告知承办机构、函告办案机关。"


class RevokeTermination(OfProposal):
    step_key, form_class = "revoke_termination", forms.ReasonForm
    done = "已撤销终止决定，案件回到原来的环节；取消的开庭请承办人重新登记。"


class RevokeSealed(OfProposal):
    step_key, form_class = "revoke_sealed", forms.ReasonForm
    done = "已撤销终止决定，请“开立下一阶段”，选同一阶段，另立案件继续办理。"


class ReferFraud(OfProposal):
    step_key, form_class = "refer_fraud", forms.ReferFraudForm
    done = "已移送，移送函可打印。责令支付费用、罚款由司法局决定，本中心不收取任何款项。"


class RecordFraudAnswer(OfProposal):
    step_key, form_class = "record_fraud_answer", forms.FraudAnswerForm
    done = "已登记司法局的处理结果。"

    def get_initial(self):
        row = self.subject.fraud_referrals.last()
        if row is None or row.answered_on is None:
            return {}
        names = ("answered_on", "number", "ordered", "fine", "answer")
        return {name: getattr(row, name) for name in names}
