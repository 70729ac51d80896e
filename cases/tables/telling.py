"""Whom to tell, what, until when; and what was told lately."""

from legalaid.platform.core.words import moment
from legalaid.platform.office.addresses import page_of
from legalaid.platform.office.tables import Column, Table

TO_TELL = Table(
    empty="没有要电话告知的事。",
    hint="短信没有送达、不能发短信的提醒列在这里。",
    columns=(
        Column("until", "须在此以前", "until", "date", show=moment),
        Column("person", "受援人", lambda row: row.person.name, link=page_of("cases:tell")),
        Column("number", "案号", lambda row: row.case.number, "code"),
        Column("words", "告知什么"),
        Column("error", "为什么没有短信"),
        Column("warning", "安全联系", lambda row: row.person.warning, quiet=True),
        Column("call_note", "上次联系", quiet=True),
    ),
)

TOLD = Table(
    columns=(
        Column("called_at", "告知时间", "called_at", "date", show=moment),
        Column("person", "受援人", lambda row: row.person.name),
        Column("words", "告知什么"),
        Column("by", "告知人", lambda row: row.called_by.name),
        Column("untell", "更正", lambda row: "撤销", link=page_of("cases:untell")),
    ),
)
