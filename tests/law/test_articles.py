"""The Law's text on the pages, and the way to it from where an article is named."""

import pytest

from cases.law.articles import chapters, linked, numbers
from cases.templatetags.articles import cited


def test_law_has_seventy_one_articles_in_seven_chapters():
    assert [(title, len(articles)) for title, articles in chapters()] == [
        ("第一章 总则", 11),
        ("第二章 机构和人员", 10),
        ("第三章 形式和范围", 13),
        ("第四章 程序和实施", 16),
        ("第五章 保障和监督", 10),
        ("第六章 法律责任", 7),
        ("第七章 附则", 4),
    ]
    assert numbers()["第三十一条"] == 31
    article = chapters()[2][1][9]
    assert (article.name, article.paragraphs[5]) == (
        "第三十一条",
        "（五）请求确认劳动关系或者支付劳动报酬；",
    )


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("法律援助法第三十一条第五项、第四十二条第三项", [31, 42]),
        ("法律援助法第三十一条；诉讼费用交纳办法第四十一条", [31]),
        ("程序规定第二十五条", []),
        ("《中华人民共和国法律援助法》第四十三条第一款", [43]),
        ("法律援助法第三十一条至第三十三条", [31, 33]),
        ("法律援助法第九十九条", []),
    ],
)
def test_articles_of_the_law_alone_are_linked(sentence, found):
    numbers = []
    linked(sentence, lambda number, words: numbers.append(number) or words)
    assert numbers == found


def test_words_around_an_article_stay_escaped():
    assert cited("<b>法律援助法第三十一条") == (
        '&lt;b&gt;法律援助法<a href="/cases/articles/#a31" target="_blank">第三十一条</a>'
    )
