from django.core.paginator import Paginator
from django.http import Http404

from legalaid.platform.office.asked import as_version
from legalaid.platform.office.pages import ListPage, RowActPage, RowFormPage
from stations.domain import swap as acts
from stations.forms.roster import SwapForm
from stations.queries.roster import candidates, in_exchange, swaps_for
from stations.tables.roster import SWAPS
from stations.workflow import SWAP

from .duty import OwnShift


class Ask(OwnShift, RowFormPage):
    title, submit, done = "申请换班", "提出申请", "换班申请已发给对方。"
    form_class = SwapForm

    def get_form_kwargs(self):
        station, user = self.object.roster.station, self.request.user
        colleagues = candidates(station).exclude(user=user)
        theirs = in_exchange(station, user)
        return super().get_form_kwargs() | {"handlers": colleagues, "shifts": theirs}

    def act(self, form):
        return acts.ask(self.object, by=self.request.user, **form.cleaned_data)


class Swaps(ListPage):
    """Exchanges that wait, then those decided."""

    permission = "roster.view"
    template_name = "stations/swaps.html"
    table = SWAPS
    paginator_class = Paginator

    def get_queryset(self):
        return swaps_for(self.request.user)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        for swap in context["page"]:
            swap.steps = steps_of(swap, self.request.user)
        return context


def steps_of(swap, user):
    """The buttons of this person: only the asker withdraws, only the other agrees or declines."""
    party = {"withdraw": swap.asker, "agree": swap.other, "decline": swap.other}
    return [
        step
        for step in SWAP.available(swap, user)
        if step.key not in party or party[step.key].user_id == user.pk
    ]


class Act(RowActPage):
    """One button of an exchange. One that has moved on says so and changes nothing."""

    permission = "roster.view"

    def get_queryset(self):
        return swaps_for(self.request.user)

    def act(self):
        key = self.kwargs["key"]
        if key not in SWAP.acts:
            raise Http404("没有这一步。")

        seen = as_version(self.request.POST.get("seen"))
        SWAP.acts[key](self.object, by=self.request.user, seen=seen)
        self.done = f"已办理：{SWAP.steps[key].label}。"
        return self.back()

    def back(self):
        return "stations:roster_swaps"
