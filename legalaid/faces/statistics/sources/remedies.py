"""Reconsideration and suits against decisions of the bureau on objections (Law art. 49), by the day on which they were brought."""

from django.db.models import Count, Q

from cases.models import Remedy
from cases.queries.objection import objections_for

from .source import Source, register


def _visible(user, rows):
    rows = rows.filter(objection__in=objections_for(user).order_by())
    return rows.select_related("objection__paper").defer("objection__paper__context")


register(
    Source(
        "remedies", Remedy, lambda span: {"brought": Q(brought_on__range=(span.starts, span.ends))}, {"items": Count("pk")}, _visible,
        "objections.view", ("方式", "机关或者法院", "原决定", "提出", "结果"),
        lambda row: (row.get_kind_display(), row.body, row.objection.title, row.brought_on.isoformat(), row.get_result_display()),
        station="objection__case__station", address=lambda row: row.objection.get_absolute_url(),
    )
)  # fmt: skip
