"""What the office was called, from which day on, and who changed it."""

from legalaid.platform.core.words import day, moment
from legalaid.platform.office.tables import Column, Table

NAMES = Table(
    caption="单位名称的历史",
    columns=(
        Column("valid_from", "启用日期", kind="date", show=day),
        Column("center", "法律援助机构"),
        Column("bureau", "司法行政机关"),
        Column("county", "县（市、区）"),
        Column("short", "文号简称"),
        Column("region", "代码", kind="code"),
        Column("reason", "理由（文号）"),
        Column("by_name", "修改人"),
        Column("at", "修改时间", kind="date", show=moment),
    ),
)
