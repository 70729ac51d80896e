"""The coded lists of the Law: what a grant or a refusal may rest on, by kind and position."""

import pytest

from cases.law import grounds


def codes(rows):
    return [row.code for row in rows]


SPECIAL = ["heroes", "brave", "acquitted", "abused", "other_32"]
EXEMPT = ["no_income", "assisted", "migrant_worker", "other_42"]


def test_grant_rests_on_scope_and_means():
    civil = [
        "state_compensation", "social_benefit", "pension", "support", "wages", "capacity", "injury", "environment", "other_31",
    ]  # fmt: skip
    assert codes(grounds.grant_grounds("civil")) == [
        *civil,
        "retrial",
        "hardship",
        *SPECIAL,
        *EXEMPT,
    ]
    assert grounds.grant_grounds("administrative") == grounds.grant_grounds("civil")
    assert codes(grounds.grant_grounds("criminal")) == [
        "defence", "victim", "private_prosecutor", "incidental_plaintiff", "retrial", "hardship",
        "other_24_held", "other_24_none", "other_24_ended", "other_24", *SPECIAL, *EXEMPT,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "chosen", "lack"),
    [
        ("civil", ["wages", "hardship"], ""),
        ("civil", ["wages", "migrant_worker"], ""),
        ("civil", ["retrial"], "means"),
        ("civil", ["heroes"], ""),
        ("civil", ["defence", "hardship"], "scope"),
        ("civil", [], "scope"),
        ("administrative", ["social_benefit", "assisted"], ""),
        ("criminal", ["private_prosecutor", "no_income"], ""),
        ("criminal", ["incidental_plaintiff"], "means"),
        ("criminal", ["hardship"], "scope"),
    ],
)
def test_what_a_grant_still_lacks(kind, chosen, lack):
    assert grounds.lacking(kind, chosen) == lack


@pytest.mark.parametrize(
    ("kind", "role", "article"),
    [
        ("civil", "", "法律援助法第三十一条"),
        ("civil", "原告", "法律援助法第三十一条"),
        ("administrative", "原告", "法律援助法第三十一条"),
        ("criminal", "犯罪嫌疑人", "法律援助法第二十四条"),
        ("criminal", "被告人", "法律援助法第二十四条"),
        ("criminal", "被害人", "法律援助法第二十九条"),
        ("criminal", "自诉人", "法律援助法第二十九条"),
        ("criminal", "", "法律援助法第二十四条、第二十九条"),
    ],
)
def test_refusal_for_scope_cites_the_article_that_names_the_applicants(kind, role, article):
    rows = grounds.refusals(kind, role)
    assert (rows[0].text, rows[0].article) == ("申请事项不属于法律援助范围", article)
    assert codes(rows) == [
        "out_of_scope", "not_poor", "not_party", "not_ours", "already_aided", "applied_twice", "repeated",
        "own_counsel",
    ]  # fmt: skip


def test_petition_before_a_retrial_is_refused_by_article_33():
    assert grounds.refusals("criminal", "被告人", "申诉")[0].article == "法律援助法第三十三条"
    assert grounds.refusals("civil", "原告", "申诉")[0].article == "法律援助法第三十三条"
    assert grounds.refusals("criminal", "被告人", "审判监督")[0].article == "法律援助法第二十四条"


def test_role_is_not_asked_for():
    assert grounds.refusals("criminal")[0].article == "法律援助法第二十四条、第二十九条"


def test_forms_of_aid_by_kind():
    assert codes(grounds.aid_modes("civil")) == ["民事诉讼代理", "劳动仲裁代理", "非诉讼代理"]


def test_text_of_a_code():
    assert grounds.text_of(grounds.CROWDS, "migrant_worker") == "农民工"
    assert grounds.text_of(grounds.CROWDS, "unheard-of") == ""


@pytest.mark.parametrize(
    ("code", "article"),
    [
        ("pension", "法律援助法第三十一条第三项"),
        ("victim", "法律援助法第二十九条"),
        ("retrial", "法律援助法第三十三条"),
        ("hardship", "法律援助法第三十四条"),
        ("acquitted", "法律援助法第三十二条第三项"),
        ("assisted", "法律援助法第四十二条第二项"),
        ("not_ours", "法律援助法第三十八条"),
    ],
)
def test_ground_of_a_decision_is_found_by_its_code(code, article):
    assert grounds.find(code).article == article


def test_unknown_ground_is_none():
    assert grounds.find("unheard-of") is None


@pytest.mark.parametrize(
    ("rows", "article", "items"),
    [
        (grounds.MATTERS_31, "法律援助法第三十一条第{}项", "一二三四五六七八九"),
        (grounds.NOT_LIMITED_32, "法律援助法第三十二条第{}项", "一二三四五"),
        (grounds.EXEMPT_42, "法律援助法第四十二条第{}项", "一二三四"),
        (grounds.NOTIFIED[:7], "法律援助法第二十五条第一款第{}项", "一二三四五六七"),
    ],
)
def test_items_of_an_article_stand_in_the_order_of_the_law(rows, article, items):
    assert [row.article for row in rows] == [article.format(item) for item in items]


def test_court_may_notify_or_must_for_commitment():
    assert [(row.code, row.article) for row in grounds.NOTIFIED[7:]] == [
        ("ordinary", "法律援助法第二十五条第二款"),
        ("prosecution", ""),
        ("commitment", "法律援助法第二十八条"),
    ]
