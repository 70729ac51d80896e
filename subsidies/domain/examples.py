"""The documented standards of other places as rows marked 示例: to look at, to copy, never to pay by."""

from subsidies.law.examples import EXAMPLES
from subsidies.models import Standard, StandardRate
from subsidies.models.standard import CONDITIONS

RATE = ("service", "kind", "stage", "manner", "direct", "labour")


def load_examples(using="default"):
    """Fills in the examples once; returns how many were added."""
    standards, rates = Standard.objects.using(using), StandardRate.objects.using(using)
    if standards.filter(example=True).exists():
        return 0

    for example in EXAMPLES:
        sheet = example.sheet
        conditions = {name: getattr(sheet, name) for name in CONDITIONS}
        factors = {f"factor_{grade}": factor for grade, factor in sheet.factors.items()}
        row = standards.create(
            title=example.region,
            region=example.region,
            source=example.source,
            valid_from=example.valid_from,
            example=True,
            **conditions,
            **factors or {"factor_fail": 1},
        )

        rates.bulk_create(
            StandardRate(standard=row, **{name: getattr(rate, name) for name in RATE})
            for rate in sheet.rates
        )
    return len(EXAMPLES)
