"""The key pair with which a device keeps what is typed or photographed while the network is away: one per person, derived, never stored
there whole."""

import base64
import hashlib

from cryptography.hazmat.primitives.asymmetric import ec
from django.http import JsonResponse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import View

from legalaid.platform.core.crypto import derived
from legalaid.platform.office.access import PermissionMixin

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256 (FIPS 186-5)


def pair_of(user):
    """The key pair of this person: derived, so that any device and any session of theirs has the same one."""
    scalar = int.from_bytes(derived(f"device/{user.pk}"), "big") % (ORDER - 1) + 1
    return ec.derive_private_key(scalar, ec.SECP256R1()).private_numbers()


def _text(number):
    return base64.urlsafe_b64encode(number.to_bytes(32, "big")).decode().rstrip("=")


@method_decorator(never_cache, name="get")
class OfflineKey(PermissionMixin, View):
    def permits(self, user):
        """It opens nothing but what this person kept on a device of theirs."""
        return True

    def get(self, request):
        pair = pair_of(request.user)
        point = pair.public_numbers
        shut = {"kty": "EC", "crv": "P-256", "x": _text(point.x), "y": _text(point.y)}
        mark = hashlib.sha256(shut["x"].encode()).hexdigest()[:16]
        return JsonResponse({"id": mark, "shut": shut, "open": _text(pair.private_value)})
