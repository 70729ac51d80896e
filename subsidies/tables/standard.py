"""Standards of subsidies, the rates of one, and what it would change."""

from legalaid.platform.core.words import day
from legalaid.platform.office.addresses import page_of
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip


def _level(standard):
    return "外地" if standard.example else f"{standard.get_level_display()} {standard.region}"


def _valid(standard):
    last = f"至{day(standard.valid_to)}" if standard.valid_to else "起"
    return f"{day(standard.valid_from)}{last}"


def _state(standard, words):
    if standard.example:
        return chip("示例", "soon")
    return chip(words, "kept" if standard.state == "published" else "")


STANDARDS = Table(
    columns=(
        Column("title", "名称", link=page_of("subsidies:standard")),
        Column("level", "层级", _level),
        Column("valid", "执行日期", _valid),
        Column("state", "状态", "get_state_display", draw=_state),
        Column("rates", "行数", lambda standard: len(standard.rates.all()), "num"),
        Column("source", "依据", none=""),
    ),
)


def rates_table(province):
    """Rows of (rate, what the province pays for the same), beside the province where there is one."""

    def money(key, label, short=""):
        return Column(key, label, lambda row: getattr(row[0], key), "money", short=short)

    beside = Column("beside", str(province), lambda row: row[1], "money", short="省标准")
    return Table(
        columns=(
            Column("name", "服务", lambda row: row[0].name),
            money("direct", "直接费用"),
            money("labour", "基本劳务费", "劳务费"),
            money("amount", "合计"),
            *((beside,) if province else ()),
        ),
    )


def difference(caption):
    """Rows of (name, number, in force, under this standard, more)."""

    def money(index, label, short):
        return Column(str(index), label, lambda row: row[index], "money", short=short)

    return Table(
        empty="没有案件",
        columns=(
            Column("name", caption, lambda row: row[0], short="名称"),
            Column("count", "件数", lambda row: row[1], "num"),
            money(2, "现行（元）", "现行"),
            money(3, "本标准（元）", "本标准"),
            money(4, "相差（元）", "相差"),
        ),
    )
