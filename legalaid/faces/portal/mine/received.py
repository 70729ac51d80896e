"""A letter of the office, opened from one's case: the office sees that it was, and one answers it there."""

from django.shortcuts import redirect

from legalaid.faces.portal.letters.domain.reading import open_letter
from legalaid.faces.portal.letters.enums import Kind
from legalaid.faces.portal.letters.queries import files_of
from legalaid.faces.portal.served import can_look_up
from legalaid.platform.documents.storage import serve

from .carried import carried, remember
from .offers import letter_of, open_kinds, replies_of, sender_of
from .views import Page


class OfLetter(Page):
    """Of whoever the office wrote to; anybody else is led back."""

    def dispatch(self, request, *args, **kwargs):
        self.opened = carried(request) if can_look_up() else None
        if self.opened is None:
            return redirect("portal:mine")
        self.letter = letter_of(self.opened, kwargs["pk"])
        if self.letter is None:
            return redirect("portal:mine_case")
        return remember(super().dispatch(request, *args, **kwargs), self.opened)


class Received(OfLetter):
    template_name = "portal/mine_letter.html"

    def get(self, request, *args, **kwargs):
        open_letter(self.letter)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        told = {
            "letter": self.letter,
            "sender": sender_of(self.letter),
            "files": files_of(self.letter),
            "replies": replies_of(self.letter),
            "answers": Kind.MESSAGE in open_kinds(self.opened),
        }
        return super().get_context_data(**told | kwargs)


class ReceivedFile(OfLetter):
    def get(self, request, pk, file):
        open_letter(self.letter)
        row = files_of(self.letter).filter(pk=file).first()
        if row is None:
            return redirect("portal:mine_letter", pk)
        return serve(row.look, row.look_name, row.look_mime)
