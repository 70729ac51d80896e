"""Cases on their way between the stations and the centre."""

from django.utils.html import format_html
from django.utils.safestring import mark_safe

from legalaid.platform.core.words import moment
from legalaid.platform.office.addresses import page_of
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip, clock

GREEN = mark_safe(' <span class="chip">绿色通道</span>')


def _applicant(case, name):
    return format_html("{}{}", name, GREEN if case.green else "")


def _proposal(case):
    pre_review = getattr(case, "pre_review", None)
    return pre_review.get_proposal_display() if pre_review else ""


def _promise(case, words):
    return chip(moment(case.promise.due_at), case.promise.colour()) if case.promise else words


HANDOVERS = Table(
    frame="frame mb-0",
    columns=(
        Column("number", "案件编号", link=page_of("cases:detail")),
        Column("applicant", "申请人", "applicant__name", draw=_applicant),
        Column("cause", "案由", "cause__name"),
        Column("station", "工作站", "station__name"),
        Column("proposal", "初审建议", _proposal, none="未初审"),
        Column("promise", "24小时承诺", draw=_promise),
        Column("due", "审查期限", "due_at", draw=lambda case, _: clock(case)),
    ),
)
