"""The Law's own words, article by article, and where a sentence of ours names one."""

import functools
import re
from dataclasses import dataclass, field
from pathlib import Path

TEXT = Path(__file__).parents[1] / "data" / "aid_law.md"
HEAD = re.compile(r"第[一二三四五六七八九十]+条")
# 法律援助法第三十一条第五项、第四十二条第三项
CITED = re.compile(r"法律援助法》?(?:第[一二三四五六七八九十]+[条款项]|[、和至])+")


@dataclass
class Article:
    number: int
    name: str
    paragraphs: list = field(default_factory=list)


@functools.cache
def chapters():
    """[(title, [Article])] in order."""
    found, number = [], 0
    for line in TEXT.read_text().splitlines():
        head = HEAD.match(line)
        if line.startswith("## "):
            place, name = line.removeprefix("## ").split(" ", 1)
            found.append((f"{place} {name.replace(' ', '')}", []))
        elif head:
            number += 1
            words = line[head.end() :].strip()
            found[-1][1].append(Article(number, head[0], [words]))
        elif line.strip() and found and found[-1][1]:
            found[-1][1][-1].paragraphs.append(line.strip())
    return found


@functools.cache
def numbers():
    """{第三十一条: 31}"""
    return {article.name: article.number for _, articles in chapters() for article in articles}


def linked(sentence, link):
    """The sentence with each article of the Law it names as `link(number, words)`."""

    def one(named):
        number = numbers().get(named[0])
        return link(number, named[0]) if number else named[0]

    return CITED.sub(lambda cited: HEAD.sub(one, cited[0]), sentence)
