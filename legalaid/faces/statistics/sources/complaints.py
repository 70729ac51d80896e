"""Complaints by the day of their outcome, and what was brought against it. Their list is the bureau's, and names nobody."""

from django.db.models import Count, Q

from cases.quality.models import Complaint, ComplaintRemedy
from cases.quality.queries.complaint import complaints_for

from .source import Source, register


def _settled(span):
    settled = (
        Complaint.objects.settled().complained().filter(settled_on__range=(span.starts, span.ends))
    )
    return {"settled": Q(pk__in=settled.order_by().values("pk"))}


def _visible(user, rows):
    keys = rows.order_by().values("pk")
    return complaints_for(user).filter(pk__in=keys).select_related("station", "ground")


def _cells(row):
    return (
        row.number,
        row.ground.text,
        row.get_outcome_display(),
        row.station.name,
        row.settled_on.isoformat(),
    )


register(
    Source(
        "complaints", Complaint, _settled, {"complaints": Count("pk")}, _visible, "complaints.handle",
        ("编号", "事由", "处理", "机构", "日期"), _cells, cuts=("station", "township"), named_by=("number",),
    )
)  # fmt: skip
register(
    Source(
        "complaint_remedies", ComplaintRemedy, lambda span: {"brought": Q(brought_on__range=(span.starts, span.ends))},
        {"remedies": Count("pk")}, lambda user, rows: rows.filter(complaint__in=complaints_for(user)).select_related("complaint"),
        "complaints.handle", ("编号", "方式", "机关", "日期"),
        lambda row: (row.complaint.number, row.get_kind_display(), row.body, row.brought_on.isoformat()), station="complaint__station",
        address=lambda row: row.complaint.get_absolute_url(),
    )
)  # fmt: skip
