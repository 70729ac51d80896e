"""Batches, what each unit of one gets and how its transfer stands, and the work in it."""

from django.utils.html import format_html
from django.utils.safestring import mark_safe

from legalaid.platform.core.text import mask_account
from legalaid.platform.core.words import day
from legalaid.platform.office.addresses import address, page_of
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip
from subsidies.enums import BatchState, PaymentState

BACK = (PaymentState.FAILED, PaymentState.ENDED)
COLOURS = {
    BatchState.PUBLISHED: "kept",
    BatchState.PAID: "kept",
    BatchState.DISCARDED: "quiet",
}


def _state(batch, words):
    return chip(words, COLOURS.get(batch.state, "soon"))


BATCHES = Table(
    empty="还没有批次。",
    columns=(
        Column("number", "批号", link=page_of("subsidies:batch")),
        Column("title", "名称"),
        Column("state", "状态", "get_state_display", draw=_state),
        Column("count", "件数", kind="num"),
        Column("total", "金额（元）", kind="money", short="金额"),
        Column("fund", "经费"),
        Column("paid_on", "到账", show=day, quiet=True),
    ),
)

NEGATIVE = mark_safe('<span class="chip late">冲减多于应发</span> 把冲减移到以后的批次才能核定')


def _transfer(unit, _):
    """How the transfer to a unit stands, or what it would be."""
    paid = unit["payment"]
    if paid is None:
        return "未支付" if unit["amount"] > 0 else NEGATIVE if unit["amount"] < 0 else "无需支付"
    if not paid.amount:
        return chip(paid.status, "quiet")

    colour = "kept" if paid.state == PaymentState.PAID else "late" if paid.state in BACK else "soon"
    return format_html("{} {} {}", chip(paid.status, colour), _failure(paid), day(paid.paid_on))


def _failure(paid):
    if paid.state not in BACK:
        return ""
    pattern = '<a href="{}" title="核对单位账户">{}</a>'
    return format_html(pattern, address("stations:firm", paid.firm_id), paid.failure)


def _account(unit):
    paid = unit["payment"]
    if not paid or not paid.amount:
        return ""

    again = f"（第{paid.attempts}次）" if paid.attempts > 1 else ""
    return f"{paid.bank} {mask_account(paid.account_number)}{again}"


def _receipt(unit):
    return unit["payment"].receipt if unit["payment"] else ""


def units_table(rows_of, vouchers):
    """What each unit gets; `rows_of(unit)`: the address of its rows; `vouchers`: {unit: its paper}."""

    def count(unit, number):
        if not number:
            return number
        pattern = '<a href="{}#rows" aria-label="{}的{}件">{}件</a>'
        return format_html(pattern, rows_of(unit["firm"]), unit["name"], number, number)

    return Table(
        style="cards brief",
        empty="还没有核算。",
        columns=(
            Column("name", "单位"),
            Column("n", "件数", kind="num", draw=count),
            Column("amount", "金额（元）", kind="money", short="金额", place="sum"),
            Column("state", "状态", "firm", draw=_transfer),
            Column("account", "账户", _account, quiet=True),
            Column(
                "voucher",
                "领款凭单",
                lambda unit: vouchers.get(unit["firm"]) and vouchers[unit["firm"]].number_text,
                link=lambda unit: address("documents:paper", vouchers[unit["firm"]].pk),
                quiet=True,
            ),
            Column("receipt", "收据", _receipt, quiet=True),
        ),
    )


UNITS = Table(
    style="cards brief",
    columns=(
        Column("firm", "单位", "firm__name"),
        Column("n", "件数", kind="num"),
        Column("sum", "金额（元）", kind="money", short="金额", place="sum"),
    ),
)


def _subject(row, words):
    stage = f"{row.stage} " if row.case_id else ""
    reverses = chip("冲减", "late") if row.reverses_id else ""
    disputed = chip("有异议", "late") if row.awaits_answer else ""
    link = format_html('<a href="{}">{}</a>', row.get_absolute_url(), words)
    return format_html("{} {}{}{}", link, stage, reverses, disputed)


ROWS = Table(
    style="cards brief",
    empty="没有可以核算的：案件须已结案、结案材料审查通过、已评质量等次；值班须已签到签退；"
    "代拟文书须已交付；质量评估须已登记评估人；标准须有此项。",
    columns=(
        Column("subject", "案件或其他工作", short="案件等", draw=_subject),
        Column("who", "承办人", lambda row: f"{row.firm} {row.handler}"),
        Column("grade", "等次", "get_grade_display", quiet=True),
        Column("adjusted", "加减（元）", lambda row: row.adjusted or None, "money", short="加减",
               quiet=True),
        Column("total", "应发（元）", kind="money", short="应发", place="sum"),
    ),
)  # fmt: skip


def _to_account(row, account):
    number = mask_account(account["account_number"])
    words = f"{account['account_name']} {account['bank']} {number}"
    return format_html("{} {}", words, chip("账户已更正", "soon")) if row["corrected"] else words


def transfers_table(*, again):
    """To whom money is sent now; `again`: after it came back."""
    returned = (Column("failure", "退回原因", none=""),) if again else ()
    return Table(
        columns=(
            Column("firm", "收款单位", link=lambda row: address("stations:firm", row["firm"].pk)),
            Column("amount", "金额（元）", kind="money", short="金额"),
            Column("account", "收款账户", draw=_to_account),
            *returned,
        )
    )


PAPER_ROWS = Table(
    caption="录入的纸质回单",
    columns=(
        Column("number", "业务编号", kind="code"),
        Column("firm", "单位"),
        Column("amount", "金额（元）", kind="money", short="金额"),
        Column("paid", "处理结果", show={True: "到账", False: "退回"}.get),
        Column("on", "处理日期", show=day),
        Column("reason", "退回原因", quiet=True),
    ),
)
