"""Being served online: agreed to and taken back from one's case, and the papers themselves. A paper opens by a button, since opening it counts."""

from django.shortcuts import redirect
from django.urls import reverse

from legalaid.faces.portal.letters import papers
from legalaid.faces.portal.served import can_look_up
from legalaid.platform.core.errors import DomainError
from legalaid.platform.office.asked import client_address

from .carried import carried, remember
from .offers import offers_papers
from .views import Page

TICK = "先勾选“我同意”，再点“同意电子送达”。"


class OfPapers(Page):
    template_name = "portal/mine_papers.html"

    def dispatch(self, request, *args, **kwargs):
        self.opened = carried(request) if can_look_up() else None
        if self.opened is None:
            return redirect("portal:mine")
        if not offers_papers(self.opened):
            return redirect("portal:mine_case")
        return remember(super().dispatch(request, *args, **kwargs), self.opened)

    @property
    def case(self):
        return self.opened.case

    def get_context_data(self, **kwargs):
        told = {"papers": papers.shown(self.case), "may_agree": papers.may_agree(self.case)}
        return super().get_context_data(case=self.case, **told | kwargs)

    def refused(self, sentence):
        return self.render_to_response(self.get_context_data(error=sentence), status=422)


class Papers(OfPapers):
    def post(self, request):
        who = self.opened.who
        try:
            if "end" in request.POST:
                papers.take_back(self.case, who=who)
            elif "agree" not in request.POST:
                return self.refused(TICK)
            else:
                papers.agree(self.case, who=who, address=client_address(request))
        except DomainError as error:
            return self.refused(error.sentence)
        return redirect("portal:mine_papers")


class PaperFile(OfPapers):
    """POST opens it; the address it leads to gives what was opened, since old telephones ask a second time for what they download."""

    def post(self, request, pk):
        said = {"who": self.opened.who, "address": client_address(request)}
        try:
            papers.open_paper(self.case, pk, **said)
        except DomainError as error:
            return self.refused(error.sentence)
        return redirect(reverse("portal:mine_paper", args=[pk]))

    def get(self, request, pk):
        return papers.file_of(self.case, pk) or redirect("portal:mine_papers")
