from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.urls import reverse

from cases.queries.case import cases_for
from cases.workflow import CASE
from legalaid.faces.statistics.lists import MENDING, faults
from legalaid.faces.statistics.queries.dashboard import counted_for
from legalaid.faces.statistics.queries.quality import counts, faulty
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
        rows = counted_for(self.request.user)
        counted = counts(rows)
        context = super().get_context_data(
            lists=counted, faults=faults(None), chosen=None, **kwargs
        )
        if not (chosen := self.request.GET.get("fault", "")):
            return context

        found = next(((row, count) for row, count in counted if row.key == chosen), None)
        if found is None:
            raise Http404
        mending, count = found

        page = Paginator(range(count), 25).get_page(self.request.GET.get("page"))
        first, last = max(page.start_index() - 1, 0), page.end_index()
        keys = list(faulty(mending, rows).values_list("case", flat=True)[first:last])
        cases = cases_for(self.request.user).for_lists().in_bulk(keys)
        shown = [(cases[key], *self.mending(mending, cases[key])) for key in keys if key in cases]
        return context | {
            "chosen": mending,
            "faults": faults(mending),
            "page": page,
            "shown": shown,
        }

    def mending(self, mending, case):
        """(address and name of the act this person may do now, or why they may not)."""
        why = "在案件页更正"
        for step in (CASE.steps[key] for key in mending.steps):
            if case.state in step.source:
                why = CASE.refusal(step, case, self.request.user)
                if not why:
                    return reverse(f"cases:{step.key}", args=[case.pk]), step.label
        return "", why
