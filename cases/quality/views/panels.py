"""What the quality work shows on other pages: a bad answer at the call back, that it may become a complaint; a service, that it
may be rated; the way to a case's review and to a handler's file."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html

from cases.quality.models import Rating
from cases.quality.queries.complaint import alarm_for, complaints_for
from cases.quality.queries.qualityfile import handler_files
from cases.quality.queries.rating import answered_consultations, served_tickets
from cases.quality.queries.review import reviews_for
from legalaid.platform.office import panels


def complaint(request, case):
    """For whoever takes complaints down and reads the answers; the handler has neither."""
    user = request.user
    if not user.may("complaints.take") or not case.held:
        return ""

    last = case.alarms.last()
    alarm = alarm_for(user, last.pk) if last else None
    made = None
    if last and not alarm:
        made = complaints_for(user).standing().filter(alarm=last).first()
    if not (alarm or made):
        return ""
    return render_to_string("quality/_complaint_panel.html", {"alarm": alarm, "made": made})


def rating(name, open_to):
    """A button to have one service rated, for whoever may ask for it, while it was not."""

    def panel(request, row):
        user = request.user
        open_rows = open_to(user).filter(pk=row.pk, rating=None)
        if not user.may("ratings.take") or not open_rows.exists():
            return ""
        return _button(name, row)

    return panel


def of_closed(request, case):
    """The same of a case one reads already, for whoever calls recipients back."""
    user = request.user
    takes = user.may("ratings.take") and user.may("cases.follow_up")
    if not (case.closed_on and takes) or Rating.objects.filter(case=case).exists():
        return ""
    return _button("quality:rate_case", case)


def _button(name, row):
    return render_to_string("quality/_rating_panel.html", {"path": reverse(name, args=[row.pk])})


panels.register("case", complaint)


def at_kiosk(request, hall):
    """Whoever was served may rate it at the machine too; from there the way leads back to it."""
    line = '<a href="{}?kiosk={}">评价刚才的服务</a>'
    return format_html(line, reverse("quality:rate"), hall.kiosk)


panels.register("kiosk", at_kiosk)


def of_case(request, case):
    """Only for whoever may see the review now: who arranges it, and whoever handled the case once it is told."""
    user = request.user
    if not case.closed_on or not (user.may("reviews.manage") or user.may("reviews.answer")):
        return ""
    rows = reviews_for(user).filter(case=case).exclude(state="withdrawn")
    row = rows.select_related(None).only("state").first()
    if row is None:
        return ""
    line = (
        '<section class="card"><h2>同行评估</h2><p class="mb-0"><a href="{}">{}</a></p></section>'
    )
    return format_html(line, row.get_absolute_url(), row.get_state_display())


def file_of_case(request, case):
    if not case.handler_id or not request.user.may("qualityfiles.view"):
        return ""
    return format_html(FILE, reverse("quality:case_file", args=[case.pk]))


FILE = '<section class="card"><h2>质量</h2><p class="mb-0"><a href="{}">质量档案</a></p></section>'


def of_handler(request, handler):
    if not request.user.may("qualityfiles.view"):
        return ""
    if not handler_files(request.user).filter(pk=handler.pk).exists():
        return ""
    return format_html(FILE, reverse("quality:handler_file", args=[handler.pk]))


panels.register("case", of_case)
panels.register("case", file_of_case)
panels.register("handler", of_handler)
panels.register("case", of_closed)
panels.register("ticket.made", rating("quality:rate_ticket", served_tickets))
panels.register("consultation", rating("quality:rate_consultation", answered_consultations))
