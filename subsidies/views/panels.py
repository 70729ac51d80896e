"""What the money shows on other pages: a case's subsidy."""

from django.template.loader import render_to_string

from legalaid.platform.office import panels
from subsidies.domain import calculation as acts

SHOWN = ("total", "reverses", "batch__title", "batch__state", "payment__state", "payment__paid_on")


def panel(request, case):
    """The subsidy state on the case page."""
    user = request.user
    is_handler = user.may("subsidies.own") and case.handler_id and case.handler.user_id == user.pk
    sees = is_handler or user.may("subsidies.view")
    if not sees or not case.closed_on:
        return ""

    row = case.calculations.live().select_related("batch", "payment").only(*SHOWN).first()
    may_state = is_handler or user.may("subsidies.prepare")
    context = {
        "case": case,
        "row": row,
        "sentence": acts.state_of(case, row),
        "may_claim": may_state and row is None and _may_be_paid(case),
    }
    return render_to_string("subsidies/_panel.html", context)


def _may_be_paid(case):
    """A finished case is paid anew only after what it was paid has been taken back."""
    return not case.finished or case.calculations.exists()


panels.register("case", panel)
