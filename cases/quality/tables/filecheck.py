"""Files that were drawn, and what was found in them."""

from legalaid.platform.office.addresses import address
from legalaid.platform.office.tables import Column, Table


def _found(row):
    check = getattr(row, "check_of_file", None)
    if check is None:
        return ""
    return f"{'、'.join(check.wrong)}不符合" if check.wrong else "没有发现问题"


def _by(row):
    check = getattr(row, "check_of_file", None)
    return check.by.name if check else ""


FILES = Table(
    title="案卷检查",
    empty="没有抽中待检查的案卷。",
    hint="在“质量检查”的计划中抽取。",
    columns=(
        Column(
            "case", "案件", "case__number", link=lambda row: address("cases:detail", row.case_id)
        ),
        Column("cause", "案由", "case__cause__name"),
        Column("handler", "承办人", "case__handler__user__name"),
        Column("plan", "计划", "draw__line__plan__title"),
        Column("found", "检查结果", _found, none="待检查"),
        Column("by", "检查人", _by),
        Column(
            "act",
            "办理",
            lambda row: "更正" if row.done_at else "检查",
            link=lambda row: address("quality:file_check", row.pk),
        ),
    ),
)
