"""Do I qualify? By the law's own modules, a question at a time, nothing kept anywhere."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.law.means import Standard
from cases.models import EconomicStandard
from legalaid.faces.portal.qualify.judged import judge
from legalaid.faces.portal.qualify.matters import MATTERS
from legalaid.faces.portal.qualify.questions import asked, current
from legalaid.platform.core.office import office

STANDARD = Standard(Decimal("1200"), Decimal("20000"), "本省规定")
READS = ("SELECT", "DECLARE")  # PostgreSQL reads long answers by a cursor
PLAIN = {"stage": "none", "lawyer": "no", "crowds": [], "here": "yes"}


def said(matter, **more):
    return {"matter": matter, **PLAIN, **more}


def told(answers, standard=STANDARD):
    found = judge(answers, standard)
    return found.verdict, [(one.code, one.verdict) for one in found.criteria]


POOR = {"heads": 3, "income": "3000.00", "savings": "0.00"}
RICH = {"heads": 3, "income": "9000.00", "savings": "0.00"}
CASES = [
    ("wages", {"crowds": ["migrant_worker"]}, "good", ["wages", "migrant_worker", "here"]),
    ("wages", POOR, "good", ["wages", "hardship", "here"]),
    ("wages", RICH, "bad", ["wages", "not_poor", "here"]),
    ("wages", {**POOR, "savings": "90000.00"}, "bad", ["wages", "not_poor", "here"]),
    ("wages", {**POOR, "here": "no"}, "bad", ["wages", "hardship", "elsewhere"]),
    ("wages", {**POOR, "here": "unsure"}, "maybe", ["wages", "hardship", "ask_where"]),
    ("wages", {"lawyer": "yes"}, "bad", ["wages", "own_counsel", "here"]),
    ("wages", {"stage": "final"}, "bad", ["petition", "here"]),
    ("wages", {**POOR, "stage": "retrial"}, "good", ["retrial", "hardship", "here"]),
    ("work_injury", {"crowds": ["migrant_worker"]}, "good", ["social_benefit", "migrant_worker", "here"]),
    ("traffic", {**POOR, "hurt": "yes"}, "good", ["injury", "hardship", "here"]),
    ("traffic", {"hurt": "no"}, "bad", ["property", "here"]),
    ("violence", {}, "good", ["abused", "abused", "here"]),
    ("divorce", {}, "maybe", ["divorce_only", "here"]),
    ("divorce", {"crowds": ["abuse_victim"]}, "good", ["abused", "abused", "here"]),
    ("support", {"crowds": ["elderly"], "income_source": "no"}, "good", ["support", "no_income", "here"]),
    ("support", {"crowds": ["elderly"], "income_source": "yes", "home": "yes", "own_income": "800.00", "savings": "0.00"},
     "good", ["support", "hardship", "here"]),
    ("accused", {"crowds": ["minor"]}, "good", ["defence", "must_defend", "here"]),
    ("accused", POOR, "good", ["defence", "hardship", "here"]),
    ("victim", POOR, "good", ["victim", "hardship", "here"]),
    ("compensation", {"crowds": ["minimum_living"]}, "good", ["state_compensation", "assisted", "here"]),
    ("brave", {}, "good", ["brave", "brave", "here"]),
    ("acquitted", {}, "good", ["state_compensation", "acquitted", "here"]),
    ("heroes", {}, "good", ["heroes", "heroes", "here"]),
    ("accused", RICH, "maybe", ["defence", "other_reason", "here"]),
    ("accused", {**RICH, "stage": "retrial"}, "bad", ["retrial", "not_poor", "here"]),
    ("accused", {"grave": ["life_or_death"]}, "good", ["defence", "must_defend", "here"]),
    ("accused", {"grave": ["unaware"]}, "good", ["defence", "must_defend", "here"]),
    ("accused", {"grave": ["commitment"]}, "good", ["defence", "must_defend", "here"]),
    ("accused", {"grave": ["death_review"]}, "good", ["defence", "death_review", "here"]),
    ("accused", {"grave": ["absentia"], "crowds": ["foreigner"]}, "good", ["defence", "must_defend", "here"]),
    ("traffic", {"hurt": "yes", "crowds": ["aided"]}, "good", ["injury", "assisted", "here"]),
    ("traffic", {"hurt": "yes", "crowds": ["aided", "foreigner"]}, "maybe", ["injury", "assisted", "foreigner", "here"]),
    ("wages", {**POOR, "stage": "enforce"}, "good", ["wages", "hardship", "here"]),
    ("other", {"crowds": ["abuse_victim"]}, "maybe", ["abused_asks", "here"]),
    ("food", {**POOR, "hurt": "yes"}, "good", ["injury", "hardship", "here"]),
    ("other", {}, "bad", ["out_of_scope", "here"]),
    # art. 42(3) spares who asks for pay, not who asks to be called employed
    ("employment", {**RICH, "crowds": ["migrant_worker"]}, "bad", ["wages", "not_poor", "here"]),
    ("support", {"crowds": ["blind_deaf_mute"], "income_source": "no"}, "good", ["support", "no_income", "here"]),
    # art. 70: others make their rules
    ("wages", {**RICH, "crowds": ["soldier"]}, "maybe", ["wages", "soldiers", "here"]),
    ("other", {"crowds": ["soldier"]}, "maybe", ["soldiers", "here"]),
    ("traffic", {"hurt": "no", "crowds": ["soldier"]}, "maybe", ["soldiers", "here"]),
    ("wages", {**POOR, "crowds": ["soldier"]}, "good", ["wages", "hardship", "here"]),
]  # fmt: skip


@pytest.mark.parametrize(("matter", "more", "verdict", "codes"), CASES)
def test_answers_come_to_what_the_law_says(matter, more, verdict, codes):
    found = told(said(matter, **more))
    assert (found[0], [code for code, _ in found[1]]) == (verdict, codes)


@pytest.mark.parametrize(
    ("matter", "more", "article"),
    [
        ("wages", {}, "法律援助法第三十一条"),
        ("accused", {}, "法律援助法第二十四条"),
        ("accused", {"crowds": ["minor"]}, "法律援助法第二十五条第一款第一项"),
        ("victim", {}, "法律援助法第二十九条"),
        ("wages", {"stage": "retrial"}, "法律援助法第三十三条"),
    ],
)
def test_who_has_a_lawyer_reads_the_article(matter, more, article):
    found = judge(said(matter, **more, lawyer="yes"), STANDARD).criteria
    assert [one.article for one in found if one.code == "own_counsel"] == [article]


def test_who_must_be_defended_is_not_asked_for_income():
    answers = {"matter": "accused", **PLAIN, "grave": ["life_or_death"]}
    assert {one.key for one in asked(answers, assets=True)} == {"matter", "grave", *PLAIN}
    assert "经济困难状况说明表" not in [one.title for one in judge(answers, STANDARD).bring]


@pytest.mark.parametrize(
    ("more", "elsewhere"),
    [
        ({**POOR, "here": "no"}, True),
        ({**RICH, "here": "no"}, False),
        ({**POOR, "here": "yes"}, False),
    ],
)
def test_somewhere_else_is_not_a_no(more, elsewhere):
    assert judge(said("wages", **more), STANDARD).is_elsewhere is elsewhere


def test_without_a_standard_the_office_is_asked():
    assert told(said("wages", **POOR), None)[0] == "maybe"


def test_poverty_is_reckoned_before_the_reader():
    means = judge(said("wages", **RICH), STANDARD).criteria[1]
    assert means.reasons[0].endswith("3人，人均 3000.00 元。")


@pytest.mark.parametrize("matter", MATTERS)
def test_every_matter_can_be_asked_to_its_end(matter):
    answers, keys = {"matter": matter}, []
    while question := current(answers, assets=True):
        keys.append(question.key)
        value = question.choices[0][0] if question.choices else "1"
        answer, error = question.read([] if question.many else [value])
        assert error == ""
        answers[question.key] = answer
    assert keys[0] in ("hurt", "stage")
    assert keys[-1] == "here"
    assert judge(answers, STANDARD).criteria


def test_nobody_is_asked_what_does_not_matter():
    spared = said("wages", crowds=["migrant_worker"])
    assert {one.key for one in asked(spared, assets=True)} == {"matter", *PLAIN}
    family = {one.key for one in asked(said("support", home="yes"), assets=True)}
    assert family == {"matter", "home", "own_income", "savings", *PLAIN}


@pytest.mark.parametrize(
    ("key", "given", "error"),
    [
        ("matter", [], "请选一项。"),
        ("matter", ["<script>"], "请选一项。"),
        ("matter", ["wages", "traffic"], "请选一项。"),
        ("crowds", ["emoji😀"], "请选一项。"),
        ("heads", ["三"], "请填数字，如 3。"),
        ("heads", ["0"], "请填 1 到 30 之间的数。"),
        ("income", ["-1"], "这个数不对，请核对。没有的填 0。"),
        ("income", ["NaN"], "这个数不对，请核对。没有的填 0。"),
        ("income", ["1e999"], "这个数不对，请核对。没有的填 0。"),
        ("income", ["😀"], "请填数字，如 1500。没有的填 0。"),
    ],
)
def test_what_cannot_be_an_answer_is_said_so(key, given, error):
    [question] = [one for one in asked(said("wages")) if one.key == key]
    assert question.read(given) == (None, error)


STATE = re.compile(r'name="state" value="([^"]*)"')


class Asked:
    def __init__(self, client):
        self.client, self.at = client, reverse("portal:qualify")
        self.answer = client.get(self.at)

    def send(self, *given, **more):
        state = STATE.search(self.text)[1]
        self.answer = self.client.post(self.at, {"state": state, "answer": given, **more})
        return self.answer

    @property
    def text(self):
        return self.answer.content.decode()


@pytest.fixture
def standard(county):
    EconomicStandard.objects.all().delete()
    EconomicStandard.objects.create(
        region=office()["county"], valid_from="2020-01-01", monthly_per_head=1200, source="本省规定"
    )


def test_way_through_the_pages(client, standard):
    page = Asked(client)
    for given in (["wages"], ["none"], ["no"], [], ["3"], ["3000"], ["yes"]):
        assert page.send(*given).status_code == 200
    assert "看起来您可以申请法律援助。" in page.text
    assert "以中心审查为准" in page.text
    assert "1200.00 元" in page.text
    assert "经济困难状况说明表" in page.text

    page.send(back="1")
    assert "事情在本县吗？" in page.text


def test_wrong_answer_stays_on_its_question_and_keeps_what_was_typed(client, standard):
    page = Asked(client)
    for given in (["wages"], ["none"], ["no"], []):
        page.send(*given)
    assert page.send("三口人").status_code == 422
    assert 'value="三口人"' in page.text
    assert "请填数字，如 3。" in page.text
    assert page.send("3").status_code == 200


@pytest.mark.parametrize("state", ["", "renamed", "eyJtYXR0ZXIiOiJ3YWdlcyJ9:1:x"])
def test_state_that_is_not_ours_begins_anew(client, standard, state):
    answer = client.post(reverse("portal:qualify"), {"state": state, "answer": "wages"})
    assert answer.status_code == 422
    assert "请从头再来" in answer.content.decode()


def test_nothing_is_stored_and_nothing_stands_in_an_address(client, standard, caplog):
    page = Asked(client)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        for given in (["violence"], ["none"], ["no"], ["abuse_victim"], ["yes"]):
            page.send(*given)
    assert [q for q in queries if not q["sql"].startswith(READS)] == []
    assert client.cookies == {}
    assert page.answer["Cache-Control"].count("no-store") == 1
    assert re.findall(r'(?:href|action)="[^"]*\?[^"]*(?:state|answer)', page.text) == []
    assert caplog.text == ""


def test_a_no_tells_the_other_ways(client, standard):
    page = Asked(client)
    for given in (["other"], ["none"], ["no"], [], ["yes"]):
        page.send(*given)
    assert "看起来不太符合，但还有别的办法。" in page.text
    for way in ("12348", "人民调解委员会", "您仍然可以申请"):
        assert way in page.text
