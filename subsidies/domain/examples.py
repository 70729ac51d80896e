"""The documented standards of other places as rows marked 示例: to look at, to copy, never to pay by."""

from subsidies.law.examples import EXAMPLES
from subsidies.models import Standard, StandardRate

SHEET = (
    "group_step", "group_ceiling", "cross_city", "cross_province", "difficult", "gravest_factor", "case_ceiling", "file_days",
    "late_per_day", "late_ceiling",
)  # fmt: skip


def load_examples(using="default"):
    """Fills in the examples once; returns how many were added."""
    if Standard.objects.using(using).filter(example=True).exists():
        return 0
    for example in EXAMPLES:
        sheet = example.sheet
        factors = {f"factor_{grade}": factor for grade, factor in sheet.factors.items()}
        row = Standard.objects.using(using).create(
            title=example.region, region=example.region, source=example.source, valid_from=example.valid_from, example=True,
            **{name: getattr(sheet, name) for name in SHEET}, **factors or {"factor_fail": 1},
        )  # fmt: skip
        StandardRate.objects.using(using).bulk_create(
            StandardRate(
                standard=row,
                service=r.service,
                kind=r.kind,
                stage=r.stage,
                manner=r.manner,
                direct=r.direct,
                labour=r.labour,
            )
            for r in sheet.rates
        )
    return len(EXAMPLES)
