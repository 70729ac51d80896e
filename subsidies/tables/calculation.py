"""The lines of one calculation, and a handler's own work."""

from django.utils.html import format_html

from legalaid.platform.core.money import yuan
from legalaid.platform.core.words import day
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip

AMOUNTS = Table(
    style="",
    frame="",
    columns=(
        Column("reason", "理由", none=""),
        Column("rule", "标准行"),
        Column("amount", "金额（元）", kind="money"),
    ),
)


def sum_of(total):
    """The last row of the amounts."""
    bold = "<b>{}</b>"
    return {"reason": format_html(bold, "应发"), "amount": format_html(bold, yuan(total))}


def _failure(row):
    return row.payment.failure if row.payment else ""


def _status(row, words):
    failure = _failure(row)
    return format_html("{} {}", chip(words, "late" if failure else "soon"), failure)


def _mine(third):
    return Table(
        style="cards brief",
        frame="",
        empty="没有。",
        columns=(
            Column(
                "subject", "案件或其他工作", short="工作", link=lambda row: row.get_absolute_url()
            ),
            Column("total", "金额（元）", kind="money", short="金额", place="sum"),
            third,
            Column("batch", "批次", "batch__number"),
        ),
    )


UNDERWAY = _mine(Column("status", "状态", draw=_status))
PAID = _mine(Column("paid_on", "到账日期", "payment__paid_on", show=day))
