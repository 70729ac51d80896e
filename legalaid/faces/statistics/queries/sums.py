"""Figures summed in the database: the rows are grouped once, and every figure is a filtered sum over the groups."""

from decimal import Decimal
from functools import cache, lru_cache

from django.core.exceptions import EmptyResultSet
from django.db import connection

from legalaid.faces.statistics.figures import FIGURES
from legalaid.faces.statistics.figures.counting import CROWDS
from legalaid.faces.statistics.sources import SOURCES

CENT = Decimal("0.01")
CUT_COLUMNS = {"station": "station_id", "township": "station_id"}


def sums(keys, span, stations=None):
    """{figure key: number} for the period. `stations`: a queryset of the stations whose rows count, or None for all."""
    found = {}
    for source, figures in by_source(keys).items():
        found |= _numbers(figures, _rows(source, figures, span, stations, None)[0])
    return found


def sums_by(keys, span, stations, cut):
    """{value of the cut: {figure key: number}}; only figures whose source can be cut so."""
    found = {}
    for source, figures in by_source(keys).items():
        if cut not in SOURCES[source].cuts:
            continue
        if cut == "crowd":
            flat = iter(_rows(source, figures, span, stations, "crowd")[0])
            for code in CROWDS:
                found.setdefault(code, {}).update(_numbers(figures, [next(flat) for _ in figures]))
            continue
        for value, *numbers in _rows(source, figures, span, stations, CUT_COLUMNS.get(cut, cut)):
            found.setdefault(value, {}).update(_numbers(figures, numbers))

    return found


def _numbers(figures, values):
    """Money exact to the cent (SQLite sums it as a float), everything else whole."""
    return {
        key: Decimal(str(value)).quantize(CENT) if FIGURES[key].unit == "万元" else int(value)
        for key, value in zip(figures, values, strict=True)
    }


def by_source(keys):
    """{source: the keys it answers}, in one order whoever asks, so that the SQL text is built once."""
    found = {}
    for key in sorted(keys):
        found.setdefault(FIGURES[key].source, []).append(key)
    return {source: tuple(figures) for source, figures in found.items()}


def _rows(source, figures, span, stations, cut):
    text, params, columns = _filtered_sums(figures, cut == "crowd")
    columns = frozenset(columns | ({"crowds"} if cut == "crowd" else {cut} if cut else set()))
    measures = frozenset(FIGURES[key].condition.measure for key in figures)

    try:
        cube, cube_params = (
            _cube(source, span, columns, measures)
            if stations is None
            else SOURCES[source].cube(span, stations, columns, measures)
        )
    except EmptyResultSet:
        return (
            []
            if cut not in (None, "crowd")
            else [[0] * (len(figures) * (len(CROWDS) if cut else 1))]
        )

    head, tail = (f'"{cut}", ', f' GROUP BY "{cut}"') if cut not in (None, "crowd") else ("", "")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {head}{text} FROM {cube}{tail}", [*params, *cube_params])  # noqa: S608  column names are ours
        return cursor.fetchall()


@lru_cache(512)
def _cube(source, span, columns, measures):
    """The query over all stations: its text and its parameters depend on nothing else."""
    return SOURCES[source].cube(span, None, columns, measures)


@cache
def _filtered_sums(figures, by_crowd):
    """(SELECT list, its parameters, columns it needs): all conditions are our own constants."""
    parts, params, columns = [], [], set()
    for mask in [bits for _, bits in CROWDS.values()] if by_crowd else [None]:
        for key in figures:
            condition = FIGURES[key].condition
            text, values = condition.sql()
            within = f' AND ("crowds" & {mask}) <> 0' if mask else ""
            parts.append(f"COALESCE(SUM(sum_{condition.measure}) FILTER (WHERE {text}{within}), 0)")
            params += values
            columns |= condition.columns

    return ", ".join(parts), tuple(params), frozenset(columns)
