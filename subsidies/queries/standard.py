"""Which standard holds on a day."""

from collections import defaultdict

from django.db.models import Exists, OuterRef, Q

from subsidies.enums import Level
from subsidies.law.overlap import overlapping
from subsidies.models import Standard, StandardRate


def sheets():
    """fn(day) -> (the county's published standard of that day, its sheet), or None; the standards are read once."""
    rows = [(row, row.sheet) for row in Standard.objects.paying().prefetch_related("rates")]
    return lambda day: next((pair for pair in rows if pair[0].holds_on(day)), None)


def standard_on(day):
    """The published standard of the county on `day`, or None."""
    pair = sheets()(day)
    return pair[0] if pair else None


def asks_for_grade(field="closed_on"):
    """Whether the county's standard of the day in that field of a row pays only what was graded; nothing else makes a grade a condition
    (Law art. 52, Procedure Rules art. 41)."""
    return Exists(Standard.objects.paying().on(OuterRef(field)).filter(graded=True))


def paying_spans():
    """{service: [(first day, last day or None)]} on which other work than a case is paid for at all; the standards never overlap."""
    rates = StandardRate.objects.filter(
        Q(direct__gt=0) | Q(labour__gt=0),
        standard__in=Standard.objects.paying(),
        kind="",
        stage="",
        manner="",
    )
    rows = rates.order_by("standard__valid_from")

    spans = defaultdict(list)
    for service, *span in rows.values_list("service", "standard__valid_from", "standard__valid_to"):
        spans[service].append(tuple(span))
    return dict(spans)


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
