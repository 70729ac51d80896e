from django import template

register = template.Library()
WIDE = 160
WHOLE = "合计"


@register.filter
def with_bars(table):
    """[(row, width of its bar)]; 0 where the table has none, and for the sum of all."""
    column = table.get("bars")
    if not column:
        return [(row, 0) for row in table["rows"]]
    most = max((row[column] for row in table["rows"] if _drawn(row, column)), default=0)
    return [
        (row, max(row[column] * WIDE // most, 1) if most and _drawn(row, column) else 0)
        for row in table["rows"]
    ]


def _drawn(row, column):
    return isinstance(row[column], int) and row[0] != WHOLE
