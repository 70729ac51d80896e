"""The audit log: personal data is never shown here, only that there was some."""

from django.utils.html import format_html

from legalaid.platform.core.words import moment
from legalaid.platform.office.tables import Column, Table


def _subject(event):
    return f"{event.noun} {event.subject_id}" if event.subject_id else ""


def _digest(event, digest):
    return format_html("<code>{}</code>", digest[:12])


EVENTS = Table(
    empty="没有符合条件的记录。",
    columns=(
        Column("seq", "序号", kind="num"),
        Column("at", "时间", kind="date", show=moment),
        Column("actor", "人员", "actor_name"),
        Column("outline", "事项", none=""),
        Column("subject", "对象", _subject, "code"),
        Column("address", "地址", kind="code"),
        Column("hash", "摘要", draw=_digest),
    ),
)
