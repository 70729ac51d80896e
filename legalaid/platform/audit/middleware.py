from legalaid.platform.office.asked import client_address

from .chain import set_address


class AddressMiddleware:
    """Gives every event of this request the client's address."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        set_address(client_address(request))
        try:
            return self.get_response(request)
        finally:
            set_address("")
