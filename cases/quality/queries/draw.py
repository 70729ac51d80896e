"""What was drawn, for whoever does what the line of the plan says."""

from cases.quality.models import Draw, DrawnCase

from .plan import plans_for


def draws_for(user):
    found = Draw.objects.filter(line__plan__in=plans_for(user)).defer("packed")
    return found.select_related("line__plan__station", "line__firm", "by", "voided_by")


def drawn_for(tool):
    """The cases drawn for this tool and not done yet, those drawn first first: the tasks of whoever reviews, checks, calls or asks."""
    waiting = DrawnCase.objects.waiting().by_tool(tool)
    return waiting.select_related("case", "draw__line__plan").order_by("draw_id", "position")
