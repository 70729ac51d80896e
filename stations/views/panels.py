"""What the network shows on other pages: where an account works, and how it ends or comes back."""

from django.template.loader import render_to_string
from django.utils.html import format_html

from legalaid.platform.office import panels
from stations.models import Handler, Staff
from stations.permissions import may_manage


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


def account(request, person):
    """The way to deactivate the account, which hands over what is open, or the button that brings it back."""
    if may_manage(request.user, person):
        return ""
    return render_to_string("stations/_account_acts.html", {"person": person}, request)


panels.register("post", posts)
panels.register("account", account)
