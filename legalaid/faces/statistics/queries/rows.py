"""The rows behind a figure, and the rows that break a check."""

from django.db.models import Case, F, IntegerField, Q, Value, When

from legalaid.faces.statistics.figures import FIGURES
from legalaid.faces.statistics.figures.counting import CROWDS
from legalaid.faces.statistics.figures.figure import condition
from legalaid.faces.statistics.sources import SOURCES


def rows_behind(key, span, stations=None, cut="", value=""):
    """The rows a figure counts, within one value of a cut where one is given."""
    figure = FIGURES[key]
    source = SOURCES[figure.source]
    rows = source.model.objects.filter(figure.condition.q(source.named(span), source.via))
    if stations is not None:
        rows = rows.filter(**{f"{source.station}__in": stations})
    return rows.filter(_within(source, cut, value)) if cut else rows


def _within(source, cut, value):
    if cut == "crowd":
        return condition(source.key, "weight", "", crowd=CROWDS[value][1]).q({}, source.via)
    return Q(**{source.station if cut in ("station", "township") else f"{source.via}{cut}": value})


def offenders(total, parts, span, stations=None):
    """Rows counted by `total` and by none or several of `parts`, or by a part and not by `total`."""
    source = SOURCES[FIGURES[total].source]
    events = source.named(span)
    rows = source.rows(span, stations, set(source.events(span)))

    hits = Value(0)
    for key in parts:
        hits = hits + _one(FIGURES[key].condition.q(events, source.via))

    return rows.annotate(
        whole=_one(FIGURES[total].condition.q(events, source.via)), hits=hits
    ).exclude(hits=F("whole"))


def excess(whole, part, span, stations=None):
    """Rows counted by `part` though not by `whole`, of which it is a part."""
    source = SOURCES[FIGURES[whole].source]
    events = source.named(span)
    return (
        source.rows(span, stations, set(source.events(span)))
        .filter(FIGURES[part].condition.q(events, source.via))
        .exclude(FIGURES[whole].condition.q(events, source.via))
    )


def _one(q):
    return Case(When(q, then=Value(1)), default=Value(0), output_field=IntegerField())
