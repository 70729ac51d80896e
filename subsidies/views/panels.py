"""What the money shows on other pages: a case's subsidy."""

from django.template.loader import render_to_string

from legalaid.platform.office import panels
from subsidies.domain import calculation as acts
from subsidies.models import Share
from subsidies.queries.calculation import handlers_before

SHOWN = ("total", "reverses", "batch__title", "batch__state", "payment__state", "payment__paid_on")


def panel(request, case):
    """The subsidy state on the case page."""
    user = request.user
    is_handler = user.may("subsidies.own") and case.handler_id and case.handler.user_id == user.pk
    sees = is_handler or user.may("subsidies.view")
    if not sees or not case.closed_on:
        return ""

    live = case.calculations.live().select_related("batch", "payment").only(*SHOWN)
    rows = list(live if user.may("subsidies.view") else live.filter(handler=case.handler_id))
    may_state = is_handler or user.may("subsidies.prepare")
    context = {
        "case": case,
        "rows": [(row, acts.state_of(case, row)) for row in rows or [None]],
        "may_claim": may_state and not rows and _may_be_paid(case),
        "share": Share.objects.filter(case=case).select_related("handler__user").first(),
        "may_share": not rows and user.may("funds.enter") and handlers_before(case).exists(),
    }
    return render_to_string("subsidies/_panel.html", context)


def _may_be_paid(case):
    """A finished case is paid anew only after what it was paid has been taken back."""
    return not case.finished or case.calculations.exists()


panels.register("case", panel)
