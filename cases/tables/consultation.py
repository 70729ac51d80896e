"""The register of consultations, on the page and in Excel; identity and phone are masked in the file."""

from django.template.defaultfilters import truncatechars
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from cases.enums import ConsultState
from legalaid.platform.core.text import mask_id, mask_phone
from legalaid.platform.core.words import moment
from legalaid.platform.office.addresses import address
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import clock


def _page_of(row):
    return address("cases:consultation", row.pk)


def _minute(at):
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")


def _listed(texts):
    return "、".join(texts)


def _topics(row, _):
    return format_html_join(
        "", '<span class="chip">{}</span> ', ((one,) for one in row.topic_texts)
    )


def _question(row, words):
    return format_html("<span>{}</span>", truncatechars(words, 44))


def _outcome(row, words):
    """Of what waits for an answer, what a higher app marks it with, before its limit."""
    if row.state != ConsultState.OPEN:
        return words
    return format_html("{} {}", getattr(row, "mark", ""), clock(row))


CONSULTATIONS = Table(
    title="咨询",
    empty="还没有咨询登记。",
    hint="来访、来电、来信、留言都在这里登记；可以直接转为申请，不必重新填写。",
    columns=(
        Column("number", "编号", link=_page_of, width=22),
        Column("at", "时间", show=moment, write=_minute, width=17),
        Column("who", "姓名"),
        Column("channel", "方式", "get_channel_display", width=12),
        Column("name", "姓名", write=lambda name: name or "未提供", page=False, width=10),
        Column("id_number", "证件号码", write=mask_id, page=False, width=20),
        Column("phone", "电话", show=mask_phone, page=False, width=14),
        Column("sex", "性别", "get_sex_display", page=False, width=6),
        Column("crowds", "人员类别", "crowd_texts", show=_listed, page=False, width=18),
        Column("topics", "类型", "topic_texts", draw=_topics),
        Column("topic_texts", "问题类型", show=_listed, page=False, width=18),
        Column("count", "件数", lambda row: len(row.topics.all()), "num", page=False, width=6),
        Column("question", "咨询内容", draw=_question, width=50),
        Column("answer", "答复意见", page=False, width=50),
        Column("outcome", "处理", "get_outcome_display", draw=_outcome, none="", width=16),
        Column("directed_to", "引导去向", page=False, width=18),
        Column("state", "状态", "get_state_display", page=False, width=10),
        Column("station", "站点", "station__name", width=22),
        Column("answered_by", "答复人", show=str, page=False, width=10),
        Column("minutes", "用时（分钟）", "minutes", "num", page=False, width=12),
    ),
)  # fmt: skip

# rows of a call log that were not taken: (number of the row, sentence)
