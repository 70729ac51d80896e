"""How far what was registered of a letter is, in the public's words."""

from cases import periods
from cases.models import Objection, ReplacementRequest
from cases.quality.models import Complaint
from cases.quality.workflow import COMPLAINT
from cases.workflow import OBJECTION
from legalaid.platform.procedure.deadlines import within

from .enums import Kind

ROWS = {
    Kind.REPLACEMENT: (ReplacementRequest, ("result", "at")),
    Kind.OBJECTION: (Objection, ("state",)),
    Kind.COMPLAINT: (Complaint, ("state",)),
}


def standing_of(letter):
    """ "" where nothing was registered of it."""
    if letter.kind not in ROWS or not letter.became:
        return ""
    model, read = ROWS[letter.kind]
    row = model.objects.only(*read).filter(pk=letter.became).first()
    if row is None:
        return ""
    if letter.kind == Kind.REPLACEMENT:
        return row.get_result_display() or f"中心{within(periods.REPLACEMENT, row.at)}决定"
    places = OBJECTION.places if letter.kind == Kind.OBJECTION else COMPLAINT.places
    return places[row.state].public or row.get_state_display()
