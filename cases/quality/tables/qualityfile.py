"""The list of quality files, one of each handler."""

from cases.enums import Grade
from legalaid.platform.office.addresses import page_of
from legalaid.platform.office.tables import Column, Table


def _number(grade):
    return lambda row: row.standing.grades[grade] if row.standing else 0


def _score(row):
    standing = row.standing
    return f"{standing.score:.1f}" if standing and standing.score is not None else ""


FILES = Table(
    title="质量档案",
    empty="还没有承办人。",
    hint="登记承办人以后，各人的质量档案列在这里。",
    columns=(
        Column("handler", "承办人", str, link=page_of("quality:handler_file")),
        Column("firm", "承办机构", "firm__name"),
        *(Column(grade.value, f"近两年{grade.label}", _number(grade), "num", short=grade.label) for grade in Grade),
        Column("score", "评估平均分", _score, "num", none=""),
    ),
)  # fmt: skip
