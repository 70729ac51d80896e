"""Money, by the lines of the ledger: what came in is credit on the appropriation account, what was spent is debit on an expense."""

from django.db.models import F, Q, Sum

from subsidies.enums import Source as Origin
from subsidies.models import EntryLine
from subsidies.queries.fund import funds_for

from .source import Source, register

register(
    Source(
        "ledger", EntryLine, lambda span: {"booked": Q(on__range=(span.starts, span.ends))},
        {"spent": Sum("amount"), "income": Sum(-F("amount"))},
        lambda user, rows: rows.filter(fund__in=funds_for(user)).select_related("entry", "fund").order_by("-on", "-pk"), "funds.view",
        ("凭证", "经费", "科目", "预算科目", "日期", "金额（元）"),
        lambda row: (str(row.entry), str(row.fund), row.get_account_display(), row.get_line_display(), row.on.isoformat(), float(row.amount)),
        station="fund__station", address=lambda row: row.entry.get_absolute_url(),
        flags={f"from_{origin.value}": Q(fund__source=origin) for origin in Origin}
        | {
            "from_budget": Q(fund__source__in=(Origin.LOCAL, Origin.PROVINCIAL, Origin.CENTRAL, Origin.LOTTERY)),
            "from_above": Q(fund__source__in=(Origin.PROVINCIAL, Origin.CENTRAL, Origin.LOTTERY)),
        },
    )
)  # fmt: skip
