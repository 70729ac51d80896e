"""网上提问: sent once, read by code and word; nothing of it to anybody else."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.domain.consultation import answer
from cases.models import Consultation
from legalaid.faces.portal.asking.models import Asked
from legalaid.faces.portal.asking.pressing import pressing
from legalaid.platform.accounts.models import Try
from legalaid.platform.audit.chain import events_for
from legalaid.platform.audit.models import Event
from legalaid.platform.notifications.models import Message
from stations.models import Station

from .asker import (
    ANSWER,
    NOT_FOUND,
    OPEN,
    QUESTION,
    REPLY,
    SENT,
    START,
    Asker,
    at,
    errors,
    said,
    typed,
)

pytestmark = pytest.mark.django_db


def test_question_becomes_a_web_consultation_of_the_centre_due_in_a_day(county):
    row = Asker().row
    assert (row.channel, row.state, row.question, row.main, row.anonymous) == (
        "web",
        "open",
        QUESTION,
        "wages",
        True,
    )
    assert (row.station, row.by.username, row.name, row.phone) == (
        Station.objects.get(parent=None),
        "system",
        "",
        "",
    )
    assert at(row.due_at) == at(row.at + timedelta(hours=24))
    assert [event.verb for event in Event.objects.filter(workflow="consultation")] == [
        "consultation.receive"
    ]


def test_window_is_told_and_the_question_waits_on_its_desk(county, sign_in):
    row = Asker().row
    told = Message.objects.filter(key__startswith=f"consultation:{row.pk}:asked:0")
    assert set(told.values_list("user__role", flat=True)) == {"window"}
    assert set(told.values_list("text", flat=True)) == {f"网上收到一个问题（{row.number}）。"}
    page = sign_in(county.chuangkou).get("/").content.decode()
    assert "网上提问" in page
    assert f"/cases/consultations/{row.pk}/answer/" in page


def test_answer_is_read_with_code_and_word_and_seen_is_on_record(county):
    asker = Asker()
    before = asker.read()
    assert ("<h1>还没有答复</h1>" in before, "再问一次" in before) == (True, False)
    answer(asker.row, by=county.chuangkou, at=asker.row.at + timedelta(minutes=5), **REPLY)
    page = asker.read()
    assert REPLY["answer"] in page
    assert county.chuangkou.name not in page
    assert Asked.objects.get().read_at is not None
    seen = [event.sentence for event in events_for("consultation", asker.row.pk)]
    assert seen.count("咨询人在网上查看") == 2


@pytest.mark.parametrize("spelled", ["{0}", " {0} "])
def test_four_words_and_blanks_open_too(county, spelled):
    asker = Asker()
    assert asker.open("".join(asker.words)).status_code == 302
    assert asker.open(spelled.format(asker.code), word=" 小桥 流水 ").status_code == 302


@pytest.mark.parametrize(("code", "word"), [(None, "小桥流火"), ("123456789012", "小桥流水")])
def test_wrong_word_and_wrong_code_are_answered_alike(county, code, word):
    asker = Asker()
    response = asker.open(code, word, client=Client())
    assert (response.status_code, errors(response)) == (422, [NOT_FOUND])


def test_word_of_another_question_opens_nothing(county):
    first, second = Asker(word="春风又绿"), Asker(word="江南岸上")
    response = first.open(second.code, "春风又绿", client=Client())
    assert errors(response) == [NOT_FOUND]


def test_a_thousand_words_for_one_code_end_at_the_eleventh_from_wherever(county):
    asker = Asker()
    codes = []
    for n in range(12):
        client = Client(REMOTE_ADDR=f"10.0.0.{n}")
        codes.append(asker.open(word=f"{n:04d}", client=client).status_code)
    assert codes == [422] * 10 + [429] * 2
    assert asker.open(client=Client(REMOTE_ADDR="10.0.1.1")).status_code == 429


def test_a_thousand_codes_from_one_address_end_at_the_twentieth(county, answers_all):
    client = Client()
    codes = [
        client.post(OPEN, {"code": f"{n:012d}", "word": "1234"}).status_code for n in range(22)
    ]
    assert codes == [422] * 20 + [429] * 2


def test_sent_twice_it_is_one_question_with_one_code(county):
    asker = Asker()
    again = Client()
    assert again.post(START, asker.typed).url == SENT
    assert (
        re.findall(r'class="code"><b>([^<]+)</b>', again.get(SENT).content.decode())[0]
        == asker.code
    )
    assert (Consultation.objects.count(), Asked.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "changed", [{"word": "别人的词"}, {"question": "这是另外一个问题，和前面的不一样。"}]
)
def test_form_sent_before_takes_no_other_question_and_tells_no_other_word(county, changed):
    asker = Asker()
    other = Client()
    response = other.post(START, asker.typed | changed)
    assert (response.status_code, said(response)) == (
        409,
        ["这个问题已经发出去了，凭查询码和口令看答复。要问别的，请重新打开提问的网页。"],
    )
    assert other.get(SENT).status_code == 302
    assert Consultation.objects.count() == 1


def test_two_tabs_are_two_questions(county):
    assert Asker().code != Asker().code
    assert Consultation.objects.count() == 2


def test_receipt_opens_no_answer_and_after_leaving_nothing(county):
    asker = Asker()
    assert asker.client.get(ANSWER).url == OPEN
    asker.read()
    assert asker.client.get(SENT).url == OPEN
    asker.read()
    assert asker.client.post("/public/ask/online/out/").url == "/public/ask/online/left/"
    assert asker.client.get(ANSWER).url == OPEN


def test_what_a_device_carries_rests_a_quarter_of_an_hour(county, monkeypatch):
    asker = Asker()
    asker.read()
    later = timezone.now() + timedelta(minutes=15, seconds=2)
    monkeypatch.setattr("legalaid.faces.portal.asking.carried.timezone.now", lambda: later)
    assert asker.client.get(ANSWER).url == OPEN


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"question": "怎么办？"}, ["您想问什么：至少写10个字。"]),
        ({"agree": ""}, ["我同意把写的内容用来答复这个问题，按咨询登记留存；法律援助机构对我的隐私保密：请先勾选这一项。"]),
        ({"word": "123"}, ["自己定一个口令：至少写4个字。"]),
        ({"reach": "usual"}, ["电话（不要联系的不填）：请填电话；不想留的，上面选“不要联系我”。"]),
        ({"phone": "13800138000"}, ["我们能不能联系您：您留了电话，又选了不要联系。请改选一项，或者把电话删去。"]),
        (
            {"reach": "stated", "phone": "13800138000"},
            ["什么时候可以打，要注意什么（照常联系的不填）：请写明什么时候可以打，要注意什么。"],
        ),
        (
            {"age": "child", "reach": "usual", "phone": "13800138000"},
            ["我们能不能联系您：不满14周岁的不留电话，请选“不要联系我”，凭查询码看答复。着急的，打110、12355，或者请信得过的大人带你来。"],
        ),
        (
            {"question": "我的身份证号是440524198801010011，工资没有发怎么办？"},
            ["您想问什么：里面有证件号码。答复用不着，请删去再发。一定要让工作人员看到的，勾选下面一项。"],
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_stays(county, changes, told):
    response = Client().post(START, typed(**changes))
    assert (response.status_code, said(response)) == (422, told)
    assert (changes.get("question") or QUESTION) in response.content.decode()
    assert Consultation.objects.count() == 0


def test_number_that_must_be_written_goes_through_when_it_is_said_so(county):
    question = "对方给我的卡号是6222021234567890123，钱转过去就不理人了。"
    first = Client().post(START, typed(question=question))
    assert 'name="keep"' in first.content.decode()
    assert Asker(question=question, keep="on").row.question == question


def test_tags_and_pictures_are_shown_as_they_were_typed(county):
    asker = Asker(question="<script>alert(1)</script>老板不给钱😡怎么办<b>？")
    page = asker.read()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;老板不给钱😡怎么办&lt;b&gt;？" in page
    assert "<script>alert" not in page


def test_machine_that_fills_everything_asks_nothing(county):
    response = Client().post(START, typed(website="http://spam"))
    assert (response.status_code, response.url) == (302, START)
    assert Consultation.objects.count() == 0


def test_address_that_asks_without_end_is_shut_out(county, answers_all):
    codes = [Client().post(START, typed()).status_code for _ in range(22)]
    assert codes == [302] * 20 + [429] * 2
    assert Try.objects.filter(door="asking_from").count() == 20


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({}, ("", "", "stated", ["phone", "home", "text", "mail", "visit", "unit"], "只在网上答复，不用其他方式联系")),
        ({"reach": "usual", "phone": "13800138000"}, ("13800138000", "", "usual", [], "")),
        (
            {"reach": "usual", "phone": "13800138000", "seen_by": "others"},
            ("13800138000", "", "usual", [], "别人可能看到其手机，不发短信、微信"),
        ),
        (
            {"reach": "stated", "phone": "13800138000", "contact": "工作日上午9点到11点"},
            ("", "13800138000", "stated", [], "工作日上午9点到11点"),
        ),
    ],
)  # fmt: skip
def test_whoever_asks_is_reached_as_they_said(county, changes, kept):
    row = Asker(**changes).row
    assert (row.phone, row.safe_phone, row.safe, row.forbidden, row.contact_note) == kept


def test_child_counts_as_a_minor(county):
    assert (Asker(age="child").row.crowds, Asker(age="teen").row.crowds) == (["minor"], ["minor"])


@pytest.mark.parametrize(
    ("text", "calls"),
    [
        ("老公又动手打我了，我躲在邻居家", ["110"]),
        ("欠了一身债，活不下去了", ["120"]),
        ("我女儿在学校被欺负，老师不管", ["110"]),
        ("后天就要开庭，传票昨天才收到", ["12348"]),
        ("我儿子昨晚被带走了，不知道在哪里", ["12348"]),
        (QUESTION, []),
        ("邻居家装修打了隔墙，我能要求赔偿吗", []),
    ],
)
def test_question_that_cannot_wait_names_whom_to_call(text, calls):
    assert [help.call for help in pressing(text)] == calls


def test_pressing_question_says_so_on_the_receipt_and_to_the_director(county, sign_in):
    asker = Asker(question="老公又动手打我了，我躲在邻居家，怎么办？")
    page = asker.client.get(SENT).content.decode()
    assert "现在有人身危险的，马上打110，说清在哪里。受了伤的打120。" in page
    told = Message.objects.filter(key__startswith=f"consultation:{asker.row.pk}:asked:0")
    assert set(told.values_list("user__role", flat=True)) == {"window", "director"}
    assert f"网上收到一个问题（{asker.row.number}），可能有危险，请先看。" in told[0].text
    window = sign_in(county.chuangkou)
    assert "可能紧急" in window.get(asker.row.get_absolute_url()).content.decode()
    assert "可能紧急，网上提问" in window.get("/").content.decode()
    Asker()
    assert window.get("/").content.decode().count("可能紧急，网上提问") == 1
    listed = window.get(reverse("cases:consultations")).content.decode()
    assert listed.count("可能紧急") == 1
    answer(asker.row, by=county.chuangkou, at=timezone.now(), **REPLY)
    assert "可能紧急" not in window.get(reverse("cases:consultations")).content.decode()
