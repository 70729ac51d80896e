"""One call back: what was said, how it was put right, and putting it right."""

from cases.domain.followup import correct_call, correction_denial
from cases.forms.closure import CorrectCallForm
from cases.models import FollowUp
from cases.queries.case import cases_for
from legalaid.platform.audit.chain import events_for
from legalaid.platform.office.pages import RowFormPage


class CallPage(RowFormPage):
    """`bar()`: why this person does not correct it."""

    permission, refusal = "cases.follow_up", "您的岗位不回访受援人。"
    template_name, form_class = "cases/call.html", CorrectCallForm
    title, submit, done = "回访记录", "更正", "已更正，回访记录表重新出具。"
    workflow = "call"

    def get_form_kwargs(self):
        asked = [question for question, _ in self.object.more]
        return super().get_form_kwargs() | {"questions": asked}

    def get_initial(self):
        return self.form_class.on_file(self.object)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            refused=self.bar(),
            events=events_for(self.workflow, self.object.pk),
            **kwargs,
        )


class Call(CallPage):
    def get_queryset(self):
        rows = FollowUp.objects.filter(case__in=cases_for(self.request.user).order_by())
        return rows.filter(result="reached").select_related("case__applicant", "by")

    def bar(self):
        return correction_denial(self.request.user, self.object.case)

    def act(self, form):
        correct_call(self.object, by=self.request.user, seen=self.seen(), **form.facts())
        return self.object
