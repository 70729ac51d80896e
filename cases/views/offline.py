"""The key with which a device keeps what is typed while the network is away: one per session, gone with it."""

import base64
import hashlib
import os

from django.http import JsonResponse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import View

from .desk import Desk


@method_decorator(never_cache, name="get")
class OfflineKey(Desk, View):
    def get(self, request):
        key = request.session.setdefault("offline_key", base64.b64encode(os.urandom(32)).decode())
        return JsonResponse({"key": key, "id": hashlib.sha256(key.encode()).hexdigest()[:16]})
