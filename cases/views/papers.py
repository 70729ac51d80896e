from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect

from cases.domain.papers import correct_paper, print_paper
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.documents.models import Paper

from .detail import CasePage


class PaperAct(CasePage):
    """Runs one act on a paper: a person without the right gets 403, anything else is told on the case page."""

    def post(self, request, **kwargs):
        try:
            return self.act(request, **kwargs)
        except NotAllowed as error:
            raise PermissionDenied(error.sentence) from None
        except DomainError as error:
            messages.error(request, error.sentence)
            return redirect(self.case)


class IssuePaper(PaperAct):
    """Papers printed when asked for: the means statement, a receipt of service for one named paper."""

    def act(self, request, pk):
        document = request.POST.get("document", "")
        paper = print_paper(
            self.case, request.POST.get("kind", ""), by=request.user, document=document
        )
        return redirect("documents:paper", paper.pk)


class CorrectPaper(PaperAct):
    def act(self, request, pk, paper):
        old = get_object_or_404(Paper, pk=paper, workflow="case", subject_id=pk)
        correct_paper(self.case, old, by=request.user, reason=request.POST.get("reason", "")[:200])
        messages.success(request, f"已更正“{old.title}”，原件保留并注明。")
        return redirect(self.case)
