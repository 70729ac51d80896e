"""The monthly sheet for posting: who was given how much, on the page, as a workbook, on paper."""

from datetime import timedelta

from django.template.loader import render_to_string
from django.utils import timezone

from cases.queries.fairness import by_kind, last_day, shares
from cases.tables.fairness import BY_KIND, FAIRNESS
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.documents import render as documents
from legalaid.platform.office.asked import as_month
from legalaid.platform.office.downloads import PDF, XLSX, download
from legalaid.platform.office.pages import Page

verb("fairness.printed", "打印{month}指派情况公示表", data=("month",))


class Fairness(Page):
    permission, refusal = "cases.fairness", "您的岗位不看指派情况公示表。"
    template_name = "cases/fairness.html"

    def get(self, request, *args, **kwargs):
        self.today = timezone.localdate()
        self.month = as_month(request.GET.get("month"))
        self.lines = shares(request.user, self.month, self.today)
        asked = {"xlsx": self.workbook, "pdf": self.paper}.get(request.GET.get("export"))
        return asked() if asked else super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        following = (self.month + timedelta(31)).replace(day=1)
        return super().get_context_data(
            month=self.month,
            before=(self.month - timedelta(1)).replace(day=1),
            following=following if following <= self.today else None,
            until=last_day(self.month, self.today),
            lines=self.lines,
            table=FAIRNESS,
            kinds=by_kind(self.lines),
            kinds_table=BY_KIND,
            **kwargs,
        )

    def workbook(self):
        data, count = FAIRNESS.workbook(self.lines)
        asked = f"{self.month:%Y-%m}指派情况公示表"
        record("list.export", by=self.request.user, count=count, query=asked)
        return download(data, f"fairness-{self.month:%Y%m}.xlsx", XLSX)

    def paper(self):
        context = self.get_context_data(today=self.today)
        page = render_to_string("papers/fairness.html", context, request=self.request)
        record("fairness.printed", by=self.request.user, month=f"{self.month:%Y-%m}")
        return download(documents.pdf(page), f"fairness-{self.month:%Y%m}.pdf", PDF, inline=True)
