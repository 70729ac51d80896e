from cases.queries.search import search
from cases.tables.case_list import CASES, USUAL, fields_of
from cases.tables.search import LIMITED
from legalaid.platform.office.pages import Page


class Search(Page):
    """One box for everything; what lies beyond one's rights is shown masked, with the way to ask for it."""

    permission, refusal = "cases.search", "您的岗位不查看案件内容。"
    template_name = "cases/search.html"

    def get_context_data(self, **kwargs):
        text = self.request.GET.get("q", "").strip()[:60]
        table = CASES.only(USUAL)
        hits, limited = search(self.request.user, text, fields_of(table)) if text else ([], [])
        return super().get_context_data(
            q=text, hits=hits, limited=limited, table=table, beyond=LIMITED, **kwargs
        )
