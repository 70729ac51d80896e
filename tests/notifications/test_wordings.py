"""The centre words its reminders itself: places, numbers of the operator, versions."""

import pytest

from legalaid.platform.audit.models import Event
from legalaid.platform.notifications.models import Text, Wording

PAGE = "/messages/wordings/colleague/"
GOOD = {
    "text": "{条数}条提醒待办，请登录系统。",
    "code": "SMS_2001",
    "active": "on",
    "reason": "改短",
}


@pytest.fixture
def client(county, sign_in):
    return sign_in(county.zhuren)


def send(client, typed):
    """As the page sends it, with the version it showed."""
    return client.post(PAGE, {"seen": str(Wording.objects.count()), **typed})


def refused(page):
    assert page.status_code == 422
    return {field: list(errors) for field, errors in page.context["form"].errors.items()}


def test_sentence_is_worded_anew_and_the_history_says_who_and_why(client, county):
    assert send(client, GOOD).status_code == 302
    row = Wording.objects.get()
    assert (row.version, row.text, row.code, row.by) == (
        1,
        "{条数}条提醒待办，请登录系统。",
        "SMS_2001",
        county.zhuren,
    )
    page = client.get(PAGE).content.decode()
    assert "<ins>" in page
    assert "<del>" in page
    assert "】3条提醒待办，请登录系统。" in page
    assert Event.objects.filter(verb="message.worded").count() == 1


def test_full_width_braces_are_braces(client):
    send(client, GOOD | {"text": "｛条数｝条提醒"})
    assert Wording.objects.get().text == "{条数}条提醒"


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"text": "{姓名}有{条数}条"}, "text", "没有“{姓名}”这一处。这句话里可以写：{条数}。"),
        ({"text": "{条数条"}, "text", "花括号没有成对，请核对。"),
        ({"text": "【中心】{条数}条"}, "text", "【】里的签名由系统加在前面，这里不写。"),
        ({"text": "{条数}" + "长" * 200}, "text", "最多200个字，现有204个。"),
        ({"text": ""}, "text", "请填写这一项。"),
        ({"code": "模板一"}, "code", "模板编号是运营商审核通过以后给的字母、数字，如 SMS_154950909。"),
        ({"code": "12"}, "code", "模板编号是运营商审核通过以后给的字母、数字，如 SMS_154950909。"),
        ({"reason": ""}, "reason", "请填写这一项。"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_beside_the_box_and_stays_typed(client, typed, field, words):
    page = send(client, GOOD | typed)
    assert refused(page) == {field: [words]}
    assert page.context["form"]["reason"].value() == (GOOD | typed)["reason"]
    assert Wording.objects.count() == 0


def test_number_of_the_operator_belongs_to_its_words(client):
    send(client, GOOD)
    changed = GOOD | {"text": "共{条数}条提醒"}
    assert refused(send(client, changed)) == {
        "code": ["这个编号是按以前的句子报备的，与现在的句子不符：请按新句子报备，填写新的编号。"]
    }
    assert send(client, changed | {"code": "SMS_2002"}).status_code == 302
    assert send(client, GOOD).status_code == 302  # back to the first version, with its number
    assert list(Wording.objects.order_by("version").values_list("version", "code")) == [
        (1, "SMS_2001"), (2, "SMS_2002"), (3, "SMS_2001"),
    ]  # fmt: skip


def test_preview_fills_in_examples_and_keeps_nothing(client):
    page = client.post(PAGE, {"text": "{条数}条待办", "preview": "1"}).content.decode()
    assert "】3条待办" in page
    assert "按 1 条短信计费" in page
    assert Wording.objects.count() == 0
    wrong = client.post(PAGE, {"text": "{姓名}待办", "preview": "1"})
    assert refused(wrong)["text"] == ["没有“{姓名}”这一处。这句话里可以写：{条数}。"]


def test_two_people_at_once_are_told(client):
    client.post(PAGE, GOOD | {"seen": "0"})
    page = client.post(PAGE, GOOD | {"text": "{条数}条", "code": "", "seen": "0"})
    assert page.status_code == 409
    assert Wording.objects.count() == 1


def test_number_the_operator_did_not_take_is_shown(client):
    send(client, GOOD)
    Text.objects.create(about="t", sentence="colleague", to=1, wording=Wording.objects.get(), state="failed",
                        error="运营商没有这个模板编号，或者与句子不符")  # fmt: skip
    assert "运营商没有这个模板编号，或者与句子不符。请核对" in client.get(PAGE).content.decode()


def test_unknown_sentence_is_404(client):
    assert client.get("/messages/wordings/nothing/").status_code == 404
