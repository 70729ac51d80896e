"""Photographs and scans of an online application: limits in words, known by content, kept as they came."""

from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from legalaid.faces.portal.apply.domain import draft as acts
from legalaid.platform.documents.models import Attachment
from tests.portal.applied import Phone, errors, photo, picture

pytestmark = pytest.mark.django_db


def scan(pages, script=""):
    out = BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page(page_size=(595, 842))
        if script:
            action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=script)
            document.Root.OpenAction = document.make_indirect(action)
        document.save(out)
    return out.getvalue()


def pdf(name, pages, **more):
    return SimpleUploadedFile(name, scan(pages, **more), content_type="application/pdf")


@pytest.fixture
def phone(county):
    return Phone().begin()


def test_original_is_kept_byte_for_byte(phone):
    assert phone.upload(photo()).url == reverse("apply:papers")
    file = phone.draft.files.get()
    with file.file.open() as kept:
        assert kept.read() == picture()
    assert (file.slot, file.title, file.scan) == ("identity", "身份证明", "none")


def test_scan_of_fifty_pages_is_refused_with_the_limit(phone):
    answer = phone.upload(pdf("合同.pdf", 50))
    said = "“合同.pdf”有50页，一份最多40页，没有保存。请分成几份上传，或者带到窗口。"
    assert answer.status_code == 422
    assert said in errors(answer)
    assert Attachment.objects.count() == 0


def test_scan_of_forty_pages_is_taken(phone):
    assert phone.upload(pdf("合同.pdf", 40)).status_code == 302
    assert phone.draft.files.get().pages == 40


def test_file_that_does_something_when_opened_is_refused(phone):
    answer = phone.upload(pdf("单子.pdf", 1, script="app.alert(1)"))
    assert "“单子.pdf”里有会自动运行的内容，没有保存。请打印后拍照上传。" in errors(answer)
    assert Attachment.objects.count() == 0


def test_name_says_nothing_the_content_decides(phone):
    answer = phone.upload(SimpleUploadedFile("照片.jpg", b"MZ" + bytes(400)))
    assert answer.status_code == 422
    assert Attachment.objects.count() == 0


def test_too_large_a_file_is_refused_with_the_limit(phone):
    answer = phone.upload(SimpleUploadedFile("大.jpg", bytes(10 * 1024 * 1024 + 1)))
    assert "“大.jpg”有11MB，一份最多10MB，没有保存。请分成几份，或者拍照上传。" in errors(answer)


def test_one_refused_does_not_undo_the_others(phone):
    answer = phone.upload(photo(), pdf("合同.pdf", 41))
    assert answer.status_code == 422
    assert [file.original_name for file in phone.draft.files] == ["身份证.jpg"]


def test_no_more_than_forty_files(phone, monkeypatch):
    monkeypatch.setattr(acts, "MOST_FILES", 2)
    answer = phone.upload(photo("1.jpg"), photo("2.jpg"), photo("3.jpg"))
    assert "最多交2份，其余的请带到窗口。" in errors(answer)
    assert phone.draft.files.count() == 2


def test_limits_stand_beside_the_field(phone):
    page = phone.client.get(reverse("apply:papers")).content.decode()
    assert "选照片或者文件（最大10MB、40页）" in page


def test_papers_follow_from_the_matter(phone):
    phone.fill()
    page = phone.client.get(reverse("apply:papers")).content.decode()
    asked = ("身份证明", "经济困难状况说明表", "劳动关系证明", "工资标准和拖欠证明")
    assert [text for text in asked if text in page] == list(asked)
    assert "法律援助申请表" not in page  # made out of the answers


def test_photo_is_taken_back_without_a_trace(phone, django_capture_on_commit_callbacks):
    phone.upload(photo())
    file = phone.draft.files.get()
    with django_capture_on_commit_callbacks(execute=True):
        phone.client.post(reverse("apply:drop_paper", args=[file.pk]))
    assert Attachment.objects.count() == 0
    assert not file.file.storage.exists(file.file.name)


def test_photo_of_another_draft_is_not_to_be_taken_back(phone):
    phone.upload(photo())
    other = Phone().begin()
    other.client.post(reverse("apply:drop_paper", args=[phone.draft.files.get().pk]))
    assert phone.draft.files.count() == 1


def test_nothing_chosen_is_said(phone):
    answer = phone.client.post(reverse("apply:papers"), {"slot": "identity"})
    assert "请先选择照片或者文件，再点“上传”。" in errors(answer)
