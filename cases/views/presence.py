"""Whoever opens a case sees who else is there; the page asks again only while its reader does something (static/js/presence.js)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.generic import View

from cases.domain.presence import note, others_at
from cases.queries.case import readable_for
from cases.workflow import CASE
from legalaid.platform.office.access import PermissionMixin
from legalaid.platform.office.pages import RowMixin

from .case import OneCase


class Here(OneCase, RowMixin, PermissionMixin, View):
    """POST: I am here (`step`: and do this); the answer names the others, or is empty."""

    http_method_names = ("post",)

    def get_queryset(self):
        """Whoever reads the page is there, a replaced handler as well."""
        return readable_for(self.request.user)

    def handle_no_permission(self):
        """A page with something typed stays as it is after the session has ended."""
        return HttpResponse(status=204) if self.request.htmx else super().handle_no_permission()

    def post(self, request, pk):
        key, now = request.POST.get("step", ""), timezone.now()
        note(self.object, by=request.user, at=now, step=key if key in CASE.steps else "")

        others = [
            (row.user.name, CASE.steps[row.step].label if row.step else "")
            for row in others_at(self.object, by=request.user, at=now)
        ]
        return render(request, "cases/_present.html", {"others": others})
