"""What a job is called where people read of it: what it was to do, about what, and why it was not done."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from legalaid.platform.core.registry import Registry

KINDS = Registry()
AWAY = "数据库没有应答，或者太忙"
REASONS = {
    "OperationalError": AWAY,
    "InterfaceError": AWAY,
    "OSError": "磁盘满了，或者文件、网络用不了",
    "FileNotFoundError": "要用的文件不在",
    "PermissionError": "没有读写这个文件的权限",
    "ConnectionRefusedError": "要用的服务没有应答",
    "TimeoutError": "要用的服务没有及时应答",
}


@dataclass(frozen=True)
class Kind:
    label: str
    about: str = ""  # which of its arguments says what it is about
    named: Callable = None  # values of that argument -> {value: words}
    over: str = ""  # why one that failed is not run again, and what is done instead


def rows_of(model):
    """For `named`: the argument is the key of a row of this model."""
    return lambda keys: {row.pk: str(row) for row in model.objects.filter(pk__in=keys)}


def describe(rows):
    """Gives each row `purpose`: 生成卷宗：2026-0012. A query for each kind that is among them."""
    of_kind = defaultdict(list)
    for row in rows:
        of_kind[KINDS.get(row.kind, Kind(row.kind))].append(row)

    for kind, same in of_kind.items():
        about = {row.args[kind.about] for row in same if kind.about in row.args}
        names = kind.named(about) if about else {}
        for row in same:
            name = names.get(row.args.get(kind.about), "")
            row.purpose = f"{kind.label}：{name}" if name else kind.label
    return rows


def reason(row):
    """Why it failed: the sentence of the act that refused, or what a fault of the system comes to."""
    if not row.error:
        return "没有说明原因"
    if not row.error.isascii():
        return row.error
    return REASONS.get(row.error, f"程序出错（{row.error}），请把任务序号告诉维护人员")
