"""Guides: short sentences, no article without its plain one, translations where there are some, the county's own before ours."""

import re

import pytest
from django.urls import reverse

from cases.law.grounds import CRIMINAL, EXEMPT_42, HARDSHIP, MATTERS_31, NOT_LIMITED_32, RETRIAL
from legalaid.faces.portal import guides
from legalaid.faces.portal.qualify.matters import MATTERS
from legalaid.faces.portal.qualify.plain import PLAIN
from legalaid.faces.portal.qualify.questions import QUESTIONS

ALL = guides.guides()
AVERAGE, LONGEST = 30, 45  # characters of a sentence


def sentences(texts):
    found = (part for text in texts for part in re.split(r"[。！？；]", text))
    return [part for part in found if part.strip()]


def texts_of(guide):
    lists = (guide.get, guide.bring, guide.soon, guide.other)
    plain = [article.plain for article in guide.articles]
    return [guide.who, guide.means, *(line for lines in lists for line in lines), *plain]


def test_every_matter_the_county_meets_has_its_guide():
    assert [guide.key for guide in ALL] == [
        "wages", "injury", "traffic", "violence", "divorce", "support", "accused", "victim",
        "compensation", "minors", "disabled", "benefits", "elderly",
    ]  # fmt: skip


@pytest.mark.parametrize("guide", ALL, ids=lambda guide: guide.key)
def test_sentences_are_short(guide):
    found = sentences(texts_of(guide))
    assert sum(map(len, found)) / len(found) < AVERAGE
    assert [one for one in found if len(one) > LONGEST] == []


@pytest.mark.parametrize("guide", ALL, ids=lambda guide: guide.key)
def test_no_article_stands_without_its_plain_sentence(guide):
    assert guide.articles
    for article in guide.articles:
        assert article.plain.endswith("。")
        assert article.cite not in article.plain
    # and none is named in passing
    assert re.findall(r"第[一二三四五六七八九十百]+条", "".join(texts_of(guide))) == []


@pytest.mark.parametrize("guide", ALL, ids=lambda guide: guide.key)
def test_guide_says_what_to_bring_and_whether_income_counts(guide):
    assert guide.get
    assert guide.means
    assert guide.bring[0].startswith(("身份证", "申请人的身份证", "孩子的身份证"))


def test_guides_ask_what_article_42_asks():
    """A child or an old parent without income may well be provided for: the Law says 生活来源, and asks who is no migrant worker for means."""
    words = [word for guide in ALL for word in texts_of(guide)] + list(PLAIN.values())
    assert [word for word in words if "固定收入" in word] == []
    wages, injury = (guide for guide in ALL if guide.key in ("wages", "injury"))
    for guide in (wages, injury):
        assert "说明家里经济困难" in guide.means


def test_every_ground_of_the_law_has_its_plain_sentence():
    grounds = (*MATTERS_31, *CRIMINAL, *NOT_LIMITED_32, *EXEMPT_42, RETRIAL, HARDSHIP)
    assert {ground.code for ground in grounds} - set(PLAIN) == set()
    found = sentences(PLAIN.values())
    assert sum(map(len, found)) / len(found) < AVERAGE


def test_questions_are_short_too():
    words = [word for one in QUESTIONS for word in (one.text, one.help)]
    assert [one for one in sentences(words) if len(one) > AVERAGE] == []


def test_guide_a_matter_leads_to_is_there():
    assert {matter.guide for matter in MATTERS.values()} - {guide.key for guide in ALL} == {""}


UIGHUR = """
title = "ئىش ھەققى"
who = "..."
means = "..."
bring = ["..."]
[headings]
bring = "نېمە ئېلىپ كېلىش كېرەك"
"""


@pytest.fixture
def own(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    folder = tmp_path / "guides"
    folder.mkdir()
    return folder


def test_language_is_offered_only_where_there_is_a_translation(client, db, own):
    (own / "01-wages.ug.toml").write_text(UIGHUR)
    page = client.get(reverse("portal:guide", args=["wages"])).content.decode()
    assert 'lang="ug" dir="rtl"' in page
    other = client.get(reverse("portal:guide", args=["traffic"])).content.decode()
    assert "ئۇيغۇرچە" not in other

    shown = client.get(reverse("portal:guide_in", args=["wages", "ug"])).content.decode()
    assert '<div class="guide" lang="ug" dir="rtl">' in shown
    assert "نېمە ئېلىپ كېلىش كېرەك" in shown
    assert client.get(reverse("portal:guide_in", args=["traffic", "ug"])).status_code == 404


def test_countys_own_text_takes_the_place_of_ours(client, db, own):
    (own / "01-wages.toml").write_text(
        'title = "本县讨薪"\nwho = "一"\nmeans = "二"\nbring = ["身份证。"]\n'
    )
    page = client.get(reverse("portal:guide", args=["wages"])).content.decode()
    assert "<title>本县讨薪" in page
    assert "本县讨薪" in client.get(reverse("portal:front")).content.decode()


def test_guide_nobody_wrote_is_not_there(client, db):
    assert client.get(reverse("portal:guide", args=["divination"])).status_code == 404
