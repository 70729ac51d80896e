"""The lines of the register of publicity and of its table by township, drawn in Python."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from legalaid.platform.office.addresses import address
from legalaid.platform.office.templatetags.office import param_replace

register = template.Library()
EVENT = (
    '<tr><td data-label="日期">{}</td>'
    '<td data-label="主题"><span><a href="{}">{}</a> <span class="soft small">{}</span></span></td>'
    '<td data-label="形式"><span class="chip">{}</span></td><td data-label="地点">{}</td>{}<td data-label="规划">{}</td></tr>'
)
FIGURES = '<td data-label="受众" class="num">{}</td><td data-label="资料" class="num">{}</td><td data-label="咨询" class="num">{}</td>'
PLANNED = mark_safe(
    '<td data-label="受众"><span class="chip amber">计划</span></td><td data-label="资料">—</td><td data-label="咨询">—</td>'
)
PLACE = (
    '<tr><td data-label="乡镇（街道）">{}</td><td data-label="场次" class="num">{}{}</td>'
    + FIGURES
    + "</tr>"
)
NONE = mark_safe(' <span class="chip amber">未开展</span>')


def _figures(row):
    return (
        PLANNED
        if row.people is None
        else format_html(FIGURES, row.people, row.materials, row.consultations)
    )


@register.simple_tag
def event_rows(events):
    lines = (
        (row.day.isoformat(), address("stations:outreach_event", row.pk), row.title, row.station, row.kind_text, row.place or "—", _figures(row),
         "、".join(str(tag) for tag in row.tags.all()) or "—")
        for row in events
    )  # fmt: skip
    return format_html_join("", EVENT, lines)


@register.simple_tag(takes_context=True)
def township_rows(context, townships):
    """`townships`: [(township or None for the whole county, figures)]; the name leads to its activities."""
    before, _, after = param_replace(context, township="KEY", page="").partition("KEY")

    def name(place):
        return (
            format_html('<a href="{}{}{}">{}</a>', before, place.pk, after, place)
            if place
            else "全县（不分乡镇）"
        )

    lines = (
        (name(place), row.get("events") or 0, "" if row.get("events") else NONE,
         *(row.get(key) or 0 for key in ("people", "materials", "consultations")))
        for place, row in townships
    )  # fmt: skip
    return format_html_join("", PLACE, lines)
