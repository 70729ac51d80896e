"""Periods of which public figures are out: of two that overlap the difference would tell what each alone does not (decision 164)."""

from legalaid.faces.statistics.models import Span

from .enums import NoticeKind
from .models import Notice


def spans_of(notice):
    """The periods its figures tell of: its own, and the year before where they stand against it."""
    span = Span(notice.first_day, notice.last_day)
    return [span, span.year_before] if notice.content.get("before") else [span]


def crossed(span, but=None):
    """(notice, its period) of a notice that ever went out and tells of a period that overlaps with this one and is not the same; None."""
    out = Notice.objects.filter(kind=NoticeKind.FIGURES, published_at__isnull=False)
    told = ((one, other) for one in out.exclude(pk=but) for other in spans_of(one))
    return next(((one, other) for one, other in told if _crosses(span, other)), None)


def _crosses(one, other):
    return one != other and one.starts <= other.ends and other.starts <= one.ends
