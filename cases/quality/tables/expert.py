"""The pool of experts."""

from django.utils import timezone

from legalaid.platform.office.addresses import page_of
from legalaid.platform.office.tables import Column, Table


def _ends(row):
    """What may still be ended."""
    running = row.to_on is None or row.to_on >= timezone.localdate()
    return page_of("quality:expert_end")(row) if running else ""


COLUMNS = (
    Column("name", "专家", str),
    Column("unit", "机构"),
    Column("kind", "评估的案件", lambda row: row.get_kind_display() or "各类案件"),
    Column("term", "聘期"),
    Column("note", "聘任依据", none=""),
)
END = Column("end", "办理", lambda row: "结束聘期" if _ends(row) else "", link=_ends, none="")


def experts(*, appoints):
    """The list; who appoints them may end a term."""
    return Table(
        title="评估专家",
        empty="还没有评估专家。",
        hint="由中心负责人从承办人、审查人员和监督员中聘任。",
        columns=(*COLUMNS, END) if appoints else COLUMNS,
    )
