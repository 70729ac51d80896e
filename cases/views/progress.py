from cases.forms import progress as forms
from legalaid.platform.office.asked import as_number

from .step import CaseStepView


class AcceptAssignment(CaseStepView):
    step_key, form_class = "accept_assignment", forms.OfficeForm
    done = "已接受指派，请在期限内与受援人签订委托协议。"


class DeclineAssignment(CaseStepView):
    step_key, form_class = "decline_assignment", forms.DeclineForm

    def get_success_url(self):
        return "/"  # the case is no longer theirs to see


class SignAgreement(CaseStepView):
    step_key, form_class = "sign_agreement", forms.AgreementForm


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
