from django.urls import reverse

from cases.domain.papers import print_paper

from .case import CaseAct


class IssuePaper(CaseAct):
    """Papers printed when asked for: the means statement, a receipt of service for one named paper."""

    def act(self):
        kind, document = (self.request.POST.get(name, "") for name in ("kind", "document"))
        paper = print_paper(self.object, kind, by=self.request.user, document=document)
        return reverse("documents:paper", args=[paper.pk])
