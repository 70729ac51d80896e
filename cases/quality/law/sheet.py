"""A sheet of items by which a file is read: three levels, the third with its points; together 100 (同行评估)."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

WHOLE = Decimal(100)
LEVELS = re.compile(r"[|｜\t]")
LINE = "第{number}行：{fault}"


@dataclass(frozen=True)
class Item:
    """A third-level item under its first and second level; `points`: the most it may be given."""

    first: str
    second: str
    third: str
    points: Decimal


def read(text):
    """(items, faults) of lines 一级指标｜二级指标｜三级指标｜分值; a fault is a sentence."""
    items, faults = [], []
    lines = ((number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip())
    for number, line in lines:
        parts = [part.strip() for part in LEVELS.split(line)]
        fault = _fault(parts)
        if fault:
            faults.append(LINE.format(number=number, fault=fault))
        else:
            items.append(Item(*parts[:3], Decimal(parts[3])))

    return items, faults or _together(items)


def _fault(parts):
    if len(parts) != 4 or not all(parts):
        return "应当是“一级指标｜二级指标｜三级指标｜分值”。"
    try:
        points = Decimal(parts[3])
    except InvalidOperation:
        return "分值应当是数字。"
    fits = points.is_finite() and 0 < points <= WHOLE and points == round(points, 1)
    return "" if fits else "分值应当大于0、不超过100，最多一位小数。"


def _together(items):
    names = [(item.first, item.second, item.third) for item in items]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        return [f"“{twice[2]}”写了两次。"]
    total = sum((item.points for item in items), Decimal(0))
    return [] if total == WHOLE else [f"各项分值合计{plain(total)}分，应当是100分。"]


def write(items):
    return "\n".join("｜".join([i.first, i.second, i.third, plain(i.points)]) for i in items)


def kept(items):
    """As the row keeps them."""
    return [[item.first, item.second, item.third, plain(item.points)] for item in items]


def of(rows):
    return [Item(first, second, third, Decimal(points)) for first, second, third, points in rows]


def plain(points):
    """8 or 8.5, without zeros behind."""
    return f"{points.normalize():f}"
