"""Scans beside a duty lawyer's help: kept as they came, seen by whoever sees the help, taken back with a reason."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.domain.help import void
from legalaid.platform.audit.chain import events_for
from legalaid.platform.documents import access
from legalaid.platform.documents.models import Attachment
from tests.factories import SHEET
from tests.helps import at, duty_of_lvshi, given


@pytest.fixture
def row(county):
    return given(county, duty_of_lvshi(county), kinds=("witness",), plea="admits")


def send(client, row, *names, slot="plea", content=SHEET):
    files = [SimpleUploadedFile(name, content) for name in names]
    return client.post(reverse("cases:help_scans", args=[row.pk]), {"slot": slot, "files": files})


def read(client, file):
    """(status, what came)"""
    answer = client.get(reverse("documents:file", args=[file.pk]))
    return answer.status_code, b"".join(answer.streaming_content) if answer.streaming else b""


def test_signed_paper_is_kept_beside_the_help_and_every_act_on_it_is_on_record(
    county, row, sign_in
):
    lawyer = sign_in(county.lvshi)
    assert send(lawyer, row, "具结书.pdf").url == row.get_absolute_url()
    assert send(lawyer, row, "登记表.pdf", slot="record").status_code == 302
    kept = Attachment.objects.filter(workflow="help", subject_id=row.pk).order_by("pk")
    assert [(file.slot, file.title) for file in kept] == [
        ("plea", "见证签署的认罪认罚具结书"),
        ("record", "值班律师提供法律帮助情况登记表（已签字）"),
    ]
    page = lawyer.get(row.get_absolute_url()).content.decode()
    assert ("具结书.pdf" in page, "登记表.pdf" in page) == (True, True)

    url = reverse("cases:help_scan_remove", args=[row.pk, kept[0].pk])
    assert lawyer.post(url, {"reason": ""}).status_code == 302
    assert Attachment.objects.filter(removed_at=None).count() == 2
    lawyer.post(url, {"reason": "放到了别人的帮助里"})
    assert [file.slot for file in Attachment.objects.filter(removed_at=None)] == ["record"]
    assert [event.verb for event in events_for("help", row.pk)] == [
        "help.register", "file.upload", "file.upload", "file.remove",
    ]  # fmt: skip


def test_scan_is_read_by_those_who_see_the_help_and_by_nobody_else(county, row, sign_in):
    send(sign_in(county.lvshi), row, "具结书.pdf")
    file = Attachment.objects.get()
    codes = {
        user.username: read(sign_in(user), file)[0]
        for user in (county.lvshi, county.chuangkou, county.lvshi2, county.zhan1, county.caiwu)
    }
    assert codes == {"lvshi": 200, "chuangkou": 200, "lvshi2": 404, "zhan1": 404, "caiwu": 404}
    assert read(sign_in(county.lvshi), file) == (200, SHEET)


def test_centre_that_did_not_act_on_the_help_says_why_it_opens_the_scan(county, row, sign_in):
    send(sign_in(county.lvshi), row, "具结书.pdf")
    file, client = Attachment.objects.get(), sign_in(county.chuangkou)
    url = reverse("documents:file", args=[file.pk])
    assert "理由" in client.get(url).content.decode()
    client.post(url, {"reason": "核对台账"})
    assert read(client, file) == (200, SHEET)


def test_what_is_no_safe_file_is_refused_with_its_sentence_and_the_rest_is_kept(
    county, row, sign_in
):
    lawyer, url = sign_in(county.lvshi), reverse("cases:help_scans", args=[row.pk])
    files = [SimpleUploadedFile("病毒.pdf", b"MZ\x90\x00"), SimpleUploadedFile("好.pdf", SHEET)]
    answer = lawyer.post(url, {"slot": "plea", "files": files})
    assert (answer.status_code, "“病毒.pdf”的内容不是可接受的类型" in answer.content.decode()) == (
        422,
        True,
    )
    assert Attachment.objects.get().original_name == "好.pdf"
    assert send(lawyer, row).status_code == 422
    assert send(lawyer, row, "具结书.pdf", slot="judgment").status_code == 404


def test_nobody_outside_and_no_void_help_takes_scans(county, row, sign_in):
    assert send(sign_in(county.lvshi2), row, "具结书.pdf").status_code == 404
    assert access.allowed(county.lvshi2, "help", row.pk, write=True) is False
    assert access.allowed(county.lvshi, "help", row.pk, write=True) is True
    void(row, by=county.chuangkou, reason="重复登记", at=at(12))
    assert send(sign_in(county.lvshi), row, "具结书.pdf").status_code == 403
    assert Attachment.objects.count() == 0
