from cases.domain.agreement import usual_signer
from cases.domain.assignment import current
from cases.forms import progress as forms
from cases.models import Agreement
from legalaid.platform.office.asked import as_number

from .step import CaseStepView


class AcceptAssignment(CaseStepView):
    step_key, form_class = "accept_assignment", forms.OfficeForm
    done = "已接受指派，委托协议、授权委托书可打印，请在期限内与受援人签订。"


class DeclineAssignment(CaseStepView):
    step_key, form_class = "decline_assignment", forms.DeclineForm

    def get_success_url(self):
        return "/"  # the case is no longer theirs to see


class SignAgreement(CaseStepView):
    step_key, form_class = "sign_agreement", forms.AgreementForm

    def get_initial(self):
        return {"signer": usual_signer(self.subject)}


class SetPowers(CaseStepView):
    step_key, form_class = "set_powers", forms.PowersForm
    done = "代理权限和份数已选定，委托协议和授权委托书有改动的已重新出具，请打印新的签名。"

    def get_initial(self):
        row = getattr(current(self.subject), "agreement", None) or Agreement()
        return {"codes": row.powers, "copies": row.copies}

    def get_facts(self, form):
        return form.facts()


REFUSED = "首次会见已记录。当事人不同意，已通知中心负责人另行处理，请书面告知办案机关和本中心。"


class HoldFirstMeeting(CaseStepView):
    step_key, form_class = "hold_first_meeting", forms.MeetingForm
    done = "首次会见已记录。"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"case": self.subject}

    def said(self):
        return REFUSED if self.made.consented is False else self.done


class AddLog(CaseStepView):
    step_key, form_class = "add_log", forms.LogForm
    done = "日志已记录。"


class ReportProgress(CaseStepView):
    step_key, form_class = "report_progress", forms.ReportForm
    done = "已记录向受援人的通报。"


class ScheduleHearing(CaseStepView):
    step_key, form_class = "schedule_hearing", forms.HearingForm
    done = "开庭已登记，日历中可查。"

    def get_initial(self):
        return {"organ": self.subject.organ}


class UpdateHearing(CaseStepView):
    step_key, form_class = "update_hearing", forms.UpdateHearingForm
    done = "开庭已更新，日历随之改动。"

    def get_initial(self):
        return {"hearing": as_number(self.request.GET.get("hearing"))}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"hearings": self.subject.hearings.all()}
