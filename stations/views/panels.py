"""What the network shows on other pages: where an account works."""

from django.utils.html import format_html

from legalaid.platform.office import panels
from stations.models import Handler, Staff


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


panels.register("post", posts)
