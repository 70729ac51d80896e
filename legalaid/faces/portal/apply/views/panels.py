"""On the page of a case that came by the network: what was sent in, and papers nobody has looked at yet."""

from django.template.loader import render_to_string

from cases.enums import Channel
from legalaid.platform.office.panels import register

from ..queries import submissions_for


def of_case(request, case):
    if case.channel != Channel.WEB or not request.user.may("submissions.view"):
        return ""
    row = submissions_for(request.user).filter(case=case.pk).defer("answers").first()
    if row is None:
        return ""
    waits = row.arrived.filter(taken_at=None).count()
    return render_to_string("portal/apply/_panel.html", {"row": row, "waits": waits})


register("case", of_case)
