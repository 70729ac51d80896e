"""What comes with the installation: the court's tree of causes, people's words for them, the desk's handbook (data/)."""

import csv
import tomllib
from functools import cache
from pathlib import Path

from django.utils import timezone

from cases.domain.handbook import WORDING
from cases.law.handbook import PARTS
from cases.models import Cause, CauseWord, HandbookPage, HandbookVersion
from cases.queries.handbook import page_tokens
from legalaid.platform.core.readings import letters

DATA = Path(__file__).parent.parent / "data"
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

        said = {
            "kind": kind,
            "level": int(row["level"]),
            "code": row["code"],
            "name": row["name"],
            "path": " > ".join(one["name"] for one in reversed(above)),
            "initials": letters(row["name"])[:120],
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


def load_cause_words(using="default"):
    """Fills an empty table of people's words; returns the number of words loaded."""
    words = CauseWord.objects.using(using)
    if words.exists():
        return 0

    said = {row["word"]: row["causes"].split("|") for row in _read("cause_words.csv")}
    named = {}
    for pk, name in Cause.objects.using(using).values_list("pk", "name"):
        named.setdefault(name, []).append(pk)

    made = words.bulk_create(map(CauseWord.of, said))
    through = CauseWord.causes.through
    meant = ((word, pk) for word in made for name in said[word.word] for pk in named.get(name, ()))
    rows = [through(causeword=word, cause_id=pk) for word, pk in meant]
    through.objects.using(using).bulk_create(rows)
    return len(made)


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
