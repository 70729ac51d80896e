"""The hardship standard in force, as it was made known."""

from django.utils import timezone

from cases.law.means import Standard
from cases.queries.eligibility import standard_on


def standard():
    """A means.Standard, or None while the office entered none."""
    row = standard_on(timezone.localdate())
    return Standard(row.monthly_per_head, row.asset_limit, row.source) if row else None
