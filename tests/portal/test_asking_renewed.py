"""网上提问: a forgotten word is made anew at the window, for whoever shows who they are; the old one opens nothing."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from legalaid.faces.portal.asking.models import Asked
from legalaid.faces.portal.asking.renewing import renew_word
from legalaid.platform.audit.models import Event
from legalaid.platform.audit.verbs import sentence
from legalaid.platform.core.errors import DomainError

from .asker import ANSWER, NOT_FOUND, OPEN, Asker, errors

pytestmark = pytest.mark.django_db
SAID = {"shown": "code", "said": "身份证末四位0011，说问的是工资"}


@pytest.fixture
def asker(county):
    return Asker()


def page_of(asker):
    return reverse("answers:renew", args=[asker.row.pk])


def renewed(client, asker):
    """(page, the new word)"""
    answer = client.post(page_of(asker), SAID)
    page = answer.content.decode()
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")
    return page, re.search(r"新口令　<b>(\w+)</b>", page)[1]


def test_new_word_opens_and_the_old_one_no_more(county, asker, sign_in):
    page, word = renewed(sign_in(county.chuangkou), asker)
    assert (asker.code in page, " ".join(asker.words) in page, len(word)) == (True, True, 4)
    old = asker.open(client=Client())
    assert (old.status_code, NOT_FOUND in old.content.decode()) == (422, True)
    assert asker.open(word=word, client=Client()).url == ANSWER
    assert asker.open(code="".join(asker.words), word=word, client=Client()).url == ANSWER


def test_device_that_was_reading_is_shut_out(county, asker, sign_in):
    asker.read()
    renewed(sign_in(county.chuangkou), asker)
    assert asker.client.get(ANSWER).url == OPEN


def test_word_is_shown_once_and_stands_nowhere(county, asker, sign_in):
    client = sign_in(county.chuangkou)
    _, word = renewed(client, asker)
    assert word not in client.get(page_of(asker)).content.decode()
    row = Asked.objects.get()
    assert word not in (row.word_blind, row.words_blind, row.code_blind)
    event = Event.objects.get(verb="consultation.word_renewed")
    told = sentence(event)
    assert (word in told, "0011" in told, "带着查询码或者四个词" in told) == (False, True, True)
    assert (event.actor, event.subject_id) == (county.chuangkou, asker.row.pk)


def test_what_was_seen_must_be_said(county, asker, sign_in):
    client = sign_in(county.chuangkou)
    digest = Asked.objects.get().word_blind
    for wrong in (
        {"shown": "code"},
        {"said": "看了身份证"},
        {"shown": "letter", "said": "看了身份证"},
    ):
        answer = client.post(page_of(asker), wrong)
        assert (answer.status_code, bool(errors(answer) or answer.context["form"].errors)) == (
            422,
            True,
        )
    assert Asked.objects.get().word_blind == digest


def test_only_what_was_given_is_offered_to_be_compared(county, asker, sign_in):
    offered, client = {}, sign_in(county.chuangkou)
    reached = {"reach": "usual", "phone": "13800138000"}
    askers = {
        "none": asker,
        "name": Asker(name="李女士"),
        "phone": Asker(**reached),
        "both": Asker(name="李女士", **reached),
    }
    for who, one in askers.items():
        form = client.get(page_of(one)).context["form"]
        offered[who] = [words for _, words in form.fields["shown"].choices]
    code = "带着查询码或者四个词"
    assert offered == {
        "none": [code],
        "name": [code],
        "phone": [code, "电话与提问时留的相符"],
        "both": [code, "称呼、电话与提问时留的相符"],
    }

    said = {"shown": "named", "said": "身份证末四位0011，说问的是工资"}
    assert client.post(page_of(asker), said).status_code == 422
    with pytest.raises(DomainError, match="只能凭查询码或者四个词核实"):
        renew_word(Asked.objects.get(consultation=asker.row), by=county.chuangkou, **said)
    assert client.post(page_of(askers["both"]), said).status_code == 200


def test_code_shut_after_wrong_words_opens_again(county, asker, sign_in):
    for n in range(11):
        asker.open(word=f"{n:04d}", client=Client(REMOTE_ADDR=f"10.0.0.{n}"))
    _, word = renewed(sign_in(county.chuangkou), asker)
    assert asker.open(word=word, client=Client(REMOTE_ADDR="10.0.9.9")).url == ANSWER


def test_handler_of_no_window_renews_nothing(county, asker, sign_in):
    digest = Asked.objects.get().word_blind
    for who in (county.lvshi, county.sifaju, county.admin, county.zhan1):  # asked of the centre
        assert sign_in(who).post(page_of(asker), SAID).status_code in (403, 404)
    assert Asked.objects.get().word_blind == digest


def test_nothing_is_renewed_on_no_more_than_a_nod(county, asker):
    with pytest.raises(DomainError, match="请写明看了什么证件"):
        renew_word(Asked.objects.get(), by=county.chuangkou, shown="code", said=" 看了 ")
    assert not Event.objects.filter(verb="consultation.word_renewed").exists()
