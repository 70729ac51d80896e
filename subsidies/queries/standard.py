"""Which standard holds on a day."""

from subsidies.enums import Level
from subsidies.law.overlap import overlapping
from subsidies.models import Standard


def standard_on(day):
    """The published standard of the county on `day`, or None."""
    return Standard.objects.in_force(day).prefetch_related("rates").first()


def provincial_on(day):
    """The province's standard recorded for `day`, to stand beside ours, or None."""
    return (
        Standard.objects.settled()
        .filter(level=Level.PROVINCE, valid_from__lte=day)
        .exclude(valid_to__lt=day)
        .prefetch_related("rates")
        .first()
    )


def in_the_way(standard, *, last=None):
    """Titles of settled standards of the same level and region whose days meet those of `standard`."""
    others = Standard.objects.settled().filter(level=standard.level, region=standard.region).exclude(pk=standard.pk)
    rows = others.values_list("title", "valid_from", "valid_to")
    return overlapping(standard.valid_from, last or standard.valid_to, rows)
