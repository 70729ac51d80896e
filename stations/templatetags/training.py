"""The lines of the list of people, drawn in Python."""

from decimal import Decimal

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

register = template.Library()
DUE, DONE = (
    mark_safe('<span class="chip amber">待培训</span>'),
    mark_safe('<span class="chip green">已完成</span>'),
)
LINE = (
    '<tr><td data-label="姓名">{}</td><td data-label="单位">{}</td><td data-label="学时" class="num">{}</td>'
    '<td data-label="缺少的基础课程">{}</td><td data-label="将到期">{}</td><td data-label="状态">{}</td></tr>'
)


def _unit(user):
    staff = getattr(user, "staff", None)
    return staff.station if staff else user.handler.firm


def _titles(courses):
    return "、".join(str(course) for course in courses) or "—"


def _plain(hours):
    return f"{Decimal(hours).normalize():f}"


@register.simple_tag
def trainee_rows(rows):
    """`rows` of queries.training.training_state."""
    return format_html_join(
        "",
        LINE,
        (
            (
                row["user"],
                _unit(row["user"]),
                " / ".join(
                    _plain(row[key]) for key in ("credits", "goal") if key == "credits" or row[key]
                ),
                _titles(row["missing"]),
                _titles(row["expiring"]),
                DUE if row["due"] else DONE,
            )
            for row in rows
        ),
    )
