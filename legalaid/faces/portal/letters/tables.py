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


def _seen(row):
    if row.taken_back_at:
        return f"{moment(row.taken_back_at)}收回"
    return moment(row.opened_at) if row.opened_at else ""


WRITTEN = Table(
    title="给当事人的信",
    empty="没有给当事人写过信。",
    hint="在案件页“网上信件”里写，收信人凭查询码在“我的案件”里看。好几天没有看的，打电话、按安全联系的要求告诉。",
    columns=(
        Column("sent_at", "写于", show=moment, link=page_of("letters:written")),
        Column("who", "收信人", lambda row: f"{row.case.applicant.name}（{row.who}）"),
        Column("case", "案件", lambda row: row.case.number),
        Column("by", "写信人", lambda row: row.by.name),
        Column("opened", "看过", _seen, none="未看"),
    ),
)
