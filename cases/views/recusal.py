"""Keeping out of a case: registered from its page, decided by the director, of a director by the bureau, which sees no more of the case."""

from functools import cached_property

from django.urls import reverse

from cases.domain.recusal import ONLY_THEMSELVES
from cases.enums import RecusalAsker
from cases.forms import recusal as forms
from cases.queries.case import reach_of
from cases.queries.recusal import may_keep_out, open_recusals, settled_by, shown_to_bureau
from cases.tables.recusal import RECUSALS
from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import Role
from legalaid.platform.office.pages import ListPage

from .step import CaseStepView


class AskRecusal(CaseStepView):
    step_key, form_class = "ask_recusal", forms.AskRecusalForm
    done = "已登记，决定的人已收到提醒；决定以前，此人继续办理。"

    def get_scope(self):
        """The bureau reads no case: of one whose number it was given, by an objection or a batch, it says that it keeps out."""
        if at_bureau(self):
            return reach_of(self.request.user).for_lists()
        return super().get_scope()

    def get_template_names(self):
        return ["cases/recusal_bureau.html"] if at_bureau(self) else [self.template_name]

    def get_form_kwargs(self):
        user = self.request.user
        people = may_keep_out(self.subject)
        if user.role in ONLY_THEMSELVES:
            people = User.objects.filter(pk__in=people.filter(pk=user.pk).order_by().values("pk"))
        return super().get_form_kwargs() | {"people": people}

    def get_initial(self):
        user = self.request.user
        own = {"user": user.pk, "asked_by": RecusalAsker.SELF}
        return own if user.role in ONLY_THEMSELVES else super().get_initial()

    def get_success_url(self):
        return reverse("home") if at_bureau(self) else super().get_success_url()


def at_bureau(view):
    return view.request.user.role == Role.BUREAU


class Settling(CaseStepView):
    """A step on what waits or stands, shown above the form."""

    template_name = "cases/recusal.html"
    waits = True

    def get_scope(self):
        if at_bureau(self):
            return shown_to_bureau(self.request.user).for_lists()
        return super().get_scope()

    def get_template_names(self):
        return ["cases/recusal_bureau.html"] if at_bureau(self) else [self.template_name]

    @cached_property
    def rows(self):
        """Those this person may settle; anybody's where it is only taken back."""
        rows = open_recusals(self.subject).filter(settled_at__isnull=self.waits)
        if self.step_key == "withdraw_recusal":
            return rows
        return rows.filter(pk__in=[row.pk for row in rows if row.decided_by(self.request.user)])

    def get_initial(self):
        return {"recusal": self.rows[0].pk} if len(self.rows) == 1 else {}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"rows": self.rows}

    def get_context_data(self, **kwargs):
        return super().get_context_data(recusals=self.rows, **kwargs)

    def get_success_url(self):
        return reverse("cases:recusals") if at_bureau(self) else super().get_success_url()


class DecideRecusal(Settling):
    step_key, form_class = "decide_recusal", forms.DecideRecusalForm
    done = "已决定，此人已收到通知。"


class WithdrawRecusal(Settling):
    step_key, form_class = "withdraw_recusal", forms.WithdrawRecusalForm
    done = "回避申请已撤回。"


class LiftRecusal(Settling):
    step_key, form_class, waits = "lift_recusal", forms.LiftRecusalForm, False
    done = "回避已撤销，此人已收到通知。"


class Recusals(ListPage):
    """What one decides on, and has decided on and may lift; the bureau's way to those of the director."""

    permission, refusal = "cases.decide_recusal", "您的岗位不决定回避。"
    template_name = "cases/recusals.html"

    def get_queryset(self):
        return settled_by(self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(table=RECUSALS, **kwargs)
