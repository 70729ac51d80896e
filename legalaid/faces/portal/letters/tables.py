"""The list of letters."""

from legalaid.platform.core.words import moment
from legalaid.platform.office.addresses import page_of
from legalaid.platform.office.tables import Column, Table

LETTERS = Table(
    title="网上来信",
    empty="没有网上来信。",
    hint="当事人凭查询码在“我的案件”里写的：留言，更正电话等。核实以前什么都不改。",
    columns=(
        Column("sent_at", "收到", show=moment, link=page_of("letters:detail")),
        Column("kind", "来信", lambda row: row.get_kind_display()),
        Column("who", "来信人", lambda row: f"{row.case.applicant.name}（{row.who}）"),
        Column("case", "案件", lambda row: row.case.number),
        Column("due_at", "期限", show=moment),
        Column("outcome", "办理", lambda row: row.get_outcome_display(), none="待办理"),
    ),
)
