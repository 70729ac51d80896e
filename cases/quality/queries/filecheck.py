"""Files that were drawn to be looked at."""

from django.db.models import F

from cases.quality.enums import Tool
from cases.quality.models import DrawnCase
from cases.queries.case import cases_for


def files_for(user):
    """Those of the cases one reads and did not handle, what waits first."""
    if not user.may("quality.check"):
        return DrawnCase.objects.none()
    drawn = DrawnCase.objects.standing().by_tool(Tool.FILE).filter(case__in=cases_for(user))
    drawn = drawn.exclude(case__handler__user=user)
    joined = ("case__cause", "case__handler__user", "draw__line__plan", "check_of_file__by")
    waiting = F("done_at").desc(nulls_first=True)
    return drawn.select_related(*joined).order_by(waiting, "draw_id", "position")
