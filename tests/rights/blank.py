"""A template engine whose pages are empty: who may open a page does not hang on what stands in it."""

from types import SimpleNamespace

from django.template.backends.base import BaseEngine


class Blank(BaseEngine):
    template = SimpleNamespace(source="")

    def __init__(self, params):
        params.pop("OPTIONS")
        super().__init__(params)

    def get_template(self, name):
        return self

    def render(self, context=None, request=None):
        return "<body></body>"
