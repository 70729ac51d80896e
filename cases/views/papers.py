from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect

from cases.domain.papers import print_paper
from legalaid.platform.core.errors import DomainError, NotAllowed

from .detail import CasePage


class IssuePaper(CasePage):
    """Papers printed when asked for: the means statement, a receipt of service for one named paper.

    A person without the right gets 403, anything else is told on the case page.
    """

    def post(self, request, pk):
        try:
            paper = print_paper(
                self.case,
                request.POST.get("kind", ""),
                by=request.user,
                document=request.POST.get("document", ""),
            )
        except NotAllowed as error:
            raise PermissionDenied(error.sentence) from None
        except DomainError as error:
            messages.error(request, error.sentence)
            return redirect(self.case)

        return redirect("documents:paper", paper.pk)
