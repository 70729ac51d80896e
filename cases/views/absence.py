from cases.forms.absence import KeepOverLeaveForm
from cases.queries.absence import falling_in, leave_over

from .step import CaseStepView


class KeepOverLeave(CaseStepView):
    step_key, form_class = "keep_over_leave", KeepOverLeaveForm
    template_name = "cases/absence.html"
    done = "已写明，仍由其办理。"

    def get_context_data(self, **kwargs):
        leave = leave_over(self.subject)
        falls = falling_in(self.subject, leave) if leave else ()
        return super().get_context_data(leave=leave, falls=falls, **kwargs)
