"""The words of the Law: each a plain sentence, and an article that there is and that knows the word's matter."""

import re

from cases.law.articles import chapters, numbers
from legalaid.faces.manual.terms import grouped, terms

PLACE = re.compile(r"第[一二三四五六七八九十]+条")
# the article says it by these words
SAID_THERE = {
    "经济困难": "经济困难的标准",
    "一次性告知": "一次性告知",
    "视为撤回申请": "视为撤回申请",
    "先行提供": "先行提供法律援助",
    "值班律师": "派驻值班律师",
    "免予核查经济困难状况": "免予核查经济困难状况",
    "不受经济困难条件限制": "不受经济困难条件的限制",
    "骗取法律援助的责任": "三千元以下罚款",
    "回访": "回访受援人",
    "保密": "应当予以保密",
}


def words_of(article):
    """The articles a term names, as the Law has them."""
    named = PLACE.findall(article)
    found = [row for _, rows in chapters() for row in rows if row.name in named]
    return "".join(words for row in found for words in row.paragraphs)


def test_terms_are_many_and_each_is_said_once():
    titles = [term.title for term in terms()]
    assert len(titles) == len(set(titles)) == 87
    assert [group for group, _ in grouped()] == [
        "人和机构", "能得到什么帮助", "谁符合条件", "申请和审查", "指派和办理", "不服和监督"
    ]  # fmt: skip


def test_articles_of_the_law_that_are_named_are_there():
    named = [name for term in terms() for name in PLACE.findall(term.article)]
    assert [name for name in named if name not in numbers()] == []
    sources = {term.article.split("第")[0] for term in terms()}
    assert sources == {"法律援助法", "程序规定", ""}


def test_the_article_a_term_names_says_it():
    of = {term.title: term for term in terms()}
    assert [title for title, said in SAID_THERE.items() if said not in words_of(of[title].article)] == []  # fmt: skip


def test_sentences_are_plain():
    assert [term.title for term in terms() if not 10 <= len(term.sentence) <= 90 or term.sentence[-1] != "。"] == []  # fmt: skip
