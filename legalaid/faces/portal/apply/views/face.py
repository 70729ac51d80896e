"""What every page of an online application stands on: whose draft it is, by a sealed cookie; nothing of it in an address."""

from functools import cached_property

from django.conf import settings
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from legalaid.faces.portal.doubt import is_doubted
from legalaid.faces.portal.served import can_apply
from legalaid.platform.accounts.limits import attempt
from legalaid.platform.office.asked import client_address

from .. import codes
from ..enums import SeenBy
from ..forms.end import ResumeForm
from ..queries import draft_by, submission_by

COOKIE = "apply"
LASTING = {SeenBy.ALONE: 12 * 3600, SeenBy.OTHERS: 20 * 60}  # seconds without a page
WORTH_COPYING = 20  # characters


def remember(response, code, seen_by):
    response.set_cookie(
        COOKIE,
        codes.as_cookie(code),
        max_age=LASTING[seen_by],
        path=reverse("apply:start"),
        httponly=True,
        secure=settings.HTTPS,
        samesite="Lax",
    )
    return response


def forget(response):
    response.delete_cookie(COOKIE, path=reverse("apply:start"), samesite="Lax")
    return response


@method_decorator(never_cache, name="dispatch")
class Face(TemplateView):
    """A page without login; where this process takes nothing in, the ways that are open instead. `code`: the code or the words of what
    this device goes on with, or ""."""

    def dispatch(self, request, *args, **kwargs):
        if not self.can:
            return redirect("portal:apply")
        response = super().dispatch(request, *args, **kwargs)
        row = self.draft or self.submission
        if self.code and row and COOKIE not in response.cookies:
            remember(response, self.code, row.seen_by)
        return response

    @cached_property
    def code(self):
        return codes.of_cookie(self.request.COOKIES.get(COOKIE)) if self.can else ""

    @cached_property
    def can(self):
        return can_apply()

    @cached_property
    def _blinds(self):
        return codes.typed_blinds(self.code)

    @cached_property
    def draft(self):
        return draft_by(self._blinds, timezone.localdate())

    @cached_property
    def submission(self):
        return submission_by(self._blinds)

    def count(self, door):
        """Counts a try of this address. Raises TooOften."""
        attempt(door, client_address(self.request))

    def show(self, status=200, **context):
        return self.render_to_response(self.get_context_data(**context), status=status)


@method_decorator(never_cache, name="dispatch")
class OfDraft(Face):
    """A page of a draft: what was sent leads to its receipt, nothing at all to where one begins, or where
    something was written to where the code is asked again."""

    def dispatch(self, request, *args, **kwargs):
        if self.draft:
            return super().dispatch(request, *args, **kwargs)
        if self.can and request.method == "POST" and (self.typed or not self.submission):
            return self.ended()
        return redirect("apply:receipt" if self.submission else "apply:start")

    @property
    def typed(self):
        """What was written at length."""
        sent = self.request.POST.items()
        texts = (text.strip() for name, text in sent if name != "csrfmiddlewaretoken")
        return [text for text in texts if len(text) >= WORTH_COPYING]

    def ended(self):
        """It was sent meanwhile, this device has forgotten the code, or nothing is kept under it any more: says which, and gives long answers
        back to be copied."""
        told = {
            "resume": ResumeForm(prefix="back", doubted=is_doubted("apply_code", self.request)),
            "ended": True,
            "sent": self.submission,
            "gone": bool(self.code),
            "typed": self.typed,
        }
        return TemplateResponse(self.request, "portal/apply/resume.html", told, status=422)
