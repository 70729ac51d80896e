from django.shortcuts import redirect, render
from django.utils.http import urlencode

from cases.domain.guessing import ask_for
from cases.tables.search import LIMITED
from legalaid.platform.office.pages import Page

from .asked import Asked
from .finder import FEW, MANY, find


class Find(Page):
    """One box for everything. GET is a page of its own, and works without script; the palette posts what is being typed and gets the
    rows alone. A whole identity number or telephone is answered where it was posted: an address is kept in logs."""

    template_name = "finding/find.html"

    def permits(self, user):
        return True

    def post(self, request):
        asked = Asked.of(request.POST.get("q", ""))
        if request.htmx:
            ask_for(request, asked.text, private=asked.private)
            answer = find(request.user, asked, FEW)
            return render(request, "finding/_found.html", {"answer": answer})
        if asked.unlogged:
            return self.render_to_response(self.get_context_data(asked=asked))
        return redirect(f"{request.path}?{urlencode({'q': asked.text})}")

    def get_context_data(self, asked=None, **kwargs):
        asked = asked or Asked.of(self.request.GET.get("q", ""))
        ask_for(self.request, asked.text, private=asked.private)
        answer = find(self.request.user, asked, MANY)
        return super().get_context_data(answer=answer, q=asked.text, table=LIMITED, **kwargs)
