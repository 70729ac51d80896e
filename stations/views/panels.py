"""What the network says on other pages: where an account works, how it ends or comes back, what a station does not do."""

from django.template.loader import render_to_string
from django.utils.html import format_html

from legalaid.platform.accounts.offered import narrowing
from legalaid.platform.accounts.roles import Role
from legalaid.platform.office import panels
from stations.enums import Duty
from stations.models import Handler, Staff
from stations.permissions import may_manage
from stations.queries.station import station_of
from stations.queries.training import DONE_WITH


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


# what of a station worker's rights hangs on a duty of the station
DUTIES = {right: duty for duty, right in DONE_WITH.items()} | {
    "cases.hand_over": Duty.APPLY,
    "queue.serve": Duty.CONSULT,
}


@narrowing
def beyond_the_station(user, permission):
    """A unit of the network that only sends slips is offered neither the form for applications nor the register of questions."""
    if user.role != Role.STATION or permission not in DUTIES:
        return False
    station = station_of(user)
    return station is not None and not station.allows(DUTIES[permission])


panels.register("post", posts)
panels.register("account", account)
