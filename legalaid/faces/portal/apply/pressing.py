"""A limit the applicant named that runs out within days: aid may be provided first, and nobody should wait for a turn (Law art. 44)."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.forms.intake import IntakeForm
from cases.law.urgency import too_short


def limit_on(answers, today=None):
    """The last day as answered, where fewer than seven days are left; else None."""
    field = IntakeForm.base_fields["limitation_on"]
    try:
        last = field.to_python(answers.first("limitation_on") or None)
    except ValidationError:
        return None
    return last if too_short(last, today or timezone.localdate()) else None
