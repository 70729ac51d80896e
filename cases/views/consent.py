from cases.forms import consent as forms

from .step import CaseStepView


class RefuseLawyer(CaseStepView):
    step_key, form_class = "refuse_lawyer", forms.RefuseLawyerForm
    done = "已登记，案件停止办理，告知函可打印；中心负责人已收到提醒。"


class OwnCounsel(CaseStepView):
    step_key, form_class = "own_counsel", forms.ReasonForm
    done = "已登记由其自行委托，期限届满没有委托的，请联系办案机关。"


class SecondNotice(CaseStepView):
    step_key, form_class = "second_notice", forms.SecondNoticeForm
    done = "已登记再次通知，请在期限内更换承办人。"


class KeepLawyer(CaseStepView):
    step_key, form_class = "keep_lawyer", forms.ReasonForm
    done = "仍由原承办人办理，案件回到原来的环节。"
