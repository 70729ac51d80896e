"""What every page about one case stands on."""

from django.core.exceptions import PermissionDenied
from django_htmx.http import HttpResponseClientRedirect

from cases.queries.case import cases_for
from legalaid.platform.core.errors import NotAllowed
from legalaid.platform.office.pages import RowActPage


class Fetched:
    """A part that is fetched after the session has ended leads the whole page to the login."""

    def handle_no_permission(self):
        answer = super().handle_no_permission()
        return HttpResponseClientRedirect(answer.url) if self.request.htmx else answer


class OneCase(Fetched):
    """The case within one's rights; any other is 404."""

    context_object_name = "case"

    def permits(self, user):
        """Which cases one may see is said by the queryset."""
        return True

    def get_queryset(self):
        return cases_for(self.request.user).for_lists().prefetch_related("parties")


class CaseAct(OneCase, RowActPage):
    """A button on the page of a case; whoever may not press it gets 403."""

    def refused(self, error):
        if isinstance(error, NotAllowed):
            raise PermissionDenied(error.sentence)
        return super().refused(error)
