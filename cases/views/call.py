"""One call back: what was said, how it was put right, and putting it right."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from cases.domain.call_void import void_call
from cases.domain.followup import correct_call, correction_denial
from cases.forms.closure import CorrectCallForm, VoidCallForm
from cases.models import FollowUp
from cases.queries.case import cases_for
from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.words import moment
from legalaid.platform.office.pages import RowFormPage

UNREACHED = "没有接通的回访没有可以更正的回答。"
IS_VOID = "这次回访登错案件，已经作废。"


class CallPage(RowFormPage):
    """`bar()`: why this person does not correct it; `void_bar()`: why he does not void it; `voids`: the page on which he does."""

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
        row = self.object
        is_void = row.result == "voided"
        unreached = "" if row.result == "reached" else UNREACHED
        voids = reverse(self.voids, args=[row.pk])
        return super().get_context_data(
            refused=IS_VOID if is_void else unreached or self.bar(),
            voids="" if is_void or self.void_bar() else voids,
            events=events_for(self.workflow, row.pk),
            **kwargs,
        )


class VoidPage(RowFormPage):
    """A call that was registered on the wrong case."""

    permission, refusal = CallPage.permission, CallPage.refusal
    form_class = VoidCallForm
    submit, done = "作废", "已作废；应当回访的重新列入待回访。"

    @property
    def title(self):
        row = self.object
        return f"作废登错案件的回访：{row.case.number}，{moment(row.at)}"

    def get(self, request, *args, **kwargs):
        if self.object.result == "voided":
            messages.info(request, IS_VOID)
            return redirect(self.object)
        return super().get(request, *args, **kwargs)


class OneCall:
    def get_queryset(self):
        rows = FollowUp.objects.filter(case__in=cases_for(self.request.user).order_by())
        return rows.select_related("case__applicant", "by")


class Call(OneCall, CallPage):
    voids = "cases:call_void"

    def bar(self):
        return correction_denial(self.request.user, self.object.case)

    void_bar = bar

    def act(self, form):
        correct_call(self.object, by=self.request.user, seen=self.seen(), **form.facts())
        return self.object


class CallVoid(OneCall, VoidPage):
    def act(self, form):
        by = self.request.user
        return void_call(self.object, by=by, seen=self.seen(), **form.cleaned_data)
