"""The key with which a device keeps what is typed or photographed while the network is away: one per person, never stored there."""

import base64
import hashlib

from django.http import JsonResponse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import View

from legalaid.platform.core.crypto import derived
from legalaid.platform.office.access import PermissionMixin


@method_decorator(never_cache, name="get")
class OfflineKey(PermissionMixin, View):
    def permits(self, user):
        """It opens nothing but what this person kept on a device of theirs."""
        return True

    def get(self, request):
        key = derived(f"device/{request.user.pk}")
        mark = hashlib.sha256(key).hexdigest()[:16]
        return JsonResponse({"key": base64.b64encode(key).decode(), "id": mark})
