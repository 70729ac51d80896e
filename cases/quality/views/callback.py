"""The caller's work on one screen: whom to call now, the number, one key for each outcome, the questions; and the rates by handler."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from cases.enums import FollowUpResult
from cases.quality.domain import callback as acts
from cases.quality.domain.callback_void import void_call, void_denial
from cases.quality.forms import callback as forms
from cases.quality.forms.usual import SpanForm
from cases.quality.queries.callback import (
    attempts_of,
    callbacks_for,
    calls_waiting,
    contact_of,
    rates_by_handler,
    told_of,
)
from cases.quality.tables.callback import CALLS, RATES
from cases.queries.contact import held_at
from cases.queries.elsewhere import heed
from cases.queries.followup import questions_on
from cases.views.call import CallPage, VoidPage
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.models import Paper
from legalaid.platform.office.pages import ListPage, Page

MOVED = "联系方式刚改，请按现在的联系方式核对后再登记。"


class Calls(Page):
    """`?call=` names the one in hand; without it the first is. POST: `dial` shows the number, `result` says how it went."""

    permission, template_name = "cases.follow_up", "quality/calls.html"

    @cached_property
    def waiting(self):
        return calls_waiting(self.request.user, timezone.now())

    @cached_property
    def call(self):
        asked = self.request.POST.get("call") or self.request.GET.get("call")
        if not asked:
            return self.waiting[0] if self.waiting else None
        return next((one for one in self.waiting if one.key == asked), None)

    def get_context_data(self, **kwargs):
        call = self.call
        if call is not None and "form" not in kwargs and "reached" in self.request.GET:
            kwargs["form"] = self.answers()
        about = {"held_at": held_at(call.case), "attempts": attempts_of(call.case)} if call else {}
        if call:
            person = call.case.applicant
            about |= {"contact": contact_of(person), "person": heed(person)}
        elif asked := self.request.GET.get("call"):
            about["told"] = told_of(self.request.user, asked)
        waiting = [one for one in self.waiting if one is not call]
        return super().get_context_data(
            call=call, waiting=waiting, outcomes=forms.OUTCOMES, **about, **kwargs
        )

    def answers(self, data=None):
        return forms.AnswersForm(data, questions=questions_on(timezone.localdate()))

    def post(self, request):
        if self.call is None:
            told = told_of(request.user, request.POST.get("call", ""))
            messages.error(request, told or "这一件现在不用回访。")
            return redirect("quality:calls")
        if "dial" in request.POST:
            return self.dial()
        reached = request.POST.get("result") == FollowUpResult.REACHED
        return self.reached() if reached else self.attempt()

    def dial(self):
        case, by = self.call.case, self.request.user
        number = acts.dial(case, by=by, stage=self.call.stage)
        return self.render_to_response(self.get_context_data(number=number, dialled=True))

    @property
    def moved(self):
        """Whether how the recipient is reached was changed while this page stood open."""
        seen = self.request.POST.get("contact")
        return seen is not None and seen != contact_of(self.call.case.applicant)

    def attempt(self):
        form = forms.AttemptForm(self.request.POST)
        if not form.is_valid():
            raise Http404
        if self.moved:
            messages.error(self.request, MOVED)
            return redirect(f"{reverse('quality:calls')}?call={self.call.key}")
        return self.keep(form, form.cleaned_data)

    def reached(self):
        form = self.answers(self.request.POST)
        if not form.is_valid():
            return self.show(form)
        if self.moved:
            form.add_error(None, MOVED)
            return self.show(form)
        return self.keep(form, form.facts() | {"result": FollowUpResult.REACHED})

    def keep(self, form, said):
        call, by = self.call, self.request.user
        try:
            acts.call(call.case, by=by, stage=call.stage, first=call.first, **said)
        except DomainError as error:
            form.add_domain_error(error)
            if not isinstance(form, forms.AnswersForm):
                messages.error(self.request, error.sentence)
                return redirect(f"{reverse('quality:calls')}?call={call.key}")
            return self.show(form)

        label = FollowUpResult(said["result"]).label
        messages.success(self.request, f"{call.case.number}：{label}，已记录。")
        return redirect("quality:calls")

    def show(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class Called(ListPage):
    """Those on record, to be looked up and put right."""

    permission, template_name = "cases.follow_up", "quality/rows.html"

    def get_queryset(self):
        return callbacks_for(self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(table=CALLS, title=CALLS.title, **kwargs)


class OneCallback:
    def get_queryset(self):
        return callbacks_for(self.request.user)


class CallbackPage(OneCallback, CallPage):
    workflow, voids = "callback", "quality:callback_void"

    def bar(self):
        return acts.correction_denial(self.request.user, self.object)

    def void_bar(self):
        return void_denial(self.request.user, self.object)

    def get_context_data(self, **kwargs):
        issued = Paper.objects.filter(workflow="callback", subject_id=self.object.pk)
        return super().get_context_data(papers=issued.defer("context"), **kwargs)

    def act(self, form):
        acts.correct_call(self.object, by=self.request.user, seen=self.seen(), **form.facts())
        return self.object


class CallbackVoid(OneCallback, VoidPage):
    def act(self, form):
        by = self.request.user
        return void_call(self.object, by=by, seen=self.seen(), **form.cleaned_data)


class CallRates(Page):
    """By handler, of the calls of this year or of the days asked for."""

    permission, template_name = "quality.view", "quality/call_rates.html"

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        usual = {"first": today.replace(month=1, day=1), "last": today}
        form = SpanForm(self.request.GET or None, initial=usual)
        span = form.cleaned_data if form.is_bound and form.is_valid() else usual
        rows = rates_by_handler(self.request.user, **span)
        return super().get_context_data(form=form, span=span, rows=rows, table=RATES, **kwargs)
