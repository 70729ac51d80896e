"""Papers as the lines a reader reads, and the golden texts they are compared with: tests/<app>/golden/<kind>.txt.

A golden text holds one or more papers of its kind, each under a heading ("=== 未预留电话").
"""

import re
from html.parser import HTMLParser
from pathlib import Path

from legalaid.platform.documents import render
from legalaid.platform.documents.kinds import PAPER_KINDS
from legalaid.platform.documents.masking import masked
from legalaid.platform.documents.models import Paper
from stations.models import Handler

TESTS = Path(__file__).parent
HEADING = "=== "
BREAKS, CELLS = ("p", "h1", "tr", "br", "div", "header", "footer"), ("td", "th")
SILENT = ("svg", "title")
SPACE = " \t\n　"
LINE, CELL, TURN = "\n", "\x1e", "\x1f"  # between lines, between cells, between lines of one cell
SIDE = "　　"  # between what stands side by side
CODE = re.compile(r"查询码 \d{4} \d{4} \d{4}(?!\d)")  # of the case's key and ours
KNOWN = {  # of applicants, their agents and those who asked: tests.factories and the walks of the golden texts
    "证件号码": ("440524198801010011", "11010519491231002X"),
    "电话": ("13800138000", "13700137000"),
    "住址": ("清和县石桥乡东河村7号", "清和县城关镇建设路1号"),
}
PEOPLE = {
    "zhan1": "钱春梅",
    "lvshi": "赵明远",
    "lvshi4": "钟雪莹",
    "lvshi5": "林志强",
}


class Reader(HTMLParser):
    """Blocks of HTML as lines, the cells of a row side by side; drawings are left out."""

    def __init__(self):
        super().__init__()
        self.text, self.silent, self.cells = "", 0, 0

    def handle_starttag(self, tag, attrs):
        self.silent += tag in SILENT
        self._turn(tag)

        if tag in CELLS:
            self.text += CELL
            self.cells += 1
        if tag == "span":
            self.text += SIDE

    def handle_endtag(self, tag):
        self.silent -= tag in SILENT
        self.cells -= tag in CELLS
        self._turn(tag)

    def handle_data(self, data):
        if not self.silent:
            self.text += re.sub(r"[ \t\n]+", " ", data)

    def _turn(self, tag):
        if tag in BREAKS:
            self.text += TURN if self.cells else LINE


def lines_of(html):
    """What stands on the page, line by line, without empty ones."""
    reader = Reader()
    reader.feed(html)
    rows = [row.strip(SPACE).lstrip(CELL) for row in reader.text.split(LINE)]

    return [" | ".join(map(_cell, row.split(CELL))).strip() for row in rows if row]


def _cell(text):
    parts = [part.strip(SPACE) for part in text.split(TURN)]
    return "／".join(part for part in parts if part)


def words_of(paper, shown=lambda facts: facts):
    """The text of an issued paper, of its facts as they are `shown`."""
    html = render.paper_html(paper.kind, shown(paper.facts), paper.number_text)
    return CODE.sub("查询码 ……", "\n".join(lines_of(html)))


def golden(kind):
    """{heading: text} of the golden texts of this kind."""
    (path,) = TESTS.glob(f"*/golden/{kind}.txt")
    sections = path.read_text().split(HEADING)[1:]
    pairs = [section.split("\n", 1) for section in sections]

    return {heading: text.strip() for heading, text in pairs}


def assert_words(paper, heading, **of_today):
    """The paper says, word for word, what stands under this heading. `of_today`: what only the day of the test can know."""
    expected = golden(paper.kind)[heading]
    for name, value in of_today.items():
        expected = expected.replace(f"〈{name}〉", value)

    assert words_of(paper) == expected
    assert printed_in(words_of(paper)) <= set(PAPER_KINDS[paper.kind].personal)
    assert printed_in(words_of(paper, masked)) == set()


def printed_in(text):
    """Which personal data of those whom the papers are about stand in it."""
    return {name for name, values in KNOWN.items() if any(value in text for value in values)}


def paper_of(subject, kind):
    """The last paper of this kind."""
    return Paper.objects.filter(subject_id=subject.pk, kind=kind).latest("pk")


def name_people(county):
    """Those who stand on the papers, whatever the demo county calls them; the lawyers with telephone and licence."""
    for number, (login, name) in enumerate(PEOPLE.items(), 1):
        user = getattr(county, login)
        user.name = name
        user.save()
        Handler.objects.filter(user=user).update(
            mobile=f"1390000000{number}", licence=f"1999920151000000{number}"
        )
