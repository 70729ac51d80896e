"""What the network shows on other pages: today's duty and the duties that wait for training, on everybody's first page."""

from django.template.loader import render_to_string
from django.utils import timezone

from legalaid.platform.accounts.roles import Role
from legalaid.platform.core import panels
from stations.queries.training import duties_waiting

from .duty import own_shifts


def home(request, user):
    context = {"waiting": duties_waiting(user)}
    if user.role == Role.HANDLER:
        context["duties"] = own_shifts(user).standing().filter(day=timezone.localdate(), signed_out_at=None)
    return render_to_string("stations/_home.html", context).strip()


panels.register("home", home)
