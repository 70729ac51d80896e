"""The register of the centre's letters."""

from django.utils.html import format_html

from cases.enums.agencies import AssistanceState
from legalaid.platform.core.words import moment
from legalaid.platform.office.addresses import address
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import due_chip
from legalaid.platform.procedure.models import colour


def _case(row):
    return address("cases:detail", row.case_id)


def _state(row, label):
    if row.state != AssistanceState.ASKED:
        return label
    return format_html("{} {}", label, due_chip(row.due_at, colour(row.asked_at, row.due_at)))


LETTERS = Table(
    title="函件",
    empty="没有函件。",
    hint="承办人在案件页“请中心出函、协调”，这里办理；中心自行出函的也在这里。",
    columns=(
        Column("asked_at", "请求时间", show=moment),
        Column("case", "案件", "case__number", link=_case),
        Column("applicant", "受援人", "case__applicant__name"),
        Column("kind", "事项", "get_kind_display"),
        Column("addressee", "发往"),
        Column("asked_by", "请求人", "asked_by__name"),
        Column("state", "办理情况", "get_state_display", draw=_state),
        Column("number", "文号"),
        Column("answered_by", "办理人", "answered_by__name"),
    ),
)
