"""What is handed in: known by content, refused with a sentence, the rest kept."""

import zipfile
from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents import uploads
from legalaid.platform.documents.models import Attachment
from tests.factories import new_case


def file(name, data):
    return SimpleUploadedFile(name, data)


def pdf(password=None):
    document, out = pikepdf.new(), BytesIO()
    document.add_blank_page()
    document.save(
        out, encryption=pikepdf.Encryption(user=password, owner=password) if password else None
    )
    return out.getvalue()


def picture(kind="JPEG", size=(60, 40), exif=None):
    out = BytesIO()
    image = Image.new("RGB", size, "red")
    image.save(out, kind, **({"exif": exif} if exif else {}))
    return out.getvalue()


def archive(**parts):
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for name, data in parts.items():
            book.writestr(name.replace("__", "/"), data)
    return out.getvalue()


OLD_WORD = uploads.OLE + "WordDocument".encode("utf-16-le")
GOOD = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}


@pytest.mark.parametrize(
    ("name", "data", "mime"),
    [
        ("a.pdf", pdf(), "application/pdf"),
        ("a.jpg", picture(), "image/jpeg"),
        ("照片.png", picture("PNG"), "image/png"),
        ("a.heic", picture("HEIF"), "image/heic"),
        ("微信图片.webp", picture("WEBP"), "image/webp"),
        ("扫描.tif", picture("TIFF"), "image/tiff"),
        ("画图.bmp", picture("BMP"), "image/bmp"),
        ("表情.gif", picture("GIF"), "image/gif"),
        ("改了名.doc", picture("PNG"), "image/png"),
        ("a.docx", archive(**GOOD), uploads.DOCX),
        ("旧.doc", OLD_WORD, uploads.DOC),
        ("电子发票.ofd", archive(**{"OFD.xml": "<ofd/>"}), uploads.OFD),
        ("前有字节.pdf", b"\xef\xbb\xbf" + pdf(), "application/pdf"),
        ("前有空行.pdf", b"\r\n" * 300 + pdf(), "application/pdf"),
    ],
)  # fmt: skip
def test_accepted_kinds_are_known_by_content(name, data, mime):
    assert uploads.check(file(name, data)).mime == mime


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("木马.pdf", b"MZ\x90\x00" + b"0" * 400, "内容不是可接受的类型"),
        ("坏.pdf", b"%PDF-1.7\n" + b"x" * 300, "已损坏，打不开"),
        ("密.pdf", pdf("1234"), "设有密码"),
        ("空.pdf", b"", "是空文件"),
        ("断.jpg", picture()[:200], "已损坏"),
        ("包.docx", archive(a="b"), "是压缩包，不是 Word 文档"),
        ("宏.doc", OLD_WORD + "_VBA_PROJECT".encode("utf-16-le"), "带有宏"),
        ("表格.xls", uploads.OLE + b"0" * 400, "不是 Word 文档"),
        ("太靠后.pdf", b"x" * 1100 + pdf(), "内容不是可接受的类型"),
        ("宏.docx", archive(**GOOD, **{"word/vbaProject.bin": "x"}), "带有宏"),
        ("网页.html", b"<script>alert(1)</script>", "内容不是可接受的类型"),
    ],
)  # fmt: skip
def test_wrong_or_broken_file_is_refused_with_a_sentence(name, data, words):
    with pytest.raises(DomainError, match=words) as refused:
        uploads.check(file(name, data))
    assert refused.value.sentence.startswith(f"“{name}”")


def test_file_over_the_limit_is_refused_by_its_size(settings):
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    with pytest.raises(DomainError, match="有2MB，超过1MB的上限"):  # never 有1MB，超过1MB
        uploads.check(file("大.pdf", pdf() + b"0" * 1024 * 1024))


def test_scanner_that_cannot_be_reached_refuses(settings, tmp_path):
    settings.CLAMD_SOCKET = str(tmp_path / "none")
    with pytest.raises(DomainError, match="未能完成病毒扫描"):
        uploads.scan(b"data", "a.pdf")


def test_one_bad_file_does_not_lose_the_good_ones(county, sign_in):
    case = new_case(county)
    files = [file("好.pdf", pdf()), file("坏.exe", b"MZ" + b"0" * 99), file("图.jpg", picture())]
    answer = sign_in(county.chuangkou).post(
        reverse("cases:upload", args=[case.pk]), {"slot": "identity", "files": files}
    )
    assert answer.status_code == 422
    assert "“坏.exe”的内容不是可接受的类型" in answer.content.decode()
    assert Attachment.objects.filter(subject_id=case.pk).count() == 2


def test_file_is_stored_under_a_random_name_and_served_by_right_only(county, sign_in):
    case = new_case(county)
    sign_in(county.chuangkou).post(
        reverse("cases:upload", args=[case.pk]),
        {"slot": "identity", "files": [file("身份证.pdf", pdf())]},
    )
    row = Attachment.objects.get()
    assert "身份证" not in row.file.name
    address = reverse("documents:file", args=[row.pk])
    assert sign_in(county.zhan1).get(address).status_code == 404
    assert sign_in(county.admin).get(address).status_code == 404
    answer = sign_in(county.shencha).get(address)
    assert (answer.status_code, answer["X-Content-Type-Options"]) == (200, "nosniff")
    answer.close()


def test_missing_stored_file_is_a_clear_404(county, sign_in):
    case = new_case(county)
    client = sign_in(county.chuangkou)
    client.post(
        reverse("cases:upload", args=[case.pk]),
        {"slot": "identity", "files": [file("a.pdf", pdf())]},
    )
    row = Attachment.objects.get()
    row.file.storage.delete(row.file.name)
    assert client.get(reverse("documents:file", args=[row.pk])).status_code == 404
