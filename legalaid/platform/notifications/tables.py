"""One's messages; the button marks a message as read and leads on. Sentences with their wording; texts and what became of them."""

from django.urls import reverse

from legalaid.platform.core.words import moment
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip

from .models import Text
from .sentences import SENTENCES

INBOX = Table(
    look=lambda message: "" if message.read_at else "unread",
    empty="没有这样的消息。",
    hint="轮到您办理、期限将到时，这里会提醒。",
    columns=(
        Column("at", "时间", "created_at", "date", show=moment),
        Column("text", "内容"),
        Column("act", "办理", "pk", template="notifications/_act.html"),
    ),
)

LOOKS = {
    Text.State.DELIVERED: "kept",
    Text.State.FAILED: "late",
    Text.State.BARRED: "guard",
    Text.State.QUEUED: "soon",
}


def _page(row):
    return reverse("notifications:wording", args=[row.one.key])


def _state(row, words):
    return chip(words, "quiet") if words == "不用" else chip(words, "kept")


WORDINGS = Table(
    columns=(
        Column("label", "提醒", lambda row: row.one.label, link=_page),
        Column("text", "句子", "text"),
        Column("code", "运营商模板编号", "code", "code", quiet=True),
        Column("version", "版本", lambda row: f"第{row.number}版" if row.number else "系统内置"),
        Column("active", "使用", lambda row: "使用" if row.active else "不用", draw=_state),
    ),
)

VERSIONS = Table(
    columns=(
        Column("version", "版本", "version", "num"),
        Column("text", "句子", "compared", draw=lambda row, words: row.compared),
        Column("code", "运营商模板编号", "code", "code", quiet=True),
        Column("active", "使用", lambda row: "使用" if row.active else "不用"),
        Column("reason", "理由"),
        Column("by", "修改人", lambda row: row.by.name),
        Column("at", "时间", "at", "date", show=moment),
    ),
)

TEXTS = Table(
    empty="还没有短信。",
    hint="有开庭、补交材料等提醒时，这里列出发送情况；不列姓名和号码。",
    columns=(
        Column("sentence", "提醒", lambda row: SENTENCES[row.sentence].label),
        Column(
            "state",
            "状态",
            "get_state_display",
            draw=lambda row, words: chip(words, LOOKS.get(row.state, "quiet")),
        ),
        Column("due_at", "应发时间", "due_at", "date", show=moment),
        Column("sent_at", "提交时间", "sent_at", "date", show=moment, quiet=True),
        Column("delivered_at", "送达时间", "delivered_at", "date", show=moment, quiet=True),
        Column("attempts", "次数", "attempts", "num"),
        Column("error", "原因", quiet=True),
    ),
)
