"""Slips on which an account is handed over: one for each person, cut apart and given by hand. They are printed and not kept."""

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe

from legalaid.platform.accounts.invitations import LASTS
from legalaid.platform.core.office import office
from legalaid.platform.core.words import day
from legalaid.platform.documents import qr, render


def slips_pdf(slips):
    """`slips`: [(person, link)] of invitations made now."""
    until = day(timezone.localdate() + LASTS)
    rows = [
        {"person": person, "link": link, "qr": mark_safe(qr.svg(link, "30mm"))}  # noqa: S308  drawn by us
        for person, link in slips
    ]
    context = {"slips": rows, "until": until, "OFFICE": office()}
    return render.pdf(render_to_string("papers/invitation_slips.html", context))
