"""Public notices, as the office sees them."""

from legalaid.platform.core.words import period
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip

from .enums import NoticeState


def _state(notice, words):
    if notice.in_force:
        return chip(words, "kept")
    if notice.state == NoticeState.PREPARED:
        return chip(words, "soon")
    return chip("公示期外" if notice.state == NoticeState.PUBLISHED else words, "quiet")


NOTICES = Table(
    empty="还没有公示。",
    hint="法律援助法第五十八条要求定期公布经费使用、案件办理等情况。拟制后由另一人核对发布。",
    columns=(
        Column("title", "标题", link=lambda notice: notice.get_absolute_url()),
        Column("kind", "种类", "get_kind_display"),
        Column("span", "数据期间", lambda notice: period(notice.first_day, notice.last_day)),
        Column("shown", "公示期", lambda notice: period(notice.shown_from, notice.shown_to)),
        Column("state", "状态", "get_state_display", draw=_state),
        Column("prepared_by", "拟制", "prepared_by__name"),
        Column("published_by", "发布", "published_by__name"),
    ),
)
