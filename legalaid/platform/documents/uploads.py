"""What may be handed in: PDF, JPG, PNG, HEIC, DOCX; known by content and by opening it, never by its name."""

import socket
import zipfile
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageOps
from pillow_heif import register_heif_opener

from legalaid.platform.audit.chain import record
from legalaid.platform.core.errors import DomainError

from .active import is_active
from .models import Attachment

register_heif_opener()
Image.MAX_IMAGE_PIXELS = 40_000_000
ACCEPT = ".pdf,.jpg,.jpeg,.png,.heic,.docx,image/*"
ACCEPTED = "可上传 PDF、JPG、PNG、HEIC、DOCX 文件"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAX_UNZIPPED = 200 * 1024 * 1024
LONG_SIDE = 2400


@dataclass(frozen=True)
class Checked:
    """A file found good. Images were re-encoded as JPEG, without their metadata."""

    data: bytes
    mime: str
    extension: str
    pages: int
    active: bool = False


def check(upload):
    """Raises DomainError(field="file") with a sentence naming the file and what is wrong."""
    name = upload.name
    if upload.size > settings.UPLOAD_MAX_BYTES:
        raise _refused(
            name,
            f"有{upload.size // 1024 // 1024}MB，超过{settings.UPLOAD_MAX_BYTES // 1024 // 1024}MB的上限",
        )

    data = upload.read()
    if not data:
        raise _refused(name, "是空文件")
    if data[:5] == b"%PDF-":
        pages = _pdf_pages(name, data)
        return Checked(data, "application/pdf", "pdf", pages, is_active(data))
    if data[:3] == b"\xff\xd8\xff" or data[:8] == b"\x89PNG\r\n\x1a\n" or data[4:8] == b"ftyp":
        return Checked(_image(name, data), "image/jpeg", "jpg", 1)
    if data[:4] == b"PK\x03\x04":
        _check_docx(name, data)
        return Checked(data, DOCX, "docx", 1)

    raise _refused(name, f"的内容不是可接受的类型，{ACCEPTED}")


def _refused(name, why):
    return DomainError(f"“{name}”{why}，未保存；其余文件不受影响。", field="file")


def _pdf_pages(name, data):
    try:
        with pikepdf.open(BytesIO(data)) as document:
            pages = len(document.pages)
    except pikepdf.PasswordError:
        raise _refused(name, "设有密码，请去掉密码后上传") from None
    except pikepdf.PdfError:
        raise _refused(name, "已损坏，打不开") from None

    if not pages:
        raise _refused(name, "里没有页面")

    return pages


def _image(name, data):
    try:
        with Image.open(BytesIO(data)) as picture:
            if picture.width * picture.height > Image.MAX_IMAGE_PIXELS:
                raise _refused(name, "的像素过大，请缩小后上传")
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise _refused(name, "已损坏或不是图片，打不开") from None

    upright.thumbnail((LONG_SIDE, LONG_SIDE))
    out = BytesIO()
    upright.save(out, "JPEG", quality=85)

    return out.getvalue()


def _check_docx(name, data):
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            if sum(item.file_size for item in archive.infolist()) > MAX_UNZIPPED:
                raise _refused(name, "解压后过大")
            if archive.testzip() is not None:
                raise _refused(name, "已损坏，打不开")
    except (zipfile.BadZipFile, OSError):
        raise _refused(name, "已损坏，打不开") from None

    if not {"[Content_Types].xml", "word/document.xml"} <= names:
        raise _refused(name, f"是压缩包，不是 Word 文档，{ACCEPTED}")
    if any("vbaproject" in item.lower() for item in names):
        raise _refused(name, "带有宏，请另存为不带宏的 DOCX")


def scan(data, name):
    """clamd over its socket when configured. Raises DomainError when infected or when the scanner cannot be reached."""
    if not settings.CLAMD_SOCKET:
        return Attachment.Scan.NONE

    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as link:
            link.settimeout(30)
            link.connect(settings.CLAMD_SOCKET)
            link.sendall(b"zINSTREAM\0")
            for start in range(0, len(data), 1 << 16):
                part = data[start : start + (1 << 16)]
                link.sendall(len(part).to_bytes(4, "big") + part)
            link.sendall(bytes(4))
            answer = link.recv(4096)
    except OSError:
        raise _refused(name, "未能完成病毒扫描，请稍后再传") from None

    if b"FOUND" in answer:
        raise _refused(name, "含有病毒")

    return Attachment.Scan.CLEAN


def store(upload, *, workflow, subject_id, slot, title, by):
    """Checks and keeps one file. Raises DomainError."""
    good = check(upload)
    found = scan(good.data, upload.name)
    attachment = Attachment(
        workflow=workflow,
        subject_id=subject_id,
        slot=slot,
        title=title,
        original_name=upload.name[-200:],
        mime=good.mime,
        size=len(good.data),
        pages=good.pages,
        active=good.active,
        scan=found,
        uploaded_by=by,
    )
    attachment.file.save(f"upload.{good.extension}", ContentFile(good.data), save=False)
    attachment.save()
    record("file.upload", by=by, workflow=workflow, subject_id=subject_id, title=title)

    return attachment


def remove(file, *, by, reason=""):
    """A file no longer shown where it was handed in; it stays stored."""
    with transaction.atomic():
        Attachment.objects.filter(pk=file.pk).update(removed_at=timezone.now())
        record(
            "file.remove",
            by=by,
            workflow=file.workflow,
            subject_id=file.subject_id,
            title=file.title,
            why=f"，理由：{reason}" if reason else "",
        )
