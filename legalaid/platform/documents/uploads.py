"""What may be handed in: known by content and by opening it, never by its name. Every byte is kept as it came (decision 69); what a
browser or a volume cannot show gets a copy to show and print."""

import socket
import zipfile
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from math import ceil

import pikepdf
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from legalaid.platform.audit.chain import record
from legalaid.platform.core.errors import DomainError

from . import pictures, texts
from .active import is_active
from .models import Attachment
from .storage import private_storage

ACCEPT = ".pdf,.jpg,.jpeg,.png,.heic,.webp,.tif,.tiff,.bmp,.gif,.doc,.docx,.ofd,image/*"
ACCEPTED = "可上传 PDF、照片和图片（JPG、PNG、HEIC、WEBP、TIF、BMP、GIF）、DOC、DOCX、OFD 文件"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOC, OFD = "application/msword", "application/ofd"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BEGINS_WITHIN = 1024  # bytes, of a PDF: what stands before its header belongs to no page
MAX_UNZIPPED = 200 * 1024 * 1024


@dataclass(frozen=True)
class Checked:
    """A file found good, byte for byte, and the copy that is shown of it where it is not shown itself."""

    data: bytes
    mime: str
    extension: str
    pages: int = 1
    active: bool = False
    copy: pictures.Copy = None


def check(upload):
    """Raises DomainError(field="file") with a sentence naming the file and what is wrong."""
    name = upload.name
    if upload.size > settings.UPLOAD_MAX_BYTES:
        raise _refused(
            name,
            f"有{ceil(upload.size / 1024 / 1024)}MB，超过{settings.UPLOAD_MAX_BYTES // 1024 // 1024}MB的上限",
        )

    data = upload.read()
    if not data:
        raise _refused(name, "是空文件")
    if pictures.is_picture(data):
        return _picture(name, data)
    if data[:4] == b"PK\x03\x04":
        return Checked(data, *_archive(name, data))
    if data[:8] == OLE:
        return Checked(data, *_old_word(name, data))
    if b"%PDF-" in data[:BEGINS_WITHIN]:
        return Checked(data, PDF, "pdf", _pdf_pages(name, data), is_active(data))

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


def _picture(name, data):
    try:
        mime, extension, copy = pictures.read(data)
    except pictures.TooLarge:
        raise _refused(name, "的像素或者页数过多，请分开或者缩小后上传") from None
    except pictures.Unreadable:
        raise _refused(name, "已损坏或不是图片，打不开") from None

    return Checked(data, mime, extension, copy.pages, copy=copy)


def _archive(name, data):
    """(mime, extension) of what is kept in a ZIP: a text of Word, or an OFD (GB/T 33190)."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            if sum(item.file_size for item in archive.infolist()) > MAX_UNZIPPED:
                raise _refused(name, "解压后过大")
            if archive.testzip() is not None:
                raise _refused(name, "已损坏，打不开")
    except (zipfile.BadZipFile, OSError):
        raise _refused(name, "已损坏，打不开") from None

    if "OFD.xml" in names:
        return OFD, "ofd"
    if not {"[Content_Types].xml", "word/document.xml"} <= names:
        raise _refused(name, f"是压缩包，不是 Word 文档，{ACCEPTED}")
    if any("vbaproject" in item.lower() for item in names):
        raise _refused(name, "带有宏，请另存为不带宏的 DOCX")
    return DOCX, "docx"


def _old_word(name, data):
    """The names of its parts stand in such a file in UTF-16."""
    if "WordDocument".encode("utf-16-le") not in data:
        raise _refused(name, f"不是 Word 文档，{ACCEPTED}")
    if "_VBA_PROJECT".encode("utf-16-le") in data:
        raise _refused(name, "带有宏，请另存为不带宏的 DOCX")
    return DOC, "doc"


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


def store(upload, *, workflow, subject_id, slot, title, by, judge=None):
    """Checks and keeps one file. Raises DomainError. `judge(name, Checked)`: what a door that takes less refuses."""
    good = check(upload)
    if judge:
        judge(upload.name, good)
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
    if good.copy:
        attachment.keep_copy(good.copy)
    attachment.save()
    if good.mime in (DOC, DOCX):
        texts.order(attachment)
    record("file.upload", by=by, workflow=workflow, subject_id=subject_id, title=title)

    return attachment


KEPT = ("workflow", "slot", "title", "original_name", "mime", "size", "pages", "active", "scan")


def copied(file, *, subject_id, by, **other):
    """The same file kept once more, for another matter: what becomes of one does nothing to the other. `other`: fields of its own."""
    same = {name: getattr(file, name) for name in KEPT} | other
    twin = Attachment(**same, subject_id=subject_id, uploaded_by=by, copy_mime=file.copy_mime)
    for name in ("file", "copy"):
        if kept := getattr(file, name):
            with kept.open() as whole:
                getattr(twin, name).save(kept.name, ContentFile(whole.read()), save=False)

    twin.save()
    where = {"workflow": twin.workflow, "subject_id": subject_id}
    record("file.upload", by=by, **where, title=twin.title)
    return twin


def forget(files):
    """Rows and files of what never became part of a record: nothing of them is left. Nothing points to them, so no other table is asked or
    written."""
    for file in files:
        names = [kept.name for kept in (file.file, file.copy) if kept]
        rows = Attachment.objects.filter(pk=file.pk)
        rows._raw_delete(rows.db)
        transaction.on_commit(partial(_erase, names), robust=True)


def _erase(names):
    for name in names:
        private_storage().delete(name)


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
