"""What the network shows on other pages: today's duty and the duties that wait for training, on everybody's first page."""

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html

from legalaid.platform.accounts.roles import Role
from legalaid.platform.office import panels
from stations.models import Handler, Staff
from stations.queries.training import duties_waiting

from .duty import own_shifts


def home(request, user):
    context = {"waiting": duties_waiting(user)}
    if user.role == Role.HANDLER:
        today = own_shifts(user).standing().filter(day=timezone.localdate())
        context["duties"] = today.filter(signed_out_at=None)

    if not any(context.values()):
        return ""
    return render_to_string("stations/_home.html", context)


def posts(request, users):
    """Where these users work: the station of staff, the firm of handlers."""
    staff = Staff.objects.filter(user__in=users).select_related("user", "station")
    handlers = Handler.objects.filter(user__in=users).select_related("user", "firm")

    places = {row.user_id: (row.get_absolute_url(), row.station) for row in staff}
    places |= {row.user_id: (row.get_absolute_url(), row.firm) for row in handlers}
    return {
        user: format_html('<a href="{}">{}</a>', address, name)
        for user, (address, name) in places.items()
    }


panels.register("home", home)
panels.register("post", posts)
