from django.conf import settings

from .chain import set_address


class AddressMiddleware:
    """Gives every event of this request the client's address; behind the office's own proxy, the one the proxy saw."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        seen = request.META.get("REMOTE_ADDR", "")
        if settings.BEHIND_PROXY:
            seen = request.META.get("HTTP_X_FORWARDED_FOR", seen).rsplit(",", 1)[-1].strip()
        set_address(seen[:45])
        try:
            return self.get_response(request)
        finally:
            set_address("")
