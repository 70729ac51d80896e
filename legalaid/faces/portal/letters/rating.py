"""A closed case is rated by whoever follows it (好差评), once; who was rated never reads by whom."""

from cases.quality.domain.rating import rate
from cases.quality.enums.rating import RatingLevel
from cases.quality.models import Rating
from legalaid.platform.core.errors import DomainError

from .queries import is_dead

LEVELS = RatingLevel.choices
NOT_NOW = "现在不能评价：案件还没有办结，或者已经评价过。"


def may_rate(case):
    return (
        bool(case.closed_on) and not is_dead(case) and not Rating.objects.filter(case=case).exists()
    )


def rate_case(case, *, level, said):
    """By who opened the case with its code, not by name. Raises DomainError."""
    if not may_rate(case):
        raise DomainError(NOT_NOW)
    return rate(case, level=level, said=said)
