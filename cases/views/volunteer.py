"""Calls for volunteers: the list, one call on the phone of a handler or before the director, the form that opens it."""

from functools import partial

from django.contrib import messages
from django.utils import timezone

from cases.domain import volunteer as acts
from cases.enums import State
from cases.forms import volunteer as forms
from cases.queries.case import cases_for
from cases.queries.volunteer import COMING, matter_of, own_of, pools_for, volunteers_of
from cases.tables.volunteer import CALLED, POOLS
from legalaid.platform.office.pages import ListPage, MadeOnce, RowFormPage, RowFormsPage


class AtPool:
    """Handlers put themselves forward, the director calls and chooses."""

    refusal = "您的岗位不办理自愿办案征集。"

    def permits(self, user):
        return user.may("cases.volunteer") or user.may("cases.assign")

    def get_queryset(self):
        return pools_for(self.request.user)

    @property
    def calls(self):
        return self.request.user.may("cases.assign")


class Pools(AtPool, ListPage):
    template_name = "cases/pools.html"

    def get_queryset(self):
        return super().get_queryset().annotate(coming=COMING).order_by("-at", "-id")

    def get_context_data(self, **kwargs):
        return super().get_context_data(table=CALLED if self.calls else POOLS, **kwargs)


class PoolPage(AtPool, RowFormsPage):
    template_name = "cases/pool.html"

    @property
    def act_forms(self):
        own = own_of(self.object, self.request.user)
        return {
            "volunteer": forms.VolunteerForm,
            "own_note": partial(forms.VolunteerForm, initial={"note": own.note if own else ""}),
            "step_back": forms.StepBackForm,
            "amend": partial(forms.NoteForm, initial={"note": self.object.note}),
            "withdraw": forms.WithdrawForm,
        }

    def offered(self):
        pool, user = self.object, self.request.user
        if pool.ended_at or pool.case.state != State.GRANTED:
            return ()
        over = timezone.now() >= pool.closes_at
        if self.calls:
            return ("withdraw",) if over else ("amend", "withdraw")
        if over:
            return ()
        return ("own_note", "step_back") if own_of(pool, user) else ("volunteer",)

    def get_context_data(self, **kwargs):
        pool, shown = self.object, {}
        if self.calls:
            shown = {"volunteers": volunteers_of(pool, timezone.localdate()), "case": pool.case}
        return super().get_context_data(
            matter=matter_of(pool.case),
            own=own_of(pool, self.request.user),
            stands=pool.stands(timezone.now()),
            **shown,
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        asked = request.POST.get("act")
        if asked in self.act_forms and asked not in self.offered():
            messages.warning(request, "这一步现在不能办理，请核对征集的情况。")
            return self.render_to_response(self.get_context_data(), status=409)
        return super().post(request, *args, **kwargs)

    def volunteer(self, form):
        return acts.volunteer(self.object, by=self.request.user, **form.cleaned_data)

    def own_note(self, form):
        return acts.amend_own(self.object, by=self.request.user, **form.cleaned_data)

    def amend(self, form):
        return acts.amend_note(self.object, by=self.request.user, **form.cleaned_data)

    def step_back(self, form):
        return acts.step_back(self.object, by=self.request.user)

    def withdraw(self, form):
        return acts.withdraw(self.object, by=self.request.user, **form.cleaned_data)


class PoolNew(MadeOnce, RowFormPage):
    permission, refusal = "cases.assign", "您的岗位不征集承办人。"
    form_class = forms.CallForm
    title, submit, done = "公开征集承办人", "发出征集", "已发出征集，承办人已收到提醒。"

    def get_queryset(self):
        return cases_for(self.request.user).filter(state=State.GRANTED)

    def act(self, form):
        return acts.call_for(self.object, by=self.request.user, **form.cleaned_data)
