"""待我决定: the director's reading pane. What waits on the left, the case and the form in the middle, its scans on the right."""

from functools import cached_property

from django.utils.http import urlencode

from cases.queries.decision import groups_of, to_decide
from cases.queries.turn import limits_of
from cases.workflow import CASE
from legalaid.platform.office.asked import as_number
from legalaid.platform.office.pages import ListPage
from legalaid.platform.procedure.outlook import outlook

from .beside import beside
from .case import Fetched
from .decision import grant_form
from .step import draft_of, restored


class Decisions(Fetched, ListPage):
    """Each is decided and signed by itself, on its own step; this page decides nothing."""

    permission, refusal = "cases.decide", "您的岗位不作给予或者不予法律援助的决定。"
    template_name = "cases/decisions.html"
    paginate_by = 30

    @cached_property
    def alike(self):
        return self.request.GET.get("alike", "")[:40]

    def get_queryset(self):
        return to_decide(self.request.user, self.alike).for_todo().prefetch_related("review")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(alike=self.alike, **kwargs)
        rows, asked = list(context["page"]), as_number(self.request.GET.get("case"))
        case = self.chosen(rows, asked)

        context |= {"rows": rows, "groups": groups_of(to_decide(self.request.user))}
        context["gone"] = asked is not None and (case is None or case.pk != asked)
        return context | (self.reading(case) if case else {})

    def chosen(self, rows, asked):
        """The one asked for, on whatever page of the list; the first otherwise."""
        named = self.get_queryset().filter(pk=asked).first() if asked else None
        return named or (rows[0] if rows else None)

    def reading(self, case):
        user, step = self.request.user, CASE.steps["grant"]
        proposed = case.review.proposal == "给予"
        draft = draft_of(user, case, "grant").first() if proposed else None
        return {
            "case": case,
            "step": step,
            "back": self.way_back(),
            "form": grant_form(case, draft) if proposed else None,
            "restored": restored(draft) if draft else "",
            "limits": list(limits_of(case)),
            "outlook": outlook(CASE, step, case) if proposed else (),
            **beside(case, user, step),
        }

    def way_back(self):
        """The query by which a step page leads back here."""
        return "?" + urlencode(
            {"then": "decisions"} | ({"alike": self.alike} if self.alike else {})
        )
