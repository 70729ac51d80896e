"""What was drawn, for whoever does what the line of the plan says."""

from django.db.models import Exists, OuterRef

from cases.quality.enums import InquiryState, Tool
from cases.quality.models import Draw, DrawnCase, Inquiry
from cases.queries.case import cases_for

from .plan import plans_for


def draws_for(user):
    found = Draw.objects.filter(line__plan__in=plans_for(user)).defer("packed")
    return found.select_related("line__plan__station", "line__firm", "by", "voided_by")


def drawn_to_ask(user):
    """Those of the cases one reads of which no letter to an organ stands."""
    asked = Inquiry.objects.exclude(state=InquiryState.VOID).filter(case=OuterRef("case"))
    return drawn_for(Tool.INQUIRY).filter(~Exists(asked), case__in=cases_for(user).order_by())


def drawn_for(tool):
    """The cases drawn for this tool and not done yet, those drawn first first: the tasks of whoever reviews, checks, calls or asks."""
    waiting = DrawnCase.objects.waiting().by_tool(tool)
    return waiting.select_related("case", "draw__line__plan").order_by("draw_id", "position")
