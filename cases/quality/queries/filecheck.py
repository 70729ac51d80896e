"""Files that were drawn to be looked at."""

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
    return drawn.select_related(*joined).order_by("-done_at", "draw_id", "position")
