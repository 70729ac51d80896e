"""The lists of a case's page: materials, papers, periods, the household, what is filed into a volume."""

from django.utils.html import format_html

from legalaid.platform.core.words import day, moment
from legalaid.platform.documents.models import Volume
from legalaid.platform.documents.passages import told
from legalaid.platform.office.addresses import address
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip


def _if_any(required, title):
    return title if required else format_html('{}<span class="soft">（如有）</span>', title)


def _handed_in(item, _):
    if item.received_on:
        on, many = item.received_on, f" {item.copies}份" if item.copies > 1 else ""
        return chip(f"已收到 {on.month}月{on.day}日{many}", "kept")
    if item.owed_by:
        return chip(f"{day(item.owed_by)}前补交", "soon")
    return chip("未收到", "late" if item.required else "quiet")


MATERIALS = Table(
    style="plain cards",
    frame="",
    columns=(
        Column("title", "清单", short="材料", draw=lambda item, title: _if_any(item.required, title)),
        Column("state", "状态", "pk", "date", draw=_handed_in),
        Column("files", "文件", "slot", template="cases/_case_slot.html"),
    ),
)  # fmt: skip


def _where(row):
    kind = "volume" if isinstance(row, Volume) else "paper"
    return address(f"documents:{kind}", row.pk)


def _made_at(row):
    return row.built_at if isinstance(row, Volume) else row.issued_at


def _note(row, _):
    if isinstance(row, Volume):
        return format_html("{}页，SHA-256 <code>{}…</code>", row.pages, row.sha256[:16])
    corrected = chip("已更正", "quiet") if row.superseded_by_id else ""
    words = told(row.wordings)
    return format_html("{} 本中心的用语：{}", corrected, words) if words else corrected


PAPERS = Table(
    style="plain",
    frame="",
    empty="还没有出具文书。",
    columns=(
        Column("title", "文书", link=_where),
        Column("number", "文号", lambda row: getattr(row, "number_text", ""), "code"),
        Column("at", "出具", _made_at, "date", show=moment),
        Column("note", "说明", "pk", draw=_note),
    ),
)


def _clock(deadline, _):
    if deadline.met_at:
        return chip("超期办结", "late") if deadline.late else chip("按期办结", "kept")
    if deadline.cancelled_at:
        return chip("不再计算", "quiet")
    if deadline.paused:
        return chip("停止计算", "quiet")

    provisional = "（暂定）" if deadline.provisional else ""
    return chip(f"{day(deadline.due_at)}{provisional}", deadline.colour())


def _reckoning(deadline):
    promised = deadline.promised_at and not deadline.closed
    return deadline.sentence + (f"承诺{day(deadline.promised_at)}前办结。" if promised else "")


CLOCKS = Table(
    style="plain cards",
    frame="",
    empty="没有期限。",
    columns=(
        Column("name", "期限"),
        Column("state", "状态", "pk", "date", draw=_clock),
        Column("reckoning", "怎样算出", _reckoning, short="算法", place="small"),
    ),
)

MEMBERS = Table(
    style="plain",
    frame="",
    columns=(
        Column("name", "家庭成员"),
        Column("relation", "关系", none=""),
        Column("age", "年龄", kind="num"),
        Column("occupation", "职业"),
        Column("income_kind", "收入类型"),
        Column("monthly_income", "月收入（元）", kind="money", none=""),
    ),
)


def _filed(row, titles):
    said = {"missing": "尚缺", "unsigned": "尚缺已签字的扫描件"}
    if row[2] in said:
        return chip(said[row[2]], "late")
    return format_html("{} {}", chip("✓ 已有", "kept"), titles) if titles else "—"


def filing(volume):
    """What stands in a volume today: rows of (entry of the catalogue, sources found for it, how it stands)."""
    return Table(
        style="",
        columns=(
            Column("entry", volume, lambda row: row[0].title, draw=lambda row, title: _if_any(row[0].required, title)),
            Column("found", "卷内材料", lambda row: "、".join(one.title for one in row[1]), draw=_filed, none=""),
        ),
    )  # fmt: skip
