"""The chapters against the product: every page is explained, every name stands on a page, every way leads somewhere one may go."""

import ast
import re

import pytest
from django.conf import settings

from legalaid.faces.manual.chapter import HERE
from legalaid.faces.manual.contents import PARTS, chapter_for, chapters
from tests.addresses import URLS
from tests.journeys.eyes import BUILDERS, FILES, LEADS_ON
from tests.journeys.eyes import PARTS as PIECES
from tests.rights.tables import ROLES, read
from tests.rights.test_urls import ROWS

CODE = ("legalaid", "cases", "stations", "subsidies")
NAMED, LINKS = re.compile(r"「([^」]+)」"), re.compile(r"(?<!!)\[[^\]]*\]\(([^)]*)\)")
FOLDER = settings.BASE_DIR / "static" / "manual"
PICTURES = re.compile(r"!\[([^\]]+)\]\(picture:([a-z_]+)\)")
ROLE_OF = [role for role, _ in ROLES.values()]
OPENED = {  # {name: roles it answers with a page, now or at the time for it}
    name: {role for role, answer in zip(ROLE_OF, answers.split(), strict=False) if answer in {"200", "409"}}
    for name, _, method, answers, _ in ROWS
    if method == "GET" and not answers.endswith("200")
}  # fmt: skip
MAY_COME = {  # a row of their own would open, even where the one of the table is another's
    name: {role for role, answer in zip(ROLE_OF, answers.split(), strict=False) if answer != "403"}
    for name, _, method, answers, _ in ROWS
    if method == "GET"
}
PAGES = OPENED.keys() - FILES - PIECES - BUILDERS - LEADS_ON
CHAPTERS = chapters()


def strings():
    """Every text of the product that may stand on a page, whole and without what follows in brackets."""
    found = set()
    for path in (path for folder in CODE for path in (settings.BASE_DIR / folder).rglob("*.py")):
        if not {"manual", "demo"} & set(path.parts):
            nodes = ast.walk(ast.parse(path.read_text()))
            texts = (node.value for node in nodes if isinstance(node, ast.Constant))
            found |= {text.strip() for text in texts if isinstance(text, str)}

    for path in (settings.BASE_DIR / "templates").rglob("*.html"):
        if path.parent.name in {"papers", "styleguide"}:
            continue
        text = path.read_text()
        pieces = re.split(r"\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", text)
        found |= {" ".join(piece.split()) for piece in pieces}
        found |= set(re.findall(r'\b(?:text|label|more|title)="([^"]+)"', text))
        found |= {said for three in re.findall(r"yesno:['\"](.+?)['\"]", text) for said in three.split(",")}  # fmt: skip
    return found | {text.split("（")[0] for text in found}


def test_every_chapter_stands_in_the_contents_once():
    listed = [key for _, keys in PARTS for key in keys]
    assert sorted(listed) == sorted(path.stem for path in HERE.glob("*.md"))
    assert len({row.title for row in CHAPTERS.values()}) == len(listed)


def test_every_role_has_a_manual():
    assert {role for row in CHAPTERS.values() for role in row.roles} == set(ROLE_OF)


def test_every_page_a_role_may_open_has_a_chapter_for_it():
    missing = [
        f"{name} {role}"
        for name in sorted(PAGES)
        for role in sorted(OPENED[name])
        if chapter_for(name, role) is None
    ]
    assert "\n".join(missing) == ""


def test_pages_a_chapter_explains_are_there():
    names = set(URLS)
    wrong = [
        f"{row.key}: {page}"
        for row in CHAPTERS.values()
        for page in row.pages
        if not (page in names or page.endswith("*") and any(name.startswith(page[:-1]) for name in names))
    ]  # fmt: skip
    assert "\n".join(wrong) == ""


def test_whoever_reads_a_chapter_may_open_a_page_of_it():
    wrong = [
        f"{row.key}: {role}"
        for row in CHAPTERS.values()
        for role in row.roles
        if not any(row.holds(name) and role in MAY_COME[name] for name in OPENED)
    ]
    assert "\n".join(wrong) == ""


def test_names_a_chapter_quotes_stand_on_a_page():
    known = strings()
    wrong = [
        f"{row.key}: {name}"
        for row in CHAPTERS.values()
        for name in NAMED.findall(row.text)
        if name not in known
    ]
    assert "\n".join(wrong) == ""


def test_a_name_nobody_wrote_is_noticed():
    assert {"受理", "登记申请", "一次性受理通知键"} & strings() == {"受理", "登记申请"}


def test_links_lead_to_what_every_reader_may_open():
    wrong = []
    for row in CHAPTERS.values():
        for target in LINKS.findall(row.text):
            kind, _, key = target.partition(":")
            readers = OPENED.get(target, set())
            if kind == "chapter":
                readers = set(CHAPTERS[key].roles)
            wrong += [f"{row.key}: {target} {role}" for role in row.roles if role not in readers]
    assert "\n".join(wrong) == ""


def test_chapters_are_short():
    long = {row.key: len(row.plain) for row in CHAPTERS.values() if len(row.plain) > 1000}
    assert long == {}


def test_numbered_steps_and_marks_are_sound():
    """What the reader would not take as a list or a name: a bracket left open, a step that begins at another number."""
    wrong = [
        row.key
        for row in CHAPTERS.values()
        if row.text.count("「") != row.text.count("」")
        or row.text.count("“") != row.text.count("”")
        or re.search(r"\n\n2\. ", row.text)
    ]
    assert wrong == []


def test_what_somebody_from_outside_reads_explains_what_is_open_to_them():
    opened = {name for [name] in read("outside.txt")["addresses"]} & PAGES
    needed = {chapter_for(name, "supervisor").key for name in opened}
    assert {row.key for row in CHAPTERS.values() if row.outside} == needed


@pytest.mark.parametrize("key", list(CHAPTERS))
def test_head_of_a_chapter_says_what_it_must(key):
    row = CHAPTERS[key]
    assert (bool(row.title), bool(row.roles), bool(row.pages), bool(row.words)) == (True,) * 4


def test_every_picture_is_shown_once_and_is_small():
    shown = [name for row in CHAPTERS.values() for name in PICTURES.findall(row.text)]
    files = {path.stem: path.stat().st_size for path in FOLDER.glob("*.webp")}
    assert sorted(name for _, name in shown) == sorted(files)
    assert [name for name, size in files.items() if size > 60_000] == []
    assert len(files) <= 24
