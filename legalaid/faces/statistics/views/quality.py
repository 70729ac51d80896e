from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.urls import reverse

from cases.queries.case import cases_for
from cases.workflow import CASE
from legalaid.faces.statistics.lists import MENDING, faults
from legalaid.faces.statistics.queries.quality import FAULTS, faulty
from legalaid.platform.office.pages import Page


class Quality(Page):
    """What to mend before a report; each row leads to the act that mends it, or says whose it is."""

    permission, template_name = "statistics.view", "statistics/quality.html"
    table = MENDING

    def permits(self, user):
        if super().permits(user) and not user.may("cases.view"):
            raise PermissionDenied("您的岗位只看数字，不查看案件内容。")
        return super().permits(user)

    def get_context_data(self, **kwargs):
        cases = cases_for(self.request.user)
        lists = {fault.key: (fault, faulty(fault, cases)) for fault in FAULTS}

        counted = [(fault, rows.count()) for fault, rows in lists.values()]
        context = super().get_context_data(
            lists=counted, faults=faults(None), chosen=None, **kwargs
        )
        if not (chosen := self.request.GET.get("fault", "")):
            return context
        if chosen not in lists:
            raise Http404

        fault, rows = lists[chosen]
        page = Paginator(rows.for_lists(), 25).get_page(self.request.GET.get("page"))
        shown = [(case, *self.mending(fault, case)) for case in page.object_list]
        return context | {"chosen": fault, "faults": faults(fault), "page": page, "shown": shown}

    def mending(self, fault, case):
        """(address and name of the act this person may do now, or why they may not)."""
        why = "在案件页更正"
        for step in (CASE.steps[key] for key in fault.steps):
            if case.state in step.source:
                why = CASE.refusal(step, case, self.request.user)
                if not why:
                    return reverse(f"cases:{step.key}", args=[case.pk]), step.label
        return "", why
