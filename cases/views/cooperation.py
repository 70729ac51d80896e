from cases.forms import cooperation as forms

from .step import CaseStepView


class RequestCooperation(CaseStepView):
    step_key, form_class = "request_cooperation", forms.RequestCooperationForm
    done = "协作函可打印，审查期限停止计算。"


class ReceiveCooperation(CaseStepView):
    step_key, form_class = "receive_cooperation", forms.ReceiveCooperationForm
    done = "已记录回函，审查期限继续计算。"
