"""Who was given how much in a month."""

from legalaid.platform.office.tables import Column, Table

COUNTS = (
    Column("given", "指派", kind="num", width=8),
    Column("passed", "列首位而未指派", kind="num", width=14, short="越过"),
    Column("declined", "不接受", kind="num", width=8),
    Column("load", "现在办", kind="num", width=8),
)

FAIRNESS = Table(
    title="指派情况",
    frame="frame scroll",
    empty="没有接受指派的承办人。",
    columns=(
        Column("name", "承办人", kind="code", width=12),
        Column("kind", "类别", width=20),
        Column("firm", "承办机构", width=30),
        *COUNTS,
        Column("since", "距上次指派（天）", kind="num", none="一年以上", width=14),
    ),
)
BY_KIND = Table(
    title="各类承办人",
    columns=(
        Column("name", "类别", kind="code"),
        Column("heads", "人数", kind="num"),
        *COUNTS,
        Column("each", "人均指派", kind="num"),
    ),
)
