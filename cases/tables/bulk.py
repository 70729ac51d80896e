"""The rows of an act on many cases, and what becomes of each."""

from django.utils.html import format_html

from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip

HIDDEN = "（看不到的案件）"


def _of(name):
    """A field of the case, where there is one."""

    def read(item):
        value = item.row
        for part in name.split("__"):
            value = None if value is None else getattr(value, part)
        return value() if callable(value) else value

    return read


def _page_of(item):
    return item.row.get_absolute_url() if item.row else ""


def _result(item, words):
    return format_html("{} {}", chip("不能办", "late"), words) if item.refused else words


CHOSEN = Table(
    title="选中的案件",
    columns=(
        Column("number", "案件编号", lambda item: str(item.row) if item.row else HIDDEN, "code", link=_page_of),
        Column("applicant", "申请人", _of("applicant__name")),
        Column("state", "状态", _of("get_state_display")),
        Column("handler", "承办人", _of("handler__user__name")),
        Column("result", "结果", "sentence", draw=_result),
    ),
)  # fmt: skip
