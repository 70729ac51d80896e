"""What the quality work shows on other pages: a bad answer at the call back, that it may become a complaint."""

from django.template.loader import render_to_string

from cases.quality.queries.complaint import alarm_for, complaints_for
from legalaid.platform.office import panels


def complaint(request, case):
    """For whoever takes complaints down and reads the answers; the handler has neither."""
    user = request.user
    if not user.may("complaints.take") or not case.held:
        return ""

    last = case.alarms.last()
    alarm = alarm_for(user, last.pk) if last else None
    made = complaints_for(user).filter(alarm=last).first() if last and not alarm else None
    if not (alarm or made):
        return ""
    return render_to_string("quality/_complaint_panel.html", {"alarm": alarm, "made": made})


panels.register("case", complaint)
