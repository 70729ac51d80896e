from cases.law.articles import chapters
from legalaid.platform.office.pages import Page


class Articles(Page):
    """The Law's own words: what the pages cite leads here."""

    template_name = "cases/articles.html"

    def permits(self, user):
        """The law is everybody's."""
        return True

    def get_context_data(self, **kwargs):
        return super().get_context_data(chapters=chapters(), **kwargs)
