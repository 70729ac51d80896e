"""What comes in as a table: the court's tree of causes, the desk's handbook (data/), and the call log of the 12348 hotline."""

import csv
import re
import tomllib
from datetime import datetime
from functools import cache
from pathlib import Path

from django.utils import timezone
from pypinyin import Style, lazy_pinyin

from cases.domain.handbook import TEXT
from cases.law.handbook import PARTS
from cases.law.topics import named
from cases.models import Cause, HandbookPage, HandbookVersion
from cases.queries.handbook import page_tokens
from legalaid.platform.core.errors import DomainError
from legalaid.platform.office.sheets import first_sheet

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
        counted = next(
            mapped[row["kind"], code] for code in [*line, ""] if (row["kind"], code) in mapped
        )
        initials = "".join(lazy_pinyin(row["name"], style=Style.FIRST_LETTER, errors="ignore"))
        found.append(
            (
                row["kind"],
                int(row["level"]),
                row["code"],
                row["name"],
                " > ".join(names),
                initials[:120],
                counted,
            )
        )
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


def load_handbook(using="default"):
    """Puts the pages that come with the installation beside what the office has; one it has, changed or not, stays as it is."""
    pages = HandbookPage.objects.using(using)
    known = set(pages.values_list("code", flat=True))
    given = tomllib.loads((Path(__file__).parent / "data/handbook.toml").read_text())["entry"]
    made = [HandbookPage(version=1, **entry) for entry in given if entry["code"] not in known]
    for page in made:
        for part, _ in PARTS:
            setattr(page, part, getattr(page, part).strip())
        page.tokens = page_tokens(page)
    pages.bulk_create(made)
    HandbookVersion.objects.using(using).bulk_create(
        HandbookVersion(
            page=page,
            number=1,
            at=timezone.now(),
            reason="初始内容",
            **{name: getattr(page, name) for name in TEXT},
        )
        for page in made
    )
    return len(made)


# What the columns of a 12348 call log may be called; the first three must be there.
CALL_COLUMNS = {
    "call_number": ("工单编号", "工单号", "流水号", "话单号", "编号"),
    "at": ("来电时间", "呼入时间", "通话时间", "时间"),
    "question": ("咨询内容", "问题描述", "来电内容", "内容"),
    "phone": ("来电号码", "主叫号码", "联系电话", "电话"),
    "name": ("姓名", "来电人", "来电人姓名"),
    "sex": ("性别",),
    "topic": ("咨询类型", "问题类型", "类型", "分类"),
    "answer": ("答复内容", "解答内容", "答复", "处理意见"),
    "minutes": ("通话时长", "通话时长（分钟）", "时长", "时长（分钟）"),
}
CALL_REQUIRED = ("call_number", "at", "question")
CALL_LIMIT = 1000


def read_call_log(file):
    """(rows, problems, headings not known) of the first sheet of an .xlsx.

    rows: [(row number, {column: text})], problems: [(row number, sentence)]. Raises DomainError when it is no call log at all.
    """
    sheet = first_sheet(
        file.read(), otherwise="这不是可以读取的 Excel 文件，请另存为 .xlsx 后再导入。"
    )
    head = [str(cell).strip() for cell in sheet[0]] if sheet else []
    known = {
        column: head.index(name)
        for column, names in CALL_COLUMNS.items()
        for name in names[::-1]
        if name in head
    }
    if missing := [CALL_COLUMNS[column][0] for column in CALL_REQUIRED if column not in known]:
        raise DomainError(
            f"表头缺少“{'”“'.join(missing)}”；第一行现为：{'、'.join(filter(None, head)) or '空'}。",
            field="file",
        )
    if len(sheet) - 1 > CALL_LIMIT:
        raise DomainError(
            f"一次最多导入{CALL_LIMIT}行，此表有{len(sheet) - 1}行，请分次导入。", field="file"
        )
    strange = [name for place, name in enumerate(head) if name and place not in known.values()]
    rows, problems = [], []
    for number, cells in enumerate(sheet[1:], 2):
        row = {column: cells[place] for column, place in known.items()}
        if not any(str(value).strip() for value in row.values()):
            continue
        try:
            rows.append((number, _call(row)))
        except DomainError as error:
            problems.append((number, error.sentence))
    return rows, problems, strange


def _call(cells):
    row = {column: _plain(cells.get(column, "")) for column in CALL_COLUMNS}
    if not row["call_number"]:
        raise DomainError("没有工单编号。")
    if len(row["call_number"]) > 40:
        raise DomainError("工单编号超过40位。")
    if not row["question"]:
        raise DomainError("没有咨询内容。")
    row["at"] = _moment(cells["at"])
    if row["phone"] and not re.fullmatch(
        r"1\d{10}|0\d{2,3}-?\d{7,8}|\d{7,8}|\*+|\d{3}\*+\d{4}", row["phone"]
    ):
        raise DomainError(f"来电号码“{row['phone']}”不像电话号码。")
    if "*" in row["phone"]:
        row["phone"] = ""  # masked by the hotline: it identifies nobody
    row["sex"] = {"男": "M", "女": "F"}.get(row["sex"], "")
    digits = re.match(r"\d+", row["minutes"])
    row["minutes"] = min(int(digits[0]), 480) or None if digits else None
    row["topic"] = topic.code if (topic := named(row["topic"])) else "other"
    return row


def _plain(value):
    return (
        str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
    )


def _moment(value):
    text = str(value)
    if isinstance(value, str):
        digits = [int(part) for part in re.findall(r"\d+", value)]
        try:
            value = datetime(*digits[:6]) if len(digits) >= 5 else None
        except ValueError:
            raise DomainError(f"来电时间“{text}”不存在，请核对。")
    if not isinstance(value, datetime):
        raise DomainError(f"来电时间“{text}”读不懂，应如 2026-03-03 14:05。")
    moment = timezone.make_aware(value)
    if moment > timezone.now():
        raise DomainError(f"来电时间{value:%Y-%m-%d %H:%M}晚于现在。")
    return moment
