"""The numbers an office sets for itself; what is changed is an event."""

from django.db import transaction

from cases.law.thresholds import THRESHOLDS
from cases.models import Threshold
from cases.models.threshold import thresholds
from legalaid.platform.audit.chain import record
from legalaid.platform.core.errors import DomainError

OUT_OF_RANGE = "应当在{least}至{most}{unit}之间。"


@transaction.atomic
def set_thresholds(numbers, *, by):
    """{key: number}. Returns how many were changed."""
    before = thresholds()
    for key, number in numbers.items():
        rule = THRESHOLDS[key]
        if not rule.least <= number <= rule.most:
            raise DomainError(
                OUT_OF_RANGE.format(least=rule.least, most=rule.most, unit=rule.unit), field=key
            )

    changed = {key: number for key, number in numbers.items() if number != before[key]}
    for key, number in changed.items():
        rule = THRESHOLDS[key]
        Threshold.objects.update_or_create(key=key, defaults={"number": number})
        change = f"{before[key]}改为{number}{rule.unit}"
        record("office.setting", by=by, what=rule.label, change=change)
    return len(changed)
