from cases.enums import ReplacementAsker
from cases.forms import replacement as forms
from cases.queries.replacement import waiting_request
from legalaid.platform.accounts.roles import Role

from .step import CaseStepView


class AskReplacement(CaseStepView):
    """The window registers whoever asks; the handler only what he asks for himself."""

    step_key = "ask_replacement"
    done = "已登记，申请表可打印签名，中心负责人已收到提醒。"

    @property
    def own(self):
        return self.request.user.role == Role.HANDLER

    def get_form_class(self):
        return forms.OwnReplacementForm if self.own else forms.AskReplacementForm

    def get_facts(self, form):
        if not self.own:
            return form.cleaned_data
        asker = {"asked_by": ReplacementAsker.HANDLER, "asker": str(self.subject.handler)}
        return asker | form.cleaned_data


class Settling(CaseStepView):
    """A step on the request that waits, shown above the form."""

    template_name = "cases/replacement.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(asked=waiting_request(self.subject), **kwargs)


class ReviewReplacement(Settling):
    step_key, form_class = "review_replacement", forms.ReviewReplacementForm
    done = "审核意见已登记，并印入申请表。"


class RefuseReplacement(Settling):
    step_key, form_class = "refuse_replacement", forms.RefuseReplacementForm
    done = "已决定不予更换，答复书可打印，请送达提出人。"


class WithdrawReplacement(Settling):
    step_key, form_class = "withdraw_replacement", forms.WithdrawReplacementForm
    done = "更换承办人的申请已撤回。"
