"""Writing to the office from one's case. Where the quarter of an hour was over, what was typed stays while the code is asked again."""

import uuid

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from legalaid.faces.portal.letters.domain.writing import write
from legalaid.faces.portal.letters.enums import Kind
from legalaid.platform.accounts import limits
from legalaid.platform.core.errors import DomainError
from legalaid.platform.office.asked import as_token

from . import forms
from .carried import carried, remember
from .offers import open_kinds
from .served import can_look_up
from .views import Page, let_in

ASKED = {
    Kind.MESSAGE: forms.MessageForm,
    Kind.CONTACT: forms.ContactForm,
}
SHUT = "现在不能在网上办这件事，请打电话或者到窗口。"


class Write(Page):
    """GET asks, POST keeps: what is wrong stands beside the field, sent twice it is one letter."""

    template_name = "portal/mine_write.html"

    def dispatch(self, request, *args, **kwargs):
        if kwargs["kind"] not in ASKED:
            raise Http404
        self.kind = Kind(kwargs["kind"])
        self.opened = carried(request) if can_look_up() else None
        if self.opened:
            return remember(super().dispatch(request, *args, **kwargs), self.opened)
        if request.method != "POST" or not can_look_up():
            return redirect("portal:mine")
        return self.come_back()

    def get(self, request, *args, **kwargs):
        if self.kind not in open_kinds(self.opened):
            return redirect("portal:mine_case")
        return self.show(ASKED[self.kind](), 200)

    def post(self, request, *args, **kwargs):
        form = ASKED[self.kind](request.POST)
        if not form.is_valid():
            return self.show(form, 422)
        return self.back() if form.is_trapped else self.send(form)

    def send(self, form):
        opened, token = self.opened, as_token(self.request.POST.get("token")) or uuid.uuid4()
        about = {"token": token, "kind": self.kind, "who": opened.who, "last": opened.last}
        try:
            if self.kind not in open_kinds(opened):
                raise DomainError(SHUT)
            write(opened.case, **about, **form.letter())
        except DomainError as error:
            form.add_domain_error(error)
            return self.show(form, 429 if isinstance(error, limits.TooOften) else 422)
        return self.back()

    def back(self):
        return redirect(f"{reverse('portal:mine_case')}#letters")

    def show(self, form, status, **more):
        token = as_token(self.request.POST.get("token")) or uuid.uuid4()
        context = self.get_context_data(form=form, token=token, asks=self.kind.label, **more)
        return self.render_to_response(context, status=status)

    def come_back(self):
        """What was typed, with the code asked anew; nothing of a case is told by it."""
        form = ASKED[self.kind](self.request.POST)
        if "code" not in self.request.POST:
            return self.show(form, 422, entry=forms.MineForm())

        entry = forms.MineForm(self.request.POST)
        self.opened, status = let_in(self.request, entry)
        if self.opened is None:
            return self.show(form, status, entry=entry)
        return remember(self.post(self.request), self.opened)
