"""How the installation is: for a monitor as two addresses before everything else, for the administrator as a page in words."""

import hmac

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.utils import timezone

from legalaid.platform.core.health import findings, ready

from .pages import Page
from .tables import Column, Table
from .templatetags.office import chip

LIVE, READY = "/healthz", "/readyz"
STATES = {"fine": ("正常", "kept"), "soon": ("注意", "soon"), "bad": ("不正常", "late")}


class HealthMiddleware:
    """Answers the monitor before sessions, hosts and redirections are asked: alive (200), ready (200 or 503).

    Whoever does not carry the monitor's token (MONITOR_TOKEN) learns no more than that.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path == LIVE:
            return HttpResponse("ok\n", "text/plain")
        return _readiness(request) if request.path == READY else self.get_response(request)


def _readiness(request):
    found = findings(timezone.now())
    answer = {"ready": ready(found)}
    if _is_monitor(request):
        answer["checks"] = {
            one.key: {"level": finding.level, "sentence": finding.sentence}
            for one, finding in found
        }

    options = {"ensure_ascii": False}
    status = 200 if answer["ready"] else 503
    headers = {"Cache-Control": "no-store"}
    return JsonResponse(answer, status=status, headers=headers, json_dumps_params=options)


def _is_monitor(request):
    wanted = f"Bearer {settings.MONITOR_TOKEN}".encode()
    given = request.headers.get("Authorization", "").encode()
    return bool(settings.MONITOR_TOKEN) and hmac.compare_digest(wanted, given)


def _state(row, _):
    return chip(*STATES[row[1].level])


FINDINGS = Table(
    empty="没有检查项。",
    columns=(
        Column("check", "项目", lambda row: row[0].label),
        Column("state", "状态", lambda row: STATES[row[1].level][0], draw=_state),
        Column("said", "情况", lambda row: row[1].sentence),
        Column("todo", "怎样处理", lambda row: row[1].todo, quiet=True),
    ),
)


class Health(Page):
    permission = "office.settings"
    template_name = "health.html"

    def get_context_data(self, **kwargs):
        found = findings(timezone.now())
        return super().get_context_data(table=FINDINGS, found=found, ready=ready(found), **kwargs)
