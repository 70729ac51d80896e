from django.utils.functional import SimpleLazyObject

from .queries.station import station_of


def post(request):
    """The station one works for, beside the name of the office: a part-time clerk may sit at somebody else's machine."""
    user = getattr(request, "user", None)
    return {
        "post": SimpleLazyObject(lambda: station_of(user))
        if user and user.is_authenticated
        else None
    }
