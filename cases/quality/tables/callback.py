"""How the calls about each handler went."""

from legalaid.platform.core.words import moment
from legalaid.platform.office.addresses import page_of
from legalaid.platform.office.tables import Column, Table


def _share(part, whole):
    return lambda row: f"{row[part] * 100 / row[whole]:.0f}%" if row[whole] else ""


CALLS = Table(
    title="已经登记的回访",
    empty="还没有登记指派后、办理中的回访。",
    columns=(
        Column("at", "时间", kind="date", show=moment, link=page_of("quality:callback")),
        Column("number", "案件编号", lambda row: row.case.number),
        Column("who", "受援人", lambda row: row.case.applicant.name),
        Column("stage", "环节", "get_stage_display"),
        Column("result", "结果", "get_result_display"),
        Column("satisfaction", "满意度", "get_satisfaction_display"),
        Column("found", "反映的问题", "found_words"),
        Column("by", "回访人", "by"),
    ),
)
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
        Column("happy", "满意（含基本满意）", kind="num"),
        Column("pleased", "满意率", _share("happy", "reached")),
        Column("bad", "反映问题", kind="num"),
    ),
)
