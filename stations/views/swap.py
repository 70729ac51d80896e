from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views import View

from legalaid.platform.core.errors import DomainError
from legalaid.platform.office.access import PermissionMixin
from stations.domain import swap as acts
from stations.forms.roster import SwapForm
from stations.models import Shift
from stations.queries.roster import candidates, swaps_for
from stations.workflow import SWAP

from .duty import own_shifts
from .page import RowPage


class Ask(RowPage):
    permission = "roster.serve"
    title, submit, done = "申请换班", "提出申请", "换班申请已发给对方。"

    def rows(self):
        return own_shifts(self.request.user)

    def get_form(self, data=None, files=None):
        station, user = self.subject.roster.station, self.request.user
        ahead = (
            Shift.objects.published()
            .standing()
            .filter(roster__station=station, starts_at__gt=timezone.now(), signed_in_at=None)
        )
        shifts = ahead.exclude(handler__user=user).exclude(handler=None).with_people()
        return SwapForm(data, handlers=candidates(station).exclude(user=user), shifts=shifts)

    def act(self, form):
        return acts.ask(self.subject, by=self.request.user, **form.cleaned_data)


class Swaps(PermissionMixin, View):
    """Exchanges that wait, then those decided."""

    permission = "roster.view"

    def get(self, request):
        rows = swaps_for(request.user)
        page = Paginator(rows, 25).get_page(request.GET.get("page"))
        for swap in page:
            swap.steps = [
                step
                for step in SWAP.available(swap, request.user)
                if self.concerns(swap, step, request.user)
            ]
        return render(request, "stations/swaps.html", {"page": page})

    def concerns(self, swap, step, user):
        """Only the asker withdraws, only the other agrees or declines."""
        party = {"withdraw": swap.asker, "agree": swap.other, "decline": swap.other}.get(step.key)
        return party is None or party.user_id == user.pk


class Act(PermissionMixin, View):
    """One button of an exchange. One that has moved on says so and changes nothing."""

    permission = "roster.view"

    def post(self, request, pk, key):
        swap = get_object_or_404(swaps_for(request.user), pk=pk)
        if key not in SWAP.acts:
            raise Http404("没有这一步。")
        seen = request.POST.get("seen", "")
        try:
            SWAP.acts[key](swap, by=request.user, seen=int(seen) if seen.isdigit() else None)
            messages.success(request, f"已办理：{SWAP.steps[key].label}。")
        except DomainError as error:
            messages.error(request, error.sentence)
        return redirect("stations:roster_swaps")
