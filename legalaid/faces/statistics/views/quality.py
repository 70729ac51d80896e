from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from cases.queries.case import cases_for
from cases.workflow import CASE
from legalaid.faces.statistics.queries.quality import FAULTS, faulty
from legalaid.platform.office.access import PermissionMixin


class Quality(PermissionMixin, View):
    """What to mend before a report; each row leads to the act that mends it, or says whose it is."""

    permission = "statistics.view"

    def get(self, request):
        if not request.user.may("cases.view"):
            raise PermissionDenied("您的岗位只看数字，不查看案件内容。")

        cases = cases_for(request.user)
        lists = [(fault, faulty(fault, cases)) for fault in FAULTS]

        chosen = request.GET.get("fault", "")
        if chosen and chosen not in {fault.key for fault in FAULTS}:
            raise Http404

        context = {"lists": [(fault, rows.count()) for fault, rows in lists], "chosen": None}
        if chosen:
            fault, rows = next(pair for pair in lists if pair[0].key == chosen)
            page = Paginator(rows.for_lists(), 25).get_page(request.GET.get("page"))
            shown = [(case, *self.mending(fault, case)) for case in page.object_list]
            context |= {"chosen": fault, "page": page, "shown": shown}

        return render(request, "statistics/quality.html", context)

    def mending(self, fault, case):
        """(address and name of the act this person may do now, or why they may not)."""
        why = "在案件页更正"
        for step in (CASE.steps[key] for key in fault.steps):
            if case.state in step.source:
                why = CASE.refusal(step, case, self.request.user)
                if not why:
                    return reverse(f"cases:{step.key}", args=[case.pk]), step.label
        return "", why
