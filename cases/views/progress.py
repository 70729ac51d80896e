from django.utils import timezone

from cases.domain.agreement import usual_signer
from cases.domain.assignment import current
from cases.enums import State
from cases.forms import progress as forms
from cases.law.catalogue import HANDLER_SLOTS
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
        return {"signer": usual_signer(self.subject, timezone.localdate())}


class SetPowers(CaseStepView):
    step_key, form_class = "set_powers", forms.PowersForm
    done = "代理权限和份数已选定，委托协议和授权委托书有改动的已重新出具，请打印新的签名。"

    def get_initial(self):
        row = getattr(current(self.subject), "agreement", None) or Agreement()
        return {"codes": row.powers, "copies": row.copies}

    def get_facts(self, form):
        return form.facts()


REFUSED = "首次会见已记录。当事人不同意，案件停止办理，告知函可打印；由中心负责人决定。"
AGAIN = "首次会见已记录。当事人再次不同意，是否准许由办案机关决定，请书面告知，继续办理。"


class HoldFirstMeeting(CaseStepView):
    step_key, form_class = "hold_first_meeting", forms.MeetingForm
    template_name = "cases/first_meeting.html"
    done = "首次会见已记录。"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"case": self.subject}

    def get_context_data(self, **kwargs):
        return super().get_context_data(consent_slot=HANDLER_SLOTS["consent"], **kwargs)

    def said(self):
        if self.made.consented is not False:
            return self.done
        return REFUSED if self.subject.state == State.LAWYER_REFUSED else AGAIN


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


def only_open(hearings):
    """The one of which nothing is known yet; None where there are several."""
    left = [row for row in hearings if not (row.cancelled or row.result)]
    return left[0].pk if len(left) == 1 else None


class UpdateHearing(CaseStepView):
    step_key, form_class = "update_hearing", forms.UpdateHearingForm
    done = "开庭已更新，日历随之改动。"

    def get_initial(self):
        asked = as_number(self.request.GET.get("hearing"))
        return {"hearing": asked or only_open(self.subject.hearings.all())}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"hearings": self.subject.hearings.all()}
