"""What is about to go wrong, kind by kind, and how it spreads over handlers, firms and stations."""

from django.utils import timezone

from cases.law.warning import BY_KEY, KINDS
from cases.queries.case import cases_for
from cases.queries.warning import BY, Warnings, counts, spread
from cases.tables.warning import WARNINGS, spread_table
from legalaid.platform.accounts.roles import Role
from legalaid.platform.office.pages import Page
from legalaid.platform.office.paging import WidePaginator

PAGE = 25


class WarningBoard(Page):
    permission, refusal = "cases.warn", "您的岗位不看预警。"
    template_name = "cases/warnings.html"

    def get_context_data(self, **kwargs):
        now = timezone.now().replace(second=0, microsecond=0)  # what is counted is kept a while
        user, warnings = self.request.user, Warnings(now)
        by, numbers = self.request.GET.get("by", ""), counts(user, warnings)
        shown = {"kinds": [(kind, numbers[kind.key]) for kind in KINDS], "ways": BY}
        spreads = user.role != Role.HANDLER
        if user.role == Role.BUREAU and by not in BY:
            by = "station"
        if spreads and by in BY:
            table = spread_table(BY[by][0])
            shown |= {"by": by, "spread": spread(user, warnings, by), "spread_table": table}
        else:
            shown |= self.lines(warnings, numbers)
        return super().get_context_data(
            **shown, spreads=spreads, reads=user.role != Role.BUREAU, **kwargs
        )

    def lines(self, warnings, numbers):
        """Of the kind asked for, or the first that has any: what has stood longest first."""
        first = next((kind.key for kind in KINDS if numbers[kind.key]), KINDS[0].key)
        asked = self.request.GET.get("kind", "")
        kind = asked if asked in BY_KEY else first

        rows = warnings.of(kind, cases_for(self.request.user).for_lists()).order_by("at", "pk")
        page = WidePaginator(rows, PAGE).get_page(self.request.GET.get("page"))
        lines = [warnings.line(kind, case) for case in page.object_list]
        return {"kind": BY_KEY[kind], "page": page, "lines": lines, "table": WARNINGS}
