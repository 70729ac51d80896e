"""The words of the Law in plain sentences: terms.txt, a line each of term, sentence, article and other names; `## ` begins a group."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.urls import reverse

FILE = Path(__file__).parent / "terms.txt"


@dataclass(frozen=True)
class Term:
    title: str
    sentence: str
    article: str  # 法律援助法第四十一条; "" where the Law does not define it
    words: tuple[str, ...]
    group: str
    number: int

    @property
    def plain(self):
        return self.sentence

    def get_absolute_url(self):
        return reverse("manual:terms") + f"#t{self.number}"


@cache
def terms():
    """Every Term in order."""
    found, group = [], ""
    for line in FILE.read_text().splitlines():
        if line.startswith("## "):
            group = line[3:]
        elif line.strip() and not line.startswith("# "):
            title, sentence, article, words = (cell.strip() for cell in line.split("|"))
            found.append(Term(title, sentence, article, tuple(words.split()), group, len(found)))
    return tuple(found)


def grouped():
    """[(group, [Term])]"""
    groups = dict.fromkeys(term.group for term in terms())
    return [(group, [term for term in terms() if term.group == group]) for group in groups]
