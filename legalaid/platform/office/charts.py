"""Charts drawn on the server as SVG by pygal, one look for pages and papers. Each chart stands beside its data table.

A page shows a chart through its own URL (`<img class="chart" src=... alt=...>`, view decorated with `chart_view`); a paper inlines `svg`.
"""

import re
from functools import wraps
from itertools import count
from math import ceil

import pygal
from csp.decorators import csp_update
from django.http import HttpResponse
from pygal.style import Style

FONT = "Noto Sans CJK SC, Microsoft YaHei, sans-serif"
LOOK = {
    "background": "transparent",
    "plot_background": "transparent",
    "foreground": "#18222e",
    "foreground_strong": "#18222e",
    "foreground_subtle": "#d3d9e0",
    "guide_stroke_color": "#d3d9e0",
    "major_guide_stroke_color": "#d3d9e0",
    "guide_stroke_dasharray": "0",
    "major_guide_stroke_dasharray": "0",
    "opacity": "1",
    "opacity_hover": "1",
    "transition": "0s",
    "font_family": FONT,
    "label_font_size": 13,
    "major_label_font_size": 13,
    "legend_font_size": 13,
    "value_font_size": 12,
    "title_font_size": 15,
    "no_data_font_size": 14,
}
DARK, PALE = "#4d6a87", "#9aa7b4"  # no colour that means something elsewhere
STYLE = Style(**LOOK, colors=(DARK, PALE, "#17324d", "#6f7c89"))
BESIDE = Style(**LOOK, colors=(PALE, DARK))  # what was, what is
DASHES = (None, "6 4", "2 3", "8 3 2 3")  # the lines stay apart in grey print
COMMON = {
    "style": STYLE,
    "js": [],
    "show_legend": False,
    "print_values": True,
    "print_values_position": "top",
    "print_zeroes": True,
    "disable_xml_declaration": True,
    "pretty_print": False,
    "no_data_text": "没有数据",
    "margin": 6,
}


def bars(rows, *, unit="", width=760):
    """A horizontal ranking. rows: [(label, number)], the first on top; each number stands behind its bar."""
    longest = max((len(label) for label, _ in rows), default=0)
    number = _number(unit)
    chart = pygal.HorizontalBar(
        margin_left=6 + 6 * longest,
        margin_right=24 + 10 * max((len(number(value)) for _, value in rows), default=0),
        width=width,
        height=max(120, 34 * len(rows) + 60),
        truncate_label=-1,
        value_formatter=number,
        **COMMON,
    )
    chart.y_labels = [
        {"value": tick, "label": f"{tick:,}"}
        for tick in ticks(max((value for _, value in rows), default=0))
    ]
    chart.x_labels = [label for label, _ in rows][::-1]
    chart.add("", [value for _, value in rows][::-1])

    return re.sub(
        r'text-anchor="middle" x="([\d.]+)"',
        lambda at: f'text-anchor="start" x="{float(at[1]) + 2:.1f}"',
        _svg(chart),
    )


def ticks(most):
    """Round numbers from 0 to beyond `most`, six at most."""
    step = next(
        factor * 10**power
        for power in count()
        for factor in (1, 2, 5)
        if 5 * factor * 10**power >= most
    )
    return [step * number for number in range(ceil(most / step) + 1)]


def columns(labels, series, *, unit="", width=760, height=300):
    """Columns side by side, of two the earlier first. series: [(name, [numbers])], one number a label."""
    chart = pygal.Bar(
        width=width,
        height=height,
        value_formatter=_number(unit),
        **{
            **COMMON,
            "show_legend": len(series) > 1,
            "style": BESIDE if len(series) == 2 else STYLE,
        },
        legend_at_bottom=True,
        truncate_label=-1,  # 12月未完, the last of them, has room to its right
        margin_right=24,
    )
    chart.x_labels = labels
    for name, values in series:
        chart.add(name, values)

    return _svg(chart)


def lines(labels, series, *, unit="", width=760, height=300):
    """Lines over time. series: [(name, [numbers or None])], one a label; told apart by dashes as well as colour."""
    chart = pygal.Line(
        width=width,
        height=height,
        value_formatter=_number(unit),
        legend_at_bottom=True,
        margin_right=30,
        **{**COMMON, "show_legend": len(series) > 1, "print_values": False},
    )
    chart.x_labels = labels
    for (name, values), dash in zip(series, DASHES * 3, strict=False):
        chart.add(
            name, values, stroke_style={"width": 2.5, **({"dasharray": dash} if dash else {})}
        )

    return _svg(chart)


def _svg(chart):
    """pygal writes its settings into a script even when told to load none; nothing needs it."""
    return re.sub(r"<script.*?</script>", "", chart.render(is_unicode=True), flags=re.DOTALL)


def _number(unit):
    return lambda value: "" if value is None else f"{value:,.10g}{unit}"


def chart_view(view):
    """A view that returns SVG text: served as an image, the only answer that may carry inline style."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        answer = view(request, *args, **kwargs)
        return (
            answer
            if isinstance(answer, HttpResponse)
            else HttpResponse(answer, content_type="image/svg+xml; charset=utf-8")
        )

    return csp_update({"style-src": ["'unsafe-inline'"]})(wrapped)
