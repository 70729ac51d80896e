from django.template.defaultfilters import filesizeformat

from legalaid.platform.core.words import moment
from legalaid.platform.office.tables import Column, Table


def _lasted(row):
    minutes, seconds = divmod(row.seconds, 60)
    return f"{minutes}分{seconds:02}秒" if minutes else f"{seconds}秒"


def _size(row):
    size = row.figures.get("bytes")
    return filesizeformat(size) if size else ""


PROOFS = Table(
    empty="还没有备份。",
    columns=(
        Column("at", "时间", kind="date", show=moment),
        Column("kind", "事项", lambda row: row.get_kind_display()),
        Column("sound", "结果", lambda row: "成功" if row.sound else "没有成功"),
        Column("said", "情况"),
        Column("lasted", "用时", _lasted, "num"),
        Column("size", "大小", _size, "num", quiet=True),
        Column("name", "文件", kind="code", quiet=True),
    ),
)
