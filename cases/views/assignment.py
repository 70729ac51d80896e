from functools import cached_property

from cases.forms.assignment import AssignForm, RecallForm, ReplaceForm, TakeOverForm
from cases.queries.assignment import candidates_for
from cases.tables.assignment import CANDIDATES
from stations.models import Handler

from .step import CaseStepView


class Assign(CaseStepView):
    """The director picks from the eligible handlers: load, speciality, licence, years; who is not eligible is shown with the reason."""

    step_key, form_class = "assign", AssignForm
    template_name = "cases/assignment_assign.html"
    done = "已指派，指派通知书可打印，承办人已收到提醒。"

    @cached_property
    def candidates(self):
        return candidates_for(self.subject)

    def get_form_kwargs(self):
        eligible = [one.handler.pk for one in self.candidates if one.eligible]
        return super().get_form_kwargs() | {"handlers": Handler.objects.filter(pk__in=eligible)}

    def get_context_data(self, **kwargs):
        return super().get_context_data(table=CANDIDATES, candidates=self.candidates, **kwargs)


class ReplaceHandler(Assign):
    """Another handler for a case at work; the one who has it is not among those to choose from."""

    step_key, form_class = "replace_handler", ReplaceForm
    done = "承办人已更换，更换通知书、指派通知书和公函可打印，原承办人和新承办人已收到提醒。"

    @cached_property
    def candidates(self):
        others = candidates_for(self.subject)
        return [one for one in others if one.handler.pk != self.subject.handler_id]


class RecallOffer(CaseStepView):
    step_key, form_class = "recall_offer", RecallForm
    done = "指派已撤回，请另行指派。"


class TakeOver(CaseStepView):
    step_key, form_class = "take_over", TakeOverForm
    done = "已签收，原承办人不再查看此案。"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {
            "transfers": self.subject.transfers.filter(done_at=None)
        }
