"""The days a report speaks of, as filters."""

from datetime import date

from django.utils import timezone

from legalaid.faces.statistics.models import Period, Span


def year_span(year, scheme="自然年"):
    """The year of this name in the scheme; calendar days where the scheme does not reach. A running year ends today."""
    span = whole_year(year, scheme)
    return Span(span.starts, max(span.starts, min(span.ends, timezone.localdate())))


def whole_year(year, scheme="自然年"):
    row = Period.objects.filter(scheme__name=scheme, name=f"{year}年").first()
    return row.span if row else Span(date(year, 1, 1), date(year, 12, 31))


def days(span, field):
    """Filter: the date `field` lies in the span."""
    return {f"{field}__range": (span.starts, span.ends)}


def times(span, field):
    """Filter: the moment `field` lies in the days of the span."""
    begin, end = span.moments
    return {f"{field}__gte": begin, f"{field}__lt": end}
