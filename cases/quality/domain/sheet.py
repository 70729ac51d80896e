"""The items by which files are read: a change is a new version; what has begun by the old one ends by it."""

from django.db import transaction
from django.utils import timezone

from cases.quality.law import sheet as law
from cases.quality.models import ItemSheet
from legalaid.platform.audit.chain import record
from legalaid.platform.core.errors import DomainError, StaleState


def change_sheet(old, *, by, lines, vetoes, name, basis, at=None):
    """The next version. Raises DomainError unless three levels stand in every line and the points sum to 100."""
    at = at or timezone.now()
    items, faults = law.read(lines)
    if faults:
        raise DomainError("".join(faults[:3]), field="lines")

    with transaction.atomic():
        row = ItemSheet.objects.select_for_update().get(pk=old.pk)
        if row.replaced_at:
            raise StaleState(f"{row}已有新的版本，请在新版本上修改。")
        row.replaced_at = at
        row.save(update_fields=["replaced_at"])
        new = ItemSheet.objects.create(
            series=row.series, version=row.version + 1, name=name, kinds=row.kinds, stage=row.stage,
            rows=law.kept(items), vetoes=_lines(vetoes), basis=basis, by=by, at=at,
        )  # fmt: skip
        record("office.setting", by=by, what="评估指标", change=str(new))
    return new


def _lines(text):
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
