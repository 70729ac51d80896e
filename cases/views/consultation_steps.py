from django.urls import reverse

from cases.forms import consultation as forms
from cases.queries.consultation import consultations_for
from cases.workflow import CONSULTATION
from legalaid.platform.procedure.views import StepView


class ConsultationStep(StepView):
    workflow = CONSULTATION
    template_name = "cases/consultation_step.html"

    def get_scope(self):
        return consultations_for(self.request.user).for_lists()


class WithRow(ConsultationStep):
    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"row": self.subject}


class Answer(ConsultationStep):
    step_key, form_class = "answer", forms.AnswerForm
    done = "已答复，期限停止计算。"


class TakeBack(ConsultationStep):
    step_key, form_class = "take_back", forms.TakeBackForm
    done = "已收回，本人现在看不到这个答复；请在期限内重新答复。"


class AnswerFurther(ConsultationStep):
    step_key, form_class = "answer_further", forms.FurtherAnswerForm


class Classify(ConsultationStep):
    step_key, form_class = "classify", forms.ClassifyForm

    def get_initial(self):
        kinds = [row.topic for row in self.subject.topics.all()]
        return {"topics": kinds, "crowds": self.subject.crowds}

    def get_facts(self, form):
        return form.facts()


class Transfer(WithRow):
    step_key, form_class = "transfer", forms.TransferForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"asked": self.request.GET.get("station")}

    def get_facts(self, form):
        return form.facts()

    def get_success_url(self):
        """What was passed to another station may be out of one's own sight now."""
        seen = self.get_scope().filter(pk=self.subject.pk).exists()
        return self.subject.get_absolute_url() if seen else reverse("cases:consultations")


class DraftDocument(ConsultationStep):
    step_key, form_class = "draft_document", forms.DocumentForm


class HandDocument(WithRow):
    step_key, form_class = "hand_document", forms.HandForm


STEPS = (Answer, TakeBack, AnswerFurther, Classify, Transfer, DraftDocument, HandDocument)
