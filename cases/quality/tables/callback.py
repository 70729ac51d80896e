"""How the calls about each handler went."""

from legalaid.platform.office.tables import Column, Table


def _share(part, whole):
    return lambda row: f"{row[part] * 100 / row[whole]:.0f}%" if row[whole] else ""


RATES = Table(
    title="回访情况",
    style="cards numbers",
    empty="这段时间没有回访。",
    columns=(
        Column("name", "承办人"),
        Column("firm", "承办机构"),
        Column("tried", "拨打", kind="num"),
        Column("reached", "接通", kind="num"),
        Column("rate", "接通率", _share("reached", "tried")),
        Column("happy", "满意", kind="num"),
        Column("pleased", "满意率", _share("happy", "reached")),
        Column("bad", "反映问题", kind="num"),
    ),
)
