"""The report's charts: cases granted month by month against the year before, and applications by station."""

from io import BytesIO

import pypdfium2
from django.db.models import Sum

from cases.models import CountedCase
from legalaid.platform.documents import render
from legalaid.platform.office import charts as drawn

from .window import days, year_span


def charts(year, scheme="自然年"):
    """[(caption, svg, (head, rows))] with the numbers each chart shows."""
    span = year_span(year, scheme)
    now, before = by_month(span), by_month(span.year_before)
    months = [f"{month}月" for month in range(1, 13)]
    rows = [[name, before.get(m, 0), now.get(m, 0)] for m, name in enumerate(months, 1)]
    stations = by_station(span)

    return [
        (
            f"{year}年各月给予法律援助案件（件）",
            drawn.columns(months, [("上年", [r[1] for r in rows]), ("本年", [r[2] for r in rows])]),
            (["月份", "上年", "本年"], rows),
        ),
        (
            f"{year}年各站点收到申请（件）",
            drawn.bars(stations, unit="件"),
            (["站点", "件"], [list(row) for row in stations]),
        ),
    ]


def by_month(span):
    """{month: cases granted}."""
    rows = CountedCase.objects.filter(granted=True, **days(span, "decided_on")).values_list(
        "decided_on__month"
    )
    return dict(rows.annotate(n=Sum("weight")).order_by())


def by_station(span, limit=12):
    """[(station, applications received)], the busiest first."""
    rows = CountedCase.objects.filter(**days(span, "received_on")).values_list("station__name")
    return list(rows.annotate(n=Sum("weight")).order_by("-n", "station__name")[:limit])


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
