from django.utils import timezone

from cases.domain.help import give
from cases.forms import help as forms
from cases.forms.typed import Typed
from cases.periods import FORWARD_BY_DUTY_LAWYER
from cases.queries.help import duties_for, helps_for, lawyers_at
from cases.workflow import HELP
from legalaid.platform.procedure.deadlines import within
from legalaid.platform.procedure.views import StepView

from .notice import frequent_charges


class HelpStep(StepView):
    workflow = HELP
    template_name = "cases/help_step.html"

    def get_scope(self):
        return helps_for(self.request.user).for_lists()


class WithLawyers(HelpStep):
    def get_form_kwargs(self):
        about = {"row": self.subject, "lawyers": lawyers_at(self.subject.station)}
        return super().get_form_kwargs() | about


class CallLawyer(WithLawyers):
    step_key, form_class = "call_lawyer", forms.CallLawyerForm


class Give(WithLawyers):
    step_key, form_class = "give", forms.GiveForm
    done = "已登记提供情况。"

    def get_form_kwargs(self):
        duties = duties_for(self.request.user).order_by("-starts_at")
        return super().get_form_kwargs() | {"duties": duties.filter(day__gte=self.subject.on)}

    def act(self, form):
        give(self.subject, by=self.request.user, seen=self.seen(), **form.facts())
        return self.get_success_url()


class NotGiven(HelpStep):
    step_key, form_class = "not_given", forms.NotGivenForm


class Resume(HelpStep):
    step_key, form_class = "resume", forms.ReasonForm


class AskForward(HelpStep):
    step_key, form_class = "ask_forward", forms.AskForwardForm

    @property
    def done(self):
        return f"已登记，请{within(FORWARD_BY_DUTY_LAWYER, timezone.now())}转交。"


class Forward(HelpStep):
    step_key, form_class = "forward", forms.ForwardForm
    done = "已转交，期限停止计算。"


class DropForward(HelpStep):
    step_key, form_class = "drop_forward", forms.ReasonForm


class AmendHelp(HelpStep):
    step_key = "amend"
    template_name = "cases/help_amend.html"
    done = "已更正。打印过的登记表请重新打印。"

    def get_form_class(self):
        return forms.AmendGivenForm if self.subject.was_given else forms.AmendHelpForm

    def get_initial(self):
        return forms.on_file(self.subject)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"row": self.subject}

    def get_facts(self, form):
        return form.facts() | {"again": form.cleaned_data["again"]}

    def get_context_data(self, **kwargs):
        posted = self.request.method == "POST"
        charge = Typed(self.request.POST).cause if posted else self.subject.cause
        return super().get_context_data(charge=charge, frequent=frequent_charges(), **kwargs)


class MoveShift(HelpStep):
    step_key, form_class = "move_shift", forms.MoveShiftForm
    done = "已更正班次，两班的人次随之更正。"

    def get_form_kwargs(self):
        of_day = duties_for(self.request.user).filter(day=self.subject.on).order_by("starts_at")
        return super().get_form_kwargs() | {"row": self.subject, "duties": of_day}


class Void(HelpStep):
    step_key, form_class = "void", forms.ReasonForm
    done = "已作废，编号保留。"
