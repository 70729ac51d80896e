"""Why a question is asked: every question of the intake says it, but for what needs no saying."""

import re

import pytest
from django.test import Client

from cases.forms.consultation import ConsultationForm
from cases.forms.group import SumRow
from cases.forms.intake import IntakeForm
from cases.forms.intake_rows import Member, Opponent, Rows
from cases.forms.joint import JointRow
from cases.forms.why import CONSULTED, ROWS, WHY
from cases.law.articles import numbers
from tests.conftest import BACKEND

SELF_EVIDENT = {"name"}
PLACE = re.compile(r"第[一二三四五六七八九十]+条")


def test_every_question_of_the_intake_says_why():
    assert IntakeForm.base_fields.keys() - WHY.keys() == SELF_EVIDENT
    assert ConsultationForm.base_fields.keys() - WHY.keys() - CONSULTED.keys() == SELF_EVIDENT
    assert {Member.group, Opponent.group, JointRow.group} == ROWS.keys()
    assert Rows(Member).why == ROWS["member"]
    assert Rows(SumRow).why == ""  # nobody asks an applicant by it


def test_nothing_is_said_of_a_question_nobody_asks():
    asked = IntakeForm.base_fields.keys() | ConsultationForm.base_fields.keys()
    assert WHY.keys() - asked == set()
    assert CONSULTED.keys() - ConsultationForm.base_fields.keys() == set()


@pytest.mark.parametrize("said", [WHY, CONSULTED, ROWS], ids=["all", "consulted", "rows"])
def test_sentences_are_short_and_their_articles_are_there(said):
    long = {name: len(text) for name, text in said.items() if not 8 <= len(text) <= 110}
    assert long == {}
    named = [place for text in said.values() for place in PLACE.findall(text)]
    assert [place for place in named if place not in numbers()] == []


@pytest.mark.parametrize("who", ["chuangkou", "zhan1"])
def test_window_and_station_read_it_beside_the_question(who, county):
    client = Client()
    client.force_login(getattr(county, who), backend=BACKEND)
    page = client.get("/cases/new/").content.decode()
    beside = (
        len(IntakeForm.base_fields)
        - len({"name", "anew", "received"})
        + len({Member.group, Opponent.group})
    )
    assert page.count('<details class="why">') == beside
    assert '为什么问这个<span class="visually-hidden">：证件号码</span>' in page
    assert '/cases/articles/#a40" target="_blank">第四十条</a>' in page

    page = client.get("/cases/consultations/new/").content.decode()
    assert '为什么问这个<span class="visually-hidden">：咨询内容</span>' in page
