"""Which standard holds on a day."""

from subsidies.enums import Level
from subsidies.law.overlap import overlapping
from subsidies.models import Standard


def sheets():
    """fn(day) -> (the county's published standard of that day, its sheet), or None; the standards are read once."""
    rows = [(row, row.sheet) for row in Standard.objects.paying().prefetch_related("rates")]
    return lambda day: next((pair for pair in rows if pair[0].holds_on(day)), None)


def standard_on(day):
    """The published standard of the county on `day`, or None."""
    pair = sheets()(day)
    return pair[0] if pair else None


def provincial_on(day):
    """The province's standard recorded for `day`, to stand beside ours, or None."""
    provincial = Standard.objects.settled().filter(level=Level.PROVINCE)
    holding = provincial.filter(valid_from__lte=day).exclude(valid_to__lt=day)
    return holding.prefetch_related("rates").first()


def in_the_way(standard):
    """Settled standards of the same level whose days meet those of `standard`: however its region is written, one is paid by."""
    others = Standard.objects.settled().filter(level=standard.level).exclude(pk=standard.pk)
    spans = [(row, row.valid_from, row.valid_to) for row in others]
    return overlapping(standard.valid_from, standard.valid_to, spans)
