"""What a device hands in after it had no network: the form once, its photographs, and the key by which only the person's own is read."""

import uuid

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.models import Case, Draft
from legalaid.platform.documents.models import Attachment
from tests.documents.test_uploads import picture

from .test_intake import form

DEVICE = reverse("cases:intake_device")


def key_of(client):
    return client.get(reverse("cases:offline_key")).json()


def test_key_is_the_same_in_every_session_of_a_person_and_another_persons_is_another(
    county, sign_in
):
    first, again, other = (
        key_of(sign_in(user)) for user in (county.zhan1, county.zhan1, county.zhan2)
    )
    assert first == again
    assert {name for name in first if first[name] == other[name]} == set()
    assert sorted(first["shut"]) == ["crv", "kty", "x", "y"]


def test_form_from_a_device_makes_one_case_however_often_it_is_sent(county, sign_in):
    client, token = sign_in(county.zhan1), str(uuid.uuid4())
    first, second = (client.post(DEVICE, form(token=token)) for _ in range(2))
    case = Case.objects.get()
    said = {
        "url": case.get_absolute_url(),
        "photos": reverse("cases:pocket_material", args=[case.pk]),
    }
    assert (str(case.token), case.registered_by) == (token, county.zhan1)
    assert [(answer.status_code, answer.json()) for answer in (first, second)] == [(200, said)] * 2


def test_form_the_server_refuses_is_answered_with_every_sentence_and_makes_nothing(county, sign_in):
    data = form(token=str(uuid.uuid4()), name="王<芳", id_number="440524198801010012")
    answer = sign_in(county.zhan1).post(DEVICE, data)
    assert (answer.status_code, Case.objects.count()) == (422, 0)
    assert answer.json()["said"].startswith(
        "姓名：姓名须为2至60个字，不能含有 < > 等符号。；证件号码："
    )


def test_photograph_of_an_application_is_kept_once_as_its_material(county, sign_in):
    client = sign_in(county.zhan1)
    made = client.post(DEVICE, form(token=str(uuid.uuid4()))).json()
    token = str(uuid.uuid4())
    for _ in range(2):
        photo = SimpleUploadedFile("a.jpg", picture(), "image/jpeg")
        sent = client.post(made["photos"], {"token": token, "slot": "identity", "file": photo})
        assert (sent.status_code, sent.json()) == (200, {"said": "已存入案卷。"})
    file = Attachment.objects.get()
    assert (file.slot, file.title, file.uploaded_by) == ("identity", "身份证明", county.zhan1)
    elsewhere = sign_in(county.zhan2).post(made["photos"], {"token": token, "slot": "identity"})
    assert elsewhere.status_code == 404


def test_draft_from_a_device_opens_with_what_is_to_be_put_right(county, sign_in):
    client, token = sign_in(county.zhan1), str(uuid.uuid4())
    client.post(reverse("cases:draft"), form(token=token, name=""))
    page = client.get(f"{reverse('cases:intake')}?draft={token}&check=1")
    assert page.status_code == 200
    assert [label for label, _ in page.context["form"].problems] == ["姓名"]
    assert Draft.objects.count() == 1


def test_copy_of_the_form_for_a_device_takes_no_message_away(county, sign_in):
    client = sign_in(county.zhan1)
    address = reverse("cases:intake")
    client.post(DEVICE, form(token=str(uuid.uuid4())))  # says that it is registered
    copy = client.get(f"{address}?offline=1")
    assert ("data-copy" in copy.content.decode(), list(copy.context["messages"])) == (True, [])
    page = client.get(address)
    assert [str(message) for message in page.context["messages"]] == [
        f"已登记，案件编号{Case.objects.get().number}。"
    ]
    assert "data-copy" not in page.content.decode()
