"""What a case adds to the pages of lower apps."""

from django.template.loader import render_to_string
from django.urls import reverse

from cases.domain.calendar import feed_of, token_of
from cases.periods import NOTIFIED_ASSIGNMENT
from cases.queries.case import cases_for
from cases.queries.consultation import consultations_for
from cases.queries.help import duties_for, helps_for
from cases.workflow import CASE
from legalaid.platform.office.panels import register
from legalaid.platform.procedure.deadlines import begun, within
from stations.enums import PostKind, SlipState
from stations.queries.station import station_of


def on_referral(request, slip):
    """The consultation the slip came of; the application that came of it, in its public words, or the way to make one."""
    case, user = slip.cases.first(), request.user
    receives = station_of(user) == slip.to_station and slip.state == SlipState.ACCEPTED
    may = user.may("cases.apply") and receives
    asked = list(consultations_for(user).filter(referral=slip))
    runs = slip.is_notice and slip.state in (SlipState.SENT, SlipState.ACCEPTED)
    if case is None and not may and not asked and not runs:
        return ""

    context = {"slip": slip, "case": case, "may": may, "asked": asked}
    if runs:
        context["assign_within"] = within(NOTIFIED_ASSIGNMENT, slip.sent_at)
        context["assign_by"] = _assigned_by(slip)
    if case:
        sees = cases_for(user).filter(pk=case.pk).exists()
        context |= {"public": CASE.places[case.state].public, "sees": sees}
    return render_to_string("cases/_referral_panel.html", context, request)


def _assigned_by(slip):
    """The three days of the Law (art. 36) from when the notice was sent, unsaved: the case's own clock is what counts."""
    return begun("case", NOTIFIED_ASSIGNMENT.key, [slip.sent_at])[0]


def made_of_ticket(request, ticket):
    """What was registered for whoever had this number."""
    consultations, cases = ticket.consultations.all(), ticket.cases.all()
    if not consultations and not cases:
        return ""

    context = {"consultations": consultations, "cases": cases}
    return render_to_string("cases/_ticket_made.html", context)


def starts_of_ticket(request, ticket):
    """What the window may register for the person before it."""
    return render_to_string("cases/_ticket_starts.html", {"ticket": ticket}, request)


register("referral", on_referral)
register("ticket.made", made_of_ticket)
register("ticket.starts", starts_of_ticket)


def helps_of_duty(request, shift):
    """The way to register who is helped, at a duty lawyer's post; and who was."""
    user = request.user
    if not user.may("cases.help") or shift.post.kind == PostKind.WINDOW:
        return ""

    may = duties_for(user).filter(pk=shift.pk).exists()
    helps = list(helps_for(user).filter(shift=shift).select_related("cause").order_by("-pk"))
    context = {"shift": shift, "may": may, "helps": helps}
    return render_to_string("cases/_duty_helps.html", context) if may or helps else ""


register("duty", helps_of_duty)


def own_feed(request, user):
    """The address of one's own calendar: since when, last read when, and how it ends."""
    if not user.may("cases.view"):
        return ""
    feed = feed_of(user)
    address = reverse("cases:feed", args=[token_of(feed)]) if feed else ""
    context = {"feed": feed, "address": request.build_absolute_uri(address) if feed else ""}
    return render_to_string("cases/_feed.html", context, request)


register("own", own_feed)
