from django.utils.functional import SimpleLazyObject

from .queries.station import station_of


def post(request):
    """The station one works for, beside the name of the office: a part-time clerk may sit at somebody else's machine."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"post": None}
    return {"post": SimpleLazyObject(lambda: station_of(user))}
