"""One's messages; the button marks a message as read and leads on."""

from legalaid.platform.core.words import moment
from legalaid.platform.office.tables import Column, Table

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
