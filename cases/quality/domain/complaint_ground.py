"""The grounds with which an office begins: the lines of table 13."""

from cases.quality.enums.complaint import ComplaintLine
from cases.quality.models import ComplaintGround


def load_grounds(using):
    """Once; what the bureau made of them later stays."""
    rows = ComplaintGround.objects.using(using)
    if not rows.exists():
        rows.bulk_create(ComplaintGround(text=line.label, line=line) for line in ComplaintLine)
