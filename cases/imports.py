"""What comes in as a table: the court's tree of causes, the desk's handbook (data/), and the call log of the 12348 hotline."""

import csv
import re
import tomllib
from datetime import datetime
from functools import cache
from pathlib import Path

from django.utils import timezone
from pypinyin import Style, lazy_pinyin

from cases.domain.handbook import WORDING
from cases.law.handbook import PARTS
from cases.law.topics import named
from cases.models import Cause, HandbookPage, HandbookVersion
from cases.queries.handbook import page_tokens
from legalaid.platform.core.errors import DomainError
from legalaid.platform.office.sheets import first_sheet

DATA = Path(__file__).parent / "data"
# what a county sees most; the count only orders the list until its own figures take over
FREQUENT = (
    "追索劳动报酬纠纷", "机动车交通事故责任纠纷", "离婚纠纷", "工伤保险待遇纠纷", "抚养费纠纷", "赡养费纠纷", "确认劳动关系纠纷",
    "提供劳务者受害责任纠纷", "经济补偿金纠纷", "变更抚养关系纠纷", "医疗损害责任纠纷", "劳务合同纠纷",
)  # fmt: skip


def _read(name):
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@cache
def cause_facts():
    """The field values of every cause of the court's tree, with path "root > ... > parent" and its row of the statistics."""
    table = _read("causes.csv")
    tree = {(row["kind"], row["code"]): row for row in table}
    # of a kind: the row of a cause and all below it; without a code, of all the rest
    mapped = {(row["kind"], row["code"]): row["row"] for row in _read("cause_rows.csv")}

    facts = []
    for row in table:
        kind, above = row["kind"], _above(row, tree)
        codes = [row["code"], *(one["code"] for one in above), ""]
        counted = next(mapped[kind, code] for code in codes if (kind, code) in mapped)
        initials = "".join(lazy_pinyin(row["name"], style=Style.FIRST_LETTER, errors="ignore"))

        said = {
            "kind": kind,
            "level": int(row["level"]),
            "code": row["code"],
            "name": row["name"],
            "path": " > ".join(one["name"] for one in reversed(above)),
            "initials": initials[:120],
            "row": counted,
        }
        facts.append(said)
    return facts


def _above(row, tree):
    """The causes over this one, the nearest first."""
    above = []
    while row := tree.get((row["kind"], row["parent_code"])):
        above.append(row)
    return above


def load_causes(using="default"):
    """Fills an empty tree; returns the number of causes loaded."""
    if Cause.objects.using(using).exists():
        return 0

    facts = cause_facts()
    causes = [Cause(**one, frequent=_frequent(one["name"], one["level"])) for one in facts]
    Cause.objects.using(using).bulk_create(causes)
    return len(causes)


def _frequent(name, level):
    return len(FREQUENT) - FREQUENT.index(name) if name in FREQUENT and level > 2 else 0


def load_handbook(using="default"):
    """Puts the pages that come with the installation beside what the office has; one it has, changed or not, stays as it is."""
    pages = HandbookPage.objects.using(using)
    there = set(pages.values_list("code", flat=True))
    given = tomllib.loads((DATA / "handbook.toml").read_text())["entry"]

    new = [HandbookPage(version=1, **entry) for entry in given if entry["code"] not in there]
    for page in new:
        for part, _ in PARTS:
            setattr(page, part, getattr(page, part).strip())
        page.tokens = page_tokens(page)
    pages.bulk_create(new)

    versions = [_first_version(page) for page in new]
    HandbookVersion.objects.using(using).bulk_create(versions)
    return len(new)


def _first_version(page):
    text = {name: getattr(page, name) for name in WORDING}
    return HandbookVersion(page=page, number=1, at=timezone.now(), reason="初始内容", **text)


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
CALLER = r"1\d{10}|0\d{2,3}-?\d{7,8}|\d{7,8}|\*+|\d{3}\*+\d{4}"
LONGEST = 480  # minutes
NOT_EXCEL = "这不是可以读取的 Excel 文件，请另存为 .xlsx 后再导入。"


def read_call_log(file):
    """(rows, problems, headings not known) of the first sheet of an .xlsx.

    rows: [(row number, {column: text})], problems: [(row number, sentence)]. Raises DomainError when it is no call log at all.
    """
    sheet = first_sheet(file.read(), otherwise=NOT_EXCEL)
    head = [str(cell).strip() for cell in sheet[0]] if sheet else []
    places = _places(head)
    if len(sheet) - 1 > CALL_LIMIT:
        too_many = f"一次最多导入{CALL_LIMIT}行，此表有{len(sheet) - 1}行，请分次导入。"
        raise DomainError(too_many, field="file")

    rows, problems = [], []
    for number, cells in enumerate(sheet[1:], 2):
        row = {column: cells[place] for column, place in places.items()}
        if not any(str(value).strip() for value in row.values()):
            continue
        try:
            rows.append((number, _call(row)))
        except DomainError as error:
            problems.append((number, error.sentence))

    strange = [name for place, name in enumerate(head) if name and place not in places.values()]
    return rows, problems, strange


def _places(head):
    """{column: where it stands}, by the first of its names that is there."""
    places = {}
    for column, names in CALL_COLUMNS.items():
        name = next((name for name in names if name in head), None)
        if name:
            places[column] = head.index(name)

    if missing := [CALL_COLUMNS[column][0] for column in CALL_REQUIRED if column not in places]:
        names, now = "”“".join(missing), "、".join(filter(None, head)) or "空"
        raise DomainError(f"表头缺少“{names}”；第一行现为：{now}。", field="file")
    return places


def _call(cells):
    row = {column: _plain(cells.get(column, "")) for column in CALL_COLUMNS}
    if not row["call_number"]:
        raise DomainError("没有工单编号。")
    if len(row["call_number"]) > 40:
        raise DomainError("工单编号超过40位。")
    if not row["question"]:
        raise DomainError("没有咨询内容。")

    row["at"] = _moment(cells["at"])
    row["phone"] = _phone(row["phone"])
    row["sex"] = {"男": "M", "女": "F"}.get(row["sex"], "")
    row["minutes"] = _minutes(row["minutes"])
    row["topic"] = topic.code if (topic := named(row["topic"])) else "other"
    return row


def _plain(value):
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _phone(text):
    if text and not re.fullmatch(CALLER, text):
        raise DomainError(f"来电号码“{text}”不像电话号码。")
    return "" if "*" in text else text  # masked by the hotline, it identifies nobody


def _minutes(text):
    """None where nothing was written, or nought."""
    digits = re.match(r"\d+", text)
    return min(int(digits[0]), LONGEST) or None if digits else None


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
