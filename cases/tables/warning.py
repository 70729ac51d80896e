"""The board of what is about to go wrong: each line leads to the act that mends it; and how many of each handler, firm, station."""

from cases.law.warning import BUREAU, DIRECTOR, KINDS, WORDS
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip

COLOURS = {DIRECTOR: "soon", BUREAU: "late"}


def _level(row, words):
    return chip(words, COLOURS.get(row.level, "quiet"))


WARNINGS = Table(
    title="预警",
    empty="没有这一类预警。",
    columns=(
        Column("number", "案号", "case__number", kind="code", link=lambda row: row.case.get_absolute_url()),
        Column("applicant", "受援人", "case__applicant__name"),
        Column("handler", "承办人", "case__handler", none="尚未指派"),
        Column("station", "受理站点", "case__station__name"),
        Column("detail", "情况"),
        Column("level", "到哪一级", lambda row: WORDS[row.level], draw=_level),
        Column("why", "为什么预警"),
        Column("act", "办理", lambda row: "去办理", link=lambda row: row.href),
    ),
)  # fmt: skip


def spread_table(label):
    return Table(
        frame="frame scroll",
        empty="没有预警。",
        columns=(
            Column("name", label, lambda line: line[0], kind="code"),
            *(_count(kind) for kind in KINDS),
        ),
    )


def _count(kind):
    return Column(kind.key, kind.label, lambda line: line[1].get(kind.key), "num", quiet=True)
