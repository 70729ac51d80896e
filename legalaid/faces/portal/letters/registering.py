"""What somebody asked for online, registered by a person as the window registers it: on the same page, filled in from the letter, with its day of
sending; whoever registers completes it."""

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from cases.enums import ObjectionManner, ReplacementAsker
from cases.quality.enums.complaint import ComplaintChannel, ComplaintParty
from cases.quality.views.complaint import ComplaintNew
from cases.queries.following import APPLICANT
from cases.queries.objection import objectable
from cases.views.objection import ObjectionNew
from cases.views.replacement import AskReplacement

from .domain.settling import take_registered
from .enums import Kind
from .queries import letters_for, row_of

ONLINE = "（{day}网上提出，凭查询码和证件号码后四位）"


class OfLetter:
    """A page about one letter that waits; any other is 404. Letter and row are settled together or not at all."""

    kind = None

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            rows = letters_for(request.user).waiting().filter(kind=self.kind).for_lists()
            self.letter = get_object_or_404(rows, pk=kwargs["pk"])
            kwargs["pk"] = self.letter.case_id
        return super().dispatch(request, *args, **kwargs)

    @property
    def sent_on(self):
        return timezone.localdate(self.letter.sent_at)

    @property
    def name(self):
        row = row_of(self.letter)
        return row.name if row else ""

    @property
    def wish(self):
        local = timezone.localtime(self.letter.sent_at)
        return self.letter.text + ONLINE.format(day=f"{local.year}年{local.month}月{local.day}日")

    def act(self, form):
        with transaction.atomic():
            made = super().act(form)
            take_registered(self.letter, by=self.request.user, became=self.row_made(made).pk)
            return made

    def row_made(self, made):
        return made


class TakeReplacement(OfLetter, AskReplacement):
    kind, own, draft = Kind.REPLACEMENT, False, None

    def get_initial(self):
        asker = self.name if self.letter.who == APPLICANT else f"{self.name}（{self.letter.who}）"
        said = {"asked_by": ReplacementAsker.RECIPIENT, "asker": asker, "reason": self.wish}
        return said | {"received_on": self.sent_on}

    def row_made(self, made):
        return self.made


class TakeObjection(OfLetter, ObjectionNew):
    kind = Kind.OBJECTION

    @property
    def token(self):
        return self.letter.token

    def get_initial(self):
        said = {"manner": ObjectionManner.WRITTEN, "received_on": self.sent_on}
        said |= {"objector": self.name, "content": self.wish}
        found = objectable(self.letter.case).get("objectable", ())
        one = next((one for one in found if str(one.paper.pk) == self.letter.about), None)
        if one is None:
            return said
        name = one.whose or self.letter.case.applicant.name
        return said | {"number": one.paper.number_text, "name": name}


class TakeComplaint(OfLetter, ComplaintNew):
    kind, alarm = Kind.COMPLAINT, None

    @property
    def token(self):
        return self.letter.token

    def get_initial(self):
        case, party = self.letter.case, self.letter.about or ComplaintParty.CENTRE
        handler = case.handler
        accused = {
            ComplaintParty.PERSON: handler.user.name if handler else "",
            ComplaintParty.FIRM: str(handler.firm) if handler else "",
        }.get(party, "")
        about = {"station": case.station, "party": party, "accused": accused}
        said = {"channel": ComplaintChannel.WEB, "received_on": self.sent_on, "name": self.name}
        return said | about | {"case_number": case.number, "content": self.wish}
