"""What an office begins with: a sheet for civil and administrative files, one for criminal, and the usual limits of the grades."""

from django.utils import timezone

from cases.quality.law import examples, sheet
from cases.quality.models import ItemSheet, ReviewRule

LIMITS = {"excellent": 90, "good": 80, "passing": 60, "gap": 10}
SOURCE = "常见做法，未经核实，请按本省规定调整"


def load_examples(using):
    """Adds what is not there; what the office changed stays."""
    now = timezone.now()
    for series, name, kinds, text in examples.SHEETS:
        items, _ = sheet.read(text)
        said = {
            "name": name, "kinds": list(kinds), "rows": sheet.kept(items), "vetoes": list(examples.VETOES),
            "basis": examples.BASIS, "at": now,
        }  # fmt: skip
        ItemSheet.objects.using(using).get_or_create(series=series, version=1, defaults=said)
    first = {"valid_from": timezone.localdate(now), "source": SOURCE, **LIMITS}
    if not ReviewRule.objects.using(using).exists():
        ReviewRule.objects.using(using).create(**first)
