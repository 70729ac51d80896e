"""The report's charts: cases granted month by month against the year before, and applications by station."""

from io import BytesIO

import pypdfium2
from django.db.models import Sum
from django.utils import timezone

from cases.models import CountedCase
from legalaid.platform.documents import render
from legalaid.platform.office import charts as drawn

from .window import days, whole_year, year_span


def charts(year, scheme="自然年"):
    """[(caption, svg, (head, rows))] with the numbers each chart shows; a month to come, or a year of which nothing is known, has none."""
    span, whole = year_span(year, scheme), whole_year(year, scheme)
    begun = set(_months(span))
    now, before = by_month(span), by_month(whole.year_before)
    rows = [
        [
            _named(month, whole),
            before.get(month, 0) if before else None,
            now.get(month, 0) if month in begun else None,
        ]
        for month in sorted(_months(whole))
    ]
    shown = [[cell if cell is not None else "—" for cell in row] for row in rows]
    stations = by_station(span)
    until = "（年度未完）" if whole.unfinished else ""

    return [
        (
            f"{year}年各月给予法律援助案件（件）{until}",
            drawn.columns(
                [r[0] for r in rows],
                [("上年", [r[1] for r in rows]), ("本年", [r[2] for r in rows])],
            ),
            (["月份", "上年", "本年"], shown),
        ),
        (
            f"{year}年各站点收到申请（件）{until}",
            drawn.bars(stations, unit="件"),
            (["站点", "件"], [list(row) for row in stations]),
        ),
    ]


def _months(span):
    """The numbers of the months the span reaches into."""
    months = span.ends.year * 12 + span.ends.month - span.starts.year * 12 - span.starts.month
    return {(span.starts.month + number - 1) % 12 + 1 for number in range(months + 1)}


def _named(month, whole):
    today = timezone.localdate()
    return f"{month}月未完" if whole.unfinished and month == today.month else f"{month}月"


def by_month(span):
    """{month: cases granted}."""
    rows = CountedCase.objects.filter(granted=True, **days(span, "decided_on")).values_list(
        "decided_on__month"
    )
    return dict(rows.annotate(n=Sum("weight")).order_by())


def by_station(span, limit=12):
    """[(station, applications received)], the busiest first; those there is no place for stand in one row, so that nothing is left out."""
    rows = CountedCase.objects.filter(**days(span, "received_on")).values_list("station__name")
    found = list(rows.annotate(n=Sum("weight")).order_by("-n", "station__name"))
    if len(found) <= limit:
        return found
    rest = found[limit - 1 :]
    return [*found[: limit - 1], (f"其余{len(rest)}个站点", sum(number for _, number in rest))]


def png(svg, scale=2.2):
    """The chart as a picture for Word."""
    page = pypdfium2.PdfDocument(
        render.pdf(
            f'<html lang="zh-CN"><title>图</title><body class="chart-page">{svg}</body></html>'
        )
    )[0]
    picture = page.render(scale=scale).to_pil().convert("RGB")
    white = picture.point(lambda value: 255 - value).getbbox()
    out = BytesIO()
    picture.crop(white).save(out, "PNG")

    return out.getvalue()
