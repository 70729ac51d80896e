"""Whoever tries often is asked a question: a picture or a sum, once each, and nothing typed is lost."""

import re
import time
from urllib.parse import unquote

import pytest
from django.core import signing
from django.urls import reverse

from legalaid.faces.portal import doubt
from legalaid.faces.portal.doubt import Riddle
from legalaid.platform.accounts import limits
from legalaid.platform.accounts.models import Try
from tests.portal.applied import Phone

pytestmark = pytest.mark.django_db
NUMBERS = "零一二三四五六七八九"
TYPED = {"code": "1234 5678 9012", "last": "0011"}


def tries(door, count):
    for _ in range(count):
        limits.attempt(door, "127.0.0.1")


def asked(answer):
    """(token, sum in words) of the question on a page; None where there is none."""
    page = answer.content.decode()
    found = re.search(r'name="(?:back-)?riddle_asked" value="([^"]+)"', page)
    return (found[1], re.search(r"答这一题：(.+?)等于几", page)[1]) if found else None


def summed(words):
    return str(sum(NUMBERS.index(word) for word in words.split("加")))


@pytest.mark.parametrize(
    ("name", "door", "before"),
    [
        ("portal:mine", "mine_from", 6),
        ("asking:start", "asking_from", 6),
        ("asking:open", "asking_open", 6),
        ("apply:start", "apply_start", 6),
        ("apply:resume", "apply_code", 3),
    ],
)
def test_nobody_is_asked_before_a_third_of_the_tries(county, client, name, door, before):
    tries(door, before)
    assert asked(client.get(reverse(name))) is None
    tries(door, 1)
    assert asked(client.get(reverse(name)))


def test_without_an_answer_nothing_is_tried_and_what_was_typed_stays(county, client):
    tries("mine_from", 7)
    answer = client.post(reverse("portal:mine"), TYPED)
    page = answer.content.decode()
    assert (answer.status_code, answer.context["form"].errors) == (
        422,
        {"riddle": ["这一次要先答一题。您填的都还在。"]},
    )
    assert 'value="1234 5678 9012"' in page
    assert Try.objects.filter(door="mine_from").count() == 7


@pytest.mark.parametrize("way", ["sum", "digits", "wide"])
def test_sum_and_digits_both_let_one_try(county, client, way):
    tries("mine_from", 7)
    token, words = asked(client.get(reverse("portal:mine")))
    digits = Riddle.carried(token).digits
    said = {"sum": summed(words), "digits": f" {digits} ", "wide": "".join(chr(ord(d) + 0xFEE0) for d in digits)}  # fmt: skip
    data = TYPED | {"riddle_asked": token, "riddle": said[way]}

    answer = client.post(reverse("portal:mine"), data)
    assert "没有查到" in answer.content.decode()
    assert Try.objects.filter(door="mine_from").count() == 8
    assert asked(answer)[0] != token

    again = client.post(reverse("portal:mine"), data)
    assert again.context["form"].errors["riddle"] == [doubt.WRONG]
    assert Try.objects.filter(door="mine_from").count() == 8


def test_answer_of_another_question_or_of_none_of_ours_is_refused(county, client):
    tries("mine_from", 7)
    token, words = asked(client.get(reverse("portal:mine")))
    other, _ = asked(client.get(reverse("portal:mine")))
    forged = signing.TimestampSigner(salt="elsewhere").sign("00")
    wrong = [(forged, "4"), ("", ""), (token, ""), (token, str(int(summed(words)) + 1))]
    if Riddle.carried(other).digits != Riddle.carried(token).digits:
        wrong.append((other, Riddle.carried(token).digits))
    for one, said in wrong:
        data = TYPED | {"riddle_asked": one, "riddle": said}
        answer = client.post(reverse("portal:mine"), data)
        assert list(answer.context["form"].errors) == ["riddle"], (one, said)


def test_question_runs_out(county, monkeypatch):
    token = Riddle.new().token
    assert Riddle.carried(token)
    then = time.time() + doubt.LASTING + 1
    monkeypatch.setattr(signing.time, "time", lambda: then)
    assert Riddle.carried(token) is None


def test_answers_open_no_door_that_is_shut(county, client):
    tries("mine_from", 20)
    token, words = asked(client.get(reverse("portal:mine")))
    data = TYPED | {"riddle_asked": token, "riddle": summed(words)}
    assert client.post(reverse("portal:mine"), data).status_code == 429


def test_picture_tells_its_digits_in_no_address_and_is_small():
    riddle = Riddle.new()
    assert riddle.digits not in unquote(riddle.token)
    assert len(riddle.picture) < 8_000
    assert riddle.picture.startswith("data:image/png;base64,")
    assert Riddle.carried(riddle.token) == riddle


def test_application_is_begun_after_the_answer(county):
    phone = Phone()
    tries("apply_start", 7)
    token, words = asked(phone.client.get(reverse("apply:start")))
    data = {"seen_by": "alone", "agree": "on", "riddle_asked": token, "riddle": summed(words)}
    answer = phone.client.post(reverse("apply:start"), data)
    assert (answer.status_code, answer.url) == (302, reverse("apply:code"))
