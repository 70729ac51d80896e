"""The court's tree of causes, from data/causes.csv (kind, level, code, name, parent_code)."""

import csv
from functools import cache
from pathlib import Path

from pypinyin import Style, lazy_pinyin

from cases.models import Cause

FILE = Path(__file__).parent / "data" / "causes.csv"
ROWS = (
    Path(__file__).parent / "data" / "cause_rows.csv"
)  # kind, code, row: holds for the cause and all below it; no code: the rest
# what a county sees most; the count only orders the list until its own figures take over
FREQUENT = (
    "追索劳动报酬纠纷", "机动车交通事故责任纠纷", "离婚纠纷", "工伤保险待遇纠纷", "抚养费纠纷", "赡养费纠纷", "确认劳动关系纠纷",
    "提供劳务者受害责任纠纷", "经济补偿金纠纷", "变更抚养关系纠纷", "医疗损害责任纠纷", "劳务合同纠纷",
)  # fmt: skip


@cache
def rows():
    """[(kind, level, code, name, path, initials, row)] with path "root > ... > parent"."""
    with FILE.open(encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    known = {(row["kind"], row["code"]): row for row in table}
    with ROWS.open(encoding="utf-8") as file:
        mapped = {(row["kind"], row["code"]): row["row"] for row in csv.DictReader(file)}
    found = []
    for row in table:
        names, line, parent = [], [row["code"]], row["parent_code"]
        while parent and (up := known.get((row["kind"], parent))):
            names.insert(0, up["name"])
            line.append(parent)
            parent = up["parent_code"]
        counted = next(mapped[row["kind"], code] for code in [*line, ""] if (row["kind"], code) in mapped)
        initials = "".join(lazy_pinyin(row["name"], style=Style.FIRST_LETTER, errors="ignore"))
        found.append((row["kind"], int(row["level"]), row["code"], row["name"], " > ".join(names), initials[:120], counted))
    return found


def load_causes(using="default"):
    """Fills an empty tree; returns the number of causes loaded."""
    if Cause.objects.using(using).exists():
        return 0
    Cause.objects.using(using).bulk_create(
        Cause(
            kind=kind, level=level, code=code, name=name, path=path, initials=initials, row=counted,
            frequent=len(FREQUENT) - FREQUENT.index(name) if name in FREQUENT and level > 2 else 0,
        )
        for kind, level, code, name, path, initials, counted in rows()
    )  # fmt: skip
    return len(rows())


def map_causes(using="default"):
    """Gives causes loaded before the map their statistical row; returns how many."""
    unmapped = {(c.kind, c.code): c for c in Cause.objects.using(using).filter(row="")}
    changed = []
    for kind, _, code, *_, counted in rows() if unmapped else ():
        if cause := unmapped.get((kind, code)):
            cause.row = counted
            changed.append(cause)
    Cause.objects.using(using).bulk_update(changed, ["row"], batch_size=500)
    return len(changed)
