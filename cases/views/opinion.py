from cases.forms.forwarding import ForwardingForm
from cases.forms.notices import HandOpinionForm, OpinionDueForm
from cases.models import Forwarding
from cases.queries.discussion import lacks_discussion

from .step import CaseStepView


class SetOpinion(CaseStepView):
    step_key, form_class = "set_opinion", OpinionDueForm
    done = "已登记，期限届满前提醒承办人。"

    def get_initial(self):
        return {"organ": self.subject.organ}


class HandOpinion(CaseStepView):
    step_key, form_class = "hand_opinion", HandOpinionForm
    done = "已登记，记入办理日志。"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"asks": bool(lacks_discussion(self.subject))}


class RecordForwarding(CaseStepView):
    step_key, form_class = "record_forwarding", ForwardingForm
    done = "已登记转交时间。"

    def get_initial(self):
        row = Forwarding.objects.filter(case=self.subject).first()
        return (
            {"forwarder": row.by, "handed_at": row.handed_at, "reached_at": row.reached_at}
            if row
            else {}
        )
