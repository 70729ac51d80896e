"""What lies beyond one's rights comes back masked, with the way to ask for it."""

from django.utils import timezone

from legalaid.platform.core.text import mask_name
from legalaid.platform.office.tables import Column, Table


def _year(received_at):
    return f"{timezone.localtime(received_at).year}年"


LIMITED = Table(
    columns=(
        Column("applicant", "申请人", "applicant__name", show=mask_name),
        Column("station", "受理站点", "station__name"),
        Column("year", "年份", "received_at", show=_year),
        Column("ask", "申请查阅", "pk", template="cases/_ask.html"),
    ),
)
FIELDS = [column.value or column.key for column in LIMITED.columns]
